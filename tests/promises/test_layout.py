"""The import rules hold, and modules and functions stay small."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(path for part in ("bot", "handlers", "index", "knowledge") for path in (ROOT / part).rglob("*.py"))
LONGEST_MODULE, LONGEST_FUNCTION = 300, 60  # lines
REVISIONS = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("bot/database/migrations/versions/r*.py")}
DOORS = {
    "faiss": {"index/vectors.py"},
    "sentence_transformers": {"index/embedding.py", "index/tuning.py"},
    "torch": {"index/embedding.py", "index/lowrank.py", "index/tuning.py"},
    "transformers": {"index/embedding.py"},
    "bm25s": {"index/lexical.py"},
    "rich": {
        f"bot/cli/{name}.py" for name in ("drawing", "neutrality_drawing", "request_drawing", "requesting", "terminal")
    },
    "prompt_toolkit": {"bot/cli/terminal.py"},
    "sqlalchemy": {
        f"bot/database/{name}.py"
        for name in (
            "contacts", "engine", "migrating", "neutrality", "outbox", "postgres", "prepared", "purge", "reading",
            "rows", "sqlite", "store", "tables", "verifying", "writing",
        )
    } | REVISIONS,
    "alembic": {"bot/database/migrating.py", "bot/database/migrations/env.py"} | REVISIONS,
    "asyncpg": {"bot/database/postgres.py"},
    "prometheus_client": {"bot/metrics.py"},
    "microsoft_teams": {"bot/teams/sdk.py"},
    "click": {f"bot/cli/{name}.py" for name in ("app", "doctor", "neutrality", "request", "requests", "teams")},
}  # fmt: skip


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(path: Path) -> Iterator[str]:
    """The outermost packages that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def test_imports_point_one_way(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    status = lint_imports(config_filename="pyproject.toml", no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


@pytest.mark.parametrize("package", DOORS)
def test_a_package_comes_in_by_its_own_door_only(package: str) -> None:
    assert {name(path) for path in MODULES if package in imported(path)} <= DOORS[package]


def test_only_the_assembly_knows_both_the_index_and_the_desk() -> None:
    both = {name(path) for path in MODULES if {"index", "handlers"} <= set(imported(path))}
    assert both == {"bot/app.py"}


def test_modules_are_short() -> None:
    lines = {name(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {module: count for module, count in lines.items() if count > LONGEST_MODULE} == {}


def test_functions_are_short() -> None:
    found = {
        f"{name(path)}:{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {function: count for function, count in found.items() if count > LONGEST_FUNCTION} == {}
    assert sum(count <= LONGEST_FUNCTION // 2 for count in found.values()) >= 0.9 * len(found)
