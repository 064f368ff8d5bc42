# Everything is installed into .venv beside this file, by pip alone; nothing needs root.
.DEFAULT_GOAL := help
.PHONY: help run test evaluate bench picture picture-teams lint e2e-teams clean
# A path with a space in it must not be split: only relative paths are used here.
VENV := .venv
PLAYGROUND := .cache/playground
PLAYGROUND_VERSION := 0.2.28
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
# Python 3.11 first: the versions in constraints.txt were chosen with it. `make run PYTHON=...` takes another one.
PYTHON ?= python3.11
PYTHONS := $(PYTHON) python3 python3.12 python3.13 python3.14

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

run: $(VENV)/installed ## Set everything up and open the chat, or serve Slack and Teams where they are set up
	@$(PY) -m bot start

test: $(VENV)/installed-dev lint ## Run all checks: style, types, import rules, tests
	$(PY) -m pytest

lint: $(VENV)/installed-dev ## Check style, types and import rules alone
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports

evaluate: $(VENV)/installed ## Measure the replies over tests/evaluation, with the gate
	@$(PY) -m bot evaluate tests/evaluation/questions/*.jsonl --floors tests/evaluation/floors.toml
	@$(PY) -m bot evaluate tests/evaluation/later/*.jsonl --floors tests/evaluation/floors_later.toml
	@$(PY) -m bot evaluate tests/evaluation/blind/*.jsonl --floors tests/evaluation/floors_blind.toml

bench: $(VENV)/installed-dev ## Measure speed and memory beside the bare model
	@$(PY) tests/bench/run.py

# Chromium is Debian's, as Playwright's own would be a third of a gigabyte. With SOFT=1 nothing fails where it is missing.
e2e-teams: ## Drive the desk from a real Teams client (needs node, npm, chromium)
	@for program in node npm chromium; do \
	  command -v $$program >/dev/null && continue; \
	  echo "The checks with a real Teams client need $$program: apt-get install nodejs npm chromium." >&2; \
	  exit $(if $(SOFT),0,1); \
	done; \
	$(MAKE) --no-print-directory $(VENV)/installed-e2e $(PLAYGROUND)/installed && \
	  PROTOCOL_DESK_PLAYGROUND=$(PLAYGROUND) $(PY) -m pytest tests/e2e_teams

picture-teams: e2e-teams ## Take docs/teams-answer.png anew from a real Teams client
	@cp .cache/screenshots/teams-answer.png docs/

picture: $(VENV)/installed ## Draw docs/answer.svg from the program's own output
	@$(PY) docs/picture.py

clean: ## Remove what was installed
	rm -rf $(VENV) .cache

$(VENV)/installed: pyproject.toml constraints.txt | $(PY)
	@echo "Installing Protocol Desk into $(VENV). This takes a few minutes, once."
	@$(PIP) --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	@echo "Installing the tools for the checks into $(VENV)."
	@$(PIP) --editable '.[dev]'
	@touch $@

$(VENV)/installed-e2e: $(VENV)/installed-dev
	@echo "Installing Playwright into $(VENV)."
	@$(PIP) --editable '.[dev,e2e]'
	@touch $@

$(PLAYGROUND)/installed: Makefile
	@echo "Installing Microsoft's Agents Playground into $(PLAYGROUND)."
	@npm install --silent --no-audit --no-fund --no-update-notifier --ignore-scripts --prefix $(PLAYGROUND) \
	  @microsoft/m365agentsplayground@$(PLAYGROUND_VERSION)
	@touch $@

# Where a Python comes without venv's ensurepip (as Debian's does), virtualenv does the same.
$(PY):
	@for python in $(PYTHONS); do \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  rm -rf $(VENV) .cache/virtualenv; \
	  "$$python" -m venv $(VENV) >/dev/null 2>&1 && exit 0; \
	  rm -rf $(VENV); \
	  "$$python" -m pip install --quiet --target .cache/virtualenv virtualenv && \
	    PYTHONPATH=.cache/virtualenv "$$python" -m virtualenv --quiet $(VENV) && exit 0; \
	done; \
	rm -rf $(VENV); \
	echo "Protocol Desk needs Python 3.11 or newer, with its venv module or with pip." >&2; \
	echo "Install it and run this again, or say which to take: make run PYTHON=/path/to/python3" >&2; \
	exit 1
