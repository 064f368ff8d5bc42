from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.app import desk
from tests.fakes.teams_settings import FOR_THE_PACKAGE


def run(*arguments: str) -> Result:
    return CliRunner().invoke(desk, ["teams", "package", *arguments], prog_name="protocol-desk")


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in FOR_THE_PACKAGE.items():
        monkeypatch.setenv(f"PROTOCOL_DESK_{name.upper()}", value)


@pytest.mark.usefixtures("given")
@pytest.mark.parametrize(("arguments", "file"), [((), "protocol-desk-teams.zip"), (("--out", "ours.zip"), "ours.zip")])
def test_the_package_is_written_and_the_endpoint_told(arguments: tuple[str, ...], file: str) -> None:
    done = run(*arguments)
    assert done.exit_code == 0
    assert f"{file} is the app package" in done.stdout
    assert f"{FOR_THE_PACKAGE['teams_public_url']}/api/messages" in done.stdout
    assert zipfile.is_zipfile(Path(file))


@pytest.mark.usefixtures("given")
def test_a_changed_package_gets_a_higher_version() -> None:
    assert "version 0.10.2, of the bot" in run("--app-version", "0.10.2").stdout
    with zipfile.ZipFile("protocol-desk-teams.zip") as package:
        assert json.loads(package.read("manifest.json"))["version"] == "0.10.2"


@pytest.mark.usefixtures("given")
@pytest.mark.parametrize("version", ["1.0", "v1.0.0", "1.0.0-beta", "01.0.0", "1.0.0\n", "١.0.0", ""])
def test_what_is_no_version_is_wrong_usage(version: str) -> None:
    done = run("--app-version", version)
    assert done.exit_code == 2
    assert "Write three numbers" in done.stderr


def test_without_settings_it_says_all_that_is_missing() -> None:
    done = run()
    assert done.exit_code == 1
    assert done.stderr.count("it is not set") == len(FOR_THE_PACKAGE)
    assert list(Path().iterdir()) == []


@pytest.mark.usefixtures("given")
def test_a_folder_that_is_not_there_is_named() -> None:
    done = run("--out", "nowhere/ours.zip")
    assert done.exit_code == 1
    assert "nowhere" in done.stderr
    assert "No such file or directory" in done.stderr
