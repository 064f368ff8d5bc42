"""Cards within what Teams takes: nothing is lost where it takes several."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.teams.cards import Card, card, cards
from bot.teams.elements import Element, buttons, heading, submit, text, words_of
from bot.teams.escaping import inert
from bot.teams.limits import LARGEST, LimitError, fits
from tests.fakes.teams_cards import faults

PRINTED = st.text(min_size=1, max_size=8).map(inert).filter(bool)
LINES = st.builds(lambda words, times: words * times, PRINTED, st.integers(1, 700))
TAIL: list[Element] = [text("The protocol"), buttons([submit("More", "answer_section", "v")])]


def body_of(made: list[Card]) -> list[Element]:
    return [element for one in made for element in one.content["body"]]


@given(st.lists(LINES, max_size=60), st.booleans())
def test_nothing_is_lost_and_each_card_fits(lines: list[str], ends: bool) -> None:
    body, tail = list(map(text, lines)), TAIL if ends else []
    made = cards(body, tail)
    assert body_of(made) == [*body, *tail]
    assert all(fits(one.content, one.summary) for one in made)
    assert made[-1].content["body"][len(made[-1].content["body"]) - len(tail) :] == tail
    for one in made:
        assert one.content["fallbackText"] == "\n".join(filter(None, map(words_of, one.content["body"])))
        assert one.summary == one.content["fallbackText"]


@pytest.mark.parametrize("length", [1, 7, 40, 3000])
def test_many_small_parts_fill_cards_up_to_the_brim(length: int) -> None:
    """What stands around the parts counts too."""
    body = [text("x" * length) for _ in range(120_000 // (length + 40))]
    made = cards(body, TAIL)
    assert len(made) > 1
    assert body_of(made) == [*body, *TAIL]


@given(LINES)
def test_what_fits_is_one_card(line: str) -> None:
    assert len(cards([heading("Title"), text(line)], TAIL)) == 1


def test_what_no_message_can_hold_is_never_sent() -> None:
    with pytest.raises(LimitError, match=str(LARGEST)):
        card([text("x" * LARGEST)])


def test_a_preview_takes_the_place_of_the_words_in_the_notification_alone() -> None:
    made = card([text("a secret reason")], preview="Request CUM-2026-0001")
    assert made.summary == "Request CUM-2026-0001"
    assert made.content["fallbackText"] == "a secret reason"
    assert faults(made.content) == []
