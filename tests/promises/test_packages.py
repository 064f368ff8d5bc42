"""An installed desk holds all of the program, and each package that it needs has its tried version."""

from __future__ import annotations

import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
SETUPTOOLS = PROJECT["tool"]["setuptools"]
PARTS = ("bot", "handlers", "index", "knowledge")


def package_of(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).parent.parts)


def test_every_package_is_installed() -> None:
    there = {package_of(file) for part in PARTS for file in (ROOT / part).rglob("*.py")}
    assert sorted(SETUPTOOLS["packages"]) == sorted(there)


def test_every_file_beside_the_modules_is_installed() -> None:
    there = {
        file
        for part in PARTS
        for file in (ROOT / part).rglob("*")
        if file.is_file() and file.suffix not in {".py", ".pyc"}
    }
    installed = {
        file
        for package, patterns in SETUPTOOLS["package-data"].items()
        for pattern in patterns
        for file in (ROOT / package.replace(".", "/")).glob(pattern)
    }
    assert sorted(there - installed) == []


def test_every_package_that_is_needed_has_a_tried_version() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    tried = [line.split("==") for line in lines if not line.startswith("#")]
    versions = {canonicalize_name(name): version for name, version in tried}
    project = PROJECT["project"]
    extras = project["optional-dependencies"]
    needed = [Requirement(one) for one in (*project["dependencies"], *extras["dev"], *extras["e2e"])]
    untried = [
        str(one) for one in needed if not one.specifier.contains(versions.get(canonicalize_name(one.name), "0.dev0"))
    ]
    assert untried == []
