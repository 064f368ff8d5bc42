"""What people wrote, in each card that shows it: literal, and nothing that a card would work out."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.teams.elements import heading, words_of
from bot.teams.escaping import inert, typed_as_it_was
from bot.teams.person import _again, _written, person_card
from bot.teams.ports import Gathering
from bot.teams.sharing import _name
from tests.fakes.teams_cards import faults

HOSTILE = st.sampled_from(
    [
        "[the clerk](https://evil.example)",
        "![x](https://evil.example/x.png)",
        "<at>Everyone</at>",
        "**bold** _it_ `c`",
        "{{DATE(2026-01-01T00:00:00Z,SHORT)}}",
        "{{{{DATE(x)}}",
        "{{{DATE(x)}}",
        "\u202eright to left",
        "\u2066\u2069",
        "nul \x00 bell \x07",
        "half \ud800",
        "&lt;b&gt;",
        "# heading\n- item\n1. one",
        "${expression}",
        "\\*",
    ]
)
WORDS = st.lists(HOSTILE | st.text(), min_size=1, max_size=4).map("".join)
_BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def stretches(part: Any) -> list[tuple[str, str]]:
    """All texts of a card, each with the kind of element that shows it."""
    if isinstance(part, list):
        return [found for one in part for found in stretches(one)]
    if not isinstance(part, dict):
        return []
    shown = [
        (part.get("type", ""), part[name])
        for name in ("text", "label", "title", "value", "placeholder")
        if isinstance(part.get(name), str)
    ]
    return shown + [found for one in part.values() for found in stretches(one)]


@given(WORDS)
def test_nothing_is_left_that_does_anything(words: str) -> None:
    made = inert(words)
    assert "{{" not in made
    assert not _BIDI & set(made)
    assert all(one == "\n" or unicodedata.category(one) not in {"Cc", "Cs"} for one in made)
    made.encode()


@given(WORDS.map(inert))
def test_what_comes_back_from_a_field_can_be_put_there_again(made: str) -> None:
    assert inert(typed_as_it_was(made)) == made


@given(WORDS)
def test_words_stand_in_runs_and_fields_alone(words: str) -> None:
    """Text blocks and facts are markdown: nobody's words ever stand there."""
    made = inert(words).strip() or "an empty field is refused before"
    for card in (_written(made, made), _again("trafford", made, "Not sent.")):
        assert faults(card.content) == []
        blocks = [text for kind, text in stretches(card.content) if kind in {"TextBlock", "Fact"}]
        without = [text for kind, text in stretches(person_card("trafford").content) if kind == "TextBlock"]
        assert set(blocks) <= set(without)
        json.dumps(card.content, ensure_ascii=False).encode()


@given(WORDS)
def test_names_of_channels_are_inert(name: str) -> None:
    assert "{{" not in _name(Gathering("19:1", "channel", "https://x", name))


@given(st.text(alphabet="\\`*_{}[]()#+-.!|>~&<ab1; \n"))
def test_a_heading_comes_back_as_it_was(words: str) -> None:
    assert words_of(heading(words)) == words
