"""The app package is what Microsoft's schema asks for, and says what the desk does."""

from __future__ import annotations

import json
import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator
from pydantic import ValidationError

from bot import __version__
from bot.settings import Settings, SettingsError, variable
from bot.teams import icons, wording
from bot.teams.package import NEEDED, app_package, manifest, messaging_endpoint, write
from bot.teams.package_wording import COMMANDS
from tests.fakes.teams_settings import APP, FOR_THE_PACKAGE

SCHEMA = Path(__file__).resolve().parents[2] / "schemas" / "teams-app-1.25.json"


def given(**other: str) -> Settings:
    return Settings(**FOR_THE_PACKAGE | other)  # type: ignore[arg-type]


def faults(described: dict[str, Any]) -> list[str]:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    assert described["manifestVersion"] == schema["properties"]["manifestVersion"]["const"]  # unknown to draft 4
    return [error.message for error in Draft4Validator(schema).iter_errors(described)]


def test_the_manifest_keeps_to_the_schema() -> None:
    assert faults(manifest(given())) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "protocol-desk"},
        {"accentColor": "navy"},
        {"name": {"short": "n" * 31}},
        {"colour": "#1d3557"},
        {"icons": {}},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_the_schema_finds_what_is_wrong(wrong: dict[str, Any]) -> None:
    assert len(faults(manifest(given()) | wrong)) >= 1


def test_the_longest_values_that_the_settings_take_keep_to_the_schema() -> None:
    address = "https://example.gov.uk/"
    pages = [name for name in FOR_THE_PACKAGE if re.search("website|privacy|terms", name)]
    longest = dict.fromkeys(pages, address + "a" * (2048 - len(address)))
    assert faults(manifest(given(teams_developer_name="n" * 32, **longest))) == []
    for name, value in longest.items():
        with pytest.raises(ValidationError):
            given(**{name: value + "a"})


def test_the_lengths_that_the_schema_gives_are_kept_by_the_wording() -> None:
    described = manifest(given())
    (bot,) = described["bots"]
    assert [one["scopes"] for one in bot["commandLists"]] == [["personal"], ["team"], ["groupChat"]]
    assert all(len(one["commands"]) <= 10 for one in bot["commandLists"])  # more are not shown
    assert all(len(title) <= 32 and len(description) <= 128 for title, description in COMMANDS)  # else cut on screen


def test_the_commands_are_those_that_the_help_names() -> None:
    assert [title for title, _ in COMMANDS] == re.findall("“(.+?)”", wording.COMMANDS)


def test_the_manifest_names_the_bot_and_the_domain() -> None:
    described = manifest(given())
    assert described["id"] == described["bots"][0]["botId"] == APP
    assert described["validDomains"] == ["desk.example.gov.uk"]
    assert described["version"] == __version__
    assert messaging_endpoint(given()) == "https://desk.example.gov.uk:8443/council/api/messages"


@pytest.mark.parametrize("missing", NEEDED)
def test_a_missing_setting_is_named_with_what_to_do(missing: str) -> None:
    with pytest.raises(SettingsError, match=rf"^{variable(missing)}: it is not set\. (Write|Copy) .+$"):
        manifest(given().model_copy(update={missing: None}))


def test_the_package_holds_the_manifest_and_its_icons() -> None:
    with zipfile.ZipFile(BytesIO(app_package(given()))) as package:
        assert package.testzip() is None
        described = json.loads(package.read("manifest.json"))
        assert described == manifest(given())
        assert sorted(package.namelist()) == sorted(["manifest.json", *described["icons"].values()])
        assert package.read(described["icons"]["color"]) == icons.color()
        assert package.read(described["icons"]["outline"]) == icons.outline()


def test_the_same_settings_give_the_same_file(tmp_path: Path) -> None:
    file = tmp_path / "package.zip"
    write(given(), file)
    assert file.read_bytes() == app_package(given())


def test_a_package_that_cannot_be_made_leaves_the_one_that_was_there(tmp_path: Path) -> None:
    file = tmp_path / "package.zip"
    file.write_bytes(b"earlier")
    with pytest.raises(SettingsError):
        write(Settings(), file)
    assert [one.read_bytes() for one in tmp_path.glob("*package.zip*")] == [b"earlier"]
