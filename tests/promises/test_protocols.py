"""What the repository promises about its documents: they are as published, they parse, the guide to them is whole."""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path

import pytest
from pydantic import BaseModel

from knowledge.addressees import addressees
from knowledge.check import check
from knowledge.clause import Clause
from knowledge.layout import ROLES, Amendments, Body, Document, Furniture, Layout
from knowledge.library import PACKAGED, Library

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "editing-protocols.md"
REFERENCE = PACKAGED / "README.md"
# The documents as they were published. A change here is a new version of a document: look at every clause of it.
PUBLISHED = {
    "cjc": "436034c361e92527e51b6ad464832d3fecb5cb09663853d249e0020a47b0cd75",
    "cumbria": "b7c1f4ce6921435d172c54441ae0e676b3cb81f8a2d7c573f3e7b1864a193ea0",
    "lydney": "a4c7efd7767fabce999b48e91dd26b861d52b2d9659b576468623e95faa15bfe",
    "reigate": "76024648972683b67f56f36a796e9bbb2d3663ad3f6b04323b32020235cecdfe",
    "trafford": "8739f946c58d382d17ac5818146c8b47d9a096a017122a2172f16387e82fa34d",
}


@pytest.fixture(scope="module")
def library() -> Library:
    return Library.load()


@pytest.mark.parametrize("authority", PUBLISHED)
def test_the_document_is_byte_for_byte_as_published(authority: str) -> None:
    assert hashlib.sha256((PACKAGED / authority / "source.txt").read_bytes()).hexdigest() == PUBLISHED[authority]


def test_every_document_parses_without_a_problem() -> None:
    assert check().problems == ()


def test_every_clause_can_be_asked_for(library: Library) -> None:
    for report in check().protocols:
        assert report.unasked == ()
    for authority in library.authorities:
        assert all(len(asked) >= 4 for asked in library.protocol(authority).typical.values())


def test_prompts_are_four_whole_questions(library: Library) -> None:
    for authority in library.authorities:
        prompts = library.protocol(authority).prompts
        assert len(set(prompts)) == 4
        assert all(prompt[0].isupper() and prompt.endswith("?") for prompt in prompts)


def ruled(clause: Clause) -> set[str]:
    return {role.value for role in addressees(clause.stem, clause.item, clause.heading)}


@pytest.mark.parametrize("authority", PUBLISHED)
def test_addressees_are_given_only_where_the_rule_is_wrong(library: Library, authority: str) -> None:
    given = tomllib.loads((PACKAGED / authority / "protocol.toml").read_text(encoding="utf-8"))["addressees"]
    needless = [
        base
        for base, side in given.items()
        if ruled(library.clause(f"{authority}/{base}")) == {role.value for role in ROLES[side]}
    ]
    assert needless == []


@pytest.mark.parametrize("table", [Document, Body, Layout, Amendments, Furniture])
def test_every_key_of_protocol_toml_is_explained(table: type[BaseModel]) -> None:
    explained = set(re.findall(r"`\[*([a-z_]+)\]*`", REFERENCE.read_text(encoding="utf-8")))
    assert set(table.model_fields) <= explained


def test_the_guides_smallest_protocol_works() -> None:
    blocks = re.findall(r"```toml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    smallest = next(block for block in blocks if "headings" in block)
    assert Document.model_validate(tomllib.loads(smallest)).name == "Ambleford Town Council"


def test_the_guides_other_examples_are_toml() -> None:
    blocks = re.findall(r"```toml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert [set(tomllib.loads(block)) for block in blocks if "headings" not in block] == [
        {"10.1"},
        {"3.8/b11"},
        {"companions"},
        {"addressees"},
        {"request"},
        {"rule", "silent"},
    ]
