"""Settings, `.env.example` and docs/settings.md name the same variables, with the same defaults."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic_core import PydanticUndefined

from bot.settings import Settings, load, variable

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / ".env.example"
PAGE = ROOT / "docs" / "settings.md"
VARIABLES = {variable(field): info for field, info in Settings.model_fields.items()}


def assigned() -> dict[str, str]:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def documented() -> dict[str, str]:
    rows = re.findall(r"^\| `(PROTOCOL_DESK_\w+)` \| (.*?) ?\| .+ \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return {name: default.strip("`") for name, default in rows}


def test_the_example_and_the_page_name_every_setting_and_no_other() -> None:
    assert set(assigned()) == set(VARIABLES)
    assert set(documented()) == set(VARIABLES)


@pytest.mark.parametrize("name", sorted(VARIABLES))
def test_the_example_and_the_page_give_the_default(name: str) -> None:
    default = VARIABLES[name].default
    if default is PydanticUndefined or default in (None, "", ()):
        assert assigned()[name] == ""
        return
    written = str(default).lower() if isinstance(default, bool) else str(default)
    assert assigned()[name] == written
    assert documented()[name] == written


def test_each_setting_of_the_example_is_described_above_it() -> None:
    blocks = EXAMPLE.read_text(encoding="utf-8").split("\n\n")
    for block in (block for block in blocks if "PROTOCOL_DESK_" in block.replace("protocol-desk", "")):
        assert block.startswith("# "), block


def test_the_example_as_it_stands_means_nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    assert load(EXAMPLE) == load(None)


def test_every_field_is_described_and_every_secret_is_a_secret() -> None:
    for name, info in VARIABLES.items():
        assert info.description, name
        if re.search("TOKEN|SECRET", name):
            assert "SecretStr" in str(info.annotation), name
