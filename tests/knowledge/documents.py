"""Small documents for the tests of the parser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from knowledge.layout import Document
from knowledge.parser import Parsed, parse

AMENDMENTS: dict[str, Any] = {
    "announced": ["PROPOSED AMENDMENT"],
    "existing": "Existing:",
    "proposed": "Proposed:",
    "inserting": ["To be inserted:"],
    "deleting": "It is proposed to delete",
}


def document(more: dict[str, Any] | None = None, **layout: Any) -> Document:
    """A protocol.toml: keywords are the hints of [layout], `more` holds further tables."""
    hints = {"headings": [["1. Title"]], "clauses": "1.1", **layout}
    return Document.model_validate(
        {"name": "Town", "kind": "town council", "title": "Protocol", "layout": hints, **(more or {})}
    )


def parsing(source: str, more: dict[str, Any] | None = None, **layout: Any) -> Parsed:
    """The source read by those hints."""
    return parse("town", source, document(more, **layout), Path("source.txt"))
