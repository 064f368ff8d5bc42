"""The judge of cards is tried on good and bad ones."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.fakes.teams_cards import SIZE, faults
from tests.fakes.test_fake_teams import CARDS, CHOICE, FIELD


def with_body(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "AdaptiveCard", "version": "1.5", "fallbackText": "f", "body": list(elements)}


def text(words: str, **others: Any) -> dict[str, Any]:
    return {"type": "TextBlock", "text": words, "wrap": True, **others}


COLUMNS = {"type": "ColumnSet", "columns": [{"type": "Column", "width": "auto", "items": [text("One")]}]}
TABLE = {
    "type": "Table",
    "columns": [{"width": 1}],
    "rows": [{"type": "TableRow", "cells": [{"type": "TableCell", "items": [text("Cell")]}]}],
}


@pytest.mark.parametrize(
    "card",
    [
        CARDS,
        with_body(text(r"\[x\]\(y\) \*a\* R&D 3 < 4".replace("<", r"\<"), style="heading", size="Large"), COLUMNS),
        CARDS | {"$schema": "http://adaptivecards.io/schemas/adaptive-card.json", "msteams": {"width": "full"}},
        with_body(TABLE),
    ],
)
def test_a_good_card_has_no_faults(card: dict[str, Any]) -> None:
    assert faults(card) == []


ACTION = {"type": "Action.Submit", "title": "Open", "data": {}}


@pytest.mark.parametrize(
    ("element", "fault"),
    [
        (text("x", wrpa=True), "'wrpa' is not known"),
        (text("x", is_subtle=True), "'is_subtle' is not known"),
        (text("x", weight="Heavy"), "weight"),
        (text("x", lineHeight=1), "'lineHeight' is not known"),
        ({"type": "TextBlock", "text": "x"}, "does not wrap"),
        (text(""), "no text"),
        ({"type": "Shout", "text": "x"}, "'Shout' is not of Adaptive Cards"),
        ({"type": "CodeBlock", "codeSnippet": "x"}, "'CodeBlock' is not of Adaptive Cards"),
        ({"text": "x"}, "None is not of Adaptive Cards"),
        ({"type": "Container", "items": [{"type": "Shout"}]}, "items[0]: the type 'Shout'"),
        ({"type": "RichTextBlock", "inlines": [{"type": "TextRun", "txet": "x"}]}, "'txet' is not known"),
        ({"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": "{{DATE(x)}}"}]}, "clients interpret"),
        (text("An *important* thing"), "markdown"),
        (text("[x](y)"), "markdown"),
        (text("- one"), "markdown"),
        (text("<b>x"), "markdown"),
        (text("see https://example.org"), "raw address"),
        (text("x\u202ey"), "marks of direction"),
        ({"type": "FactSet", "facts": [{"title": "A", "value": "*b*"}]}, "markdown"),
        ({"type": "FactSet", "facts": [{"title": "A", "vlaue": "b"}]}, "'vlaue' is not known"),
        ({"type": "FactSet", "facts": [{"title": "A"}]}, "no value"),
        ({key: value for key, value in FIELD.items() if key != "label"}, "an input without label"),
        ({key: value for key, value in FIELD.items() if key != "errorMessage"}, "an input without errorMessage"),
        ({key: value for key, value in FIELD.items() if key != "id"}, "an input without id"),
        (CHOICE | {"choices": [{"title": "A", "value": "a"}, {"title": "B", "value": "a"}]}, "the same value"),
        (CHOICE | {"choices": []}, "no choices"),
        (CHOICE | {"wrap": False}, "choices that do not wrap"),
        ({"type": "Container", "items": [FIELD, FIELD]}, "'why' occurs 2 times"),
        ({"type": "ActionSet", "actions": [ACTION] * 7}, "7 primary actions"),
        ({"type": "ActionSet", "actions": [ACTION | {"title": ""}]}, "without a title"),
        ({"type": "ActionSet", "actions": [ACTION | {"data": "x"}]}, "data that the inputs"),
        ({"type": "ActionSet", "actions": [ACTION | {"type": "Action.Execute"}]}, "without a verb"),
        ({"type": "Image", "url": "data:"}, "without altText"),
        ({"type": "RichTextBlock", "inlines": ["x" * SIZE]}, "bytes as UTF-16"),
    ],
)
def test_a_bad_card_is_found_out(element: dict[str, Any], fault: str) -> None:
    assert any(fault in one for one in faults(with_body(element))), faults(with_body(element))


def test_faults_of_the_card_that_a_button_opens_are_found() -> None:
    card = copy.deepcopy(CARDS)
    card["actions"][1]["card"]["body"].append({"type": "TextBlock", "text": "x"})
    assert faults(card) == ["card.actions[1].card.body[1]: a TextBlock that does not wrap"]


@pytest.mark.parametrize(("name", "value"), [("fallbackText", ""), ("version", "1.6"), ("type", "Card")])
def test_the_card_itself_is_checked(name: str, value: str) -> None:
    assert faults(CARDS | {name: value})
