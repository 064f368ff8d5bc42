"""Elements of cards: what is put in can be read out again, and nothing in a heading is taken for markdown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.teams.cards import card
from bot.teams.elements import (
    beside,
    buttons,
    container,
    execute,
    heading,
    numbered,
    paragraph,
    prompt,
    quotation,
    run,
    secondary,
    small,
    submit,
    text,
    unfold,
    words_of,
)
from bot.teams.escaping import inert
from tests.fakes.teams_cards import faults
from tests.fakes.teams_view import labels, words

ANY = st.text(min_size=1) | st.lists(st.sampled_from(list("\\`*_[]()<>~|#-+.&;1a \n")), min_size=1).map("".join)
PRINTED = ANY.map(inert).filter(str.strip)
QUESTION = "Who decides whether an officer comes to the meeting of our political group?"


@given(st.lists(ANY, min_size=1, max_size=5))
def test_the_words_of_runs_come_back(parts: list[str]) -> None:
    made = paragraph(*(run(part, bold=bool(number % 2), italic=True) for number, part in enumerate(parts)))
    assert words_of(made) == "".join(parts)
    assert [one["text"] for one in made["inlines"]] == parts


@given(ANY)
def test_the_words_of_a_heading_come_back(said: str) -> None:
    assert words_of(heading(said)) == said


@given(PRINTED)
def test_no_client_takes_a_heading_for_markdown(said: str) -> None:
    """By the judge of cards, which knows what clients interpret. An address is no markdown, and never in a heading."""
    assert [fault for fault in faults(card([heading(said)]).content) if "markdown" in fault] == []
    assert words(heading(said)) == said


@given(st.lists(PRINTED, min_size=3, max_size=3))
def test_the_words_of_what_holds_others_come_back_in_order(said: list[str]) -> None:
    first, second, third = said
    assert words_of(container(text(first), quotation(small(second)), text(third))) == "\n".join(said)
    assert words_of(beside([text(first), text(second)], submit(third, "b", "v"))) == f"{first}\n{second}"
    assert words_of(numbered([[run(first)], [run(second), run(third)]])) == f"1. {first}\n2. {second}{third}"
    assert words_of(numbered([[run(first)]], ordered=False)) == f"• {first}"


def test_each_thing_that_the_desk_shows_is_taken() -> None:
    row = buttons(
        [
            submit("One", "a", "v"),
            execute("Two", "b", "v", with_inputs=True, style="positive"),
            unfold("Three", [text("within")], style="positive"),
            secondary(submit("Four", "c", "v")),
        ]
    )
    whole = [heading("Title", large=True), quotation(text("words")), numbered([[run("a")], [run("b")]]), row]
    made = card(whole)
    assert faults(made.content) == []
    assert labels(made.content) == ["One", "Two", "Three", "Four"]
    assert "within" not in made.summary
    assert made.summary == made.content["fallbackText"] == "Title\nwords\n1. a\n2. b"


def test_a_prompt_wraps_and_is_pressed_as_a_whole() -> None:
    made = prompt(QUESTION, "ask", "value")
    assert QUESTION in words_of(made)
    assert (made["type"], made["items"][0]["type"]) == ("Container", "RichTextBlock")
    assert made["selectAction"] == {
        "type": "Action.Submit",
        "title": QUESTION,
        "data": {"desk": "ask", "v": "value"},
    }


@pytest.mark.parametrize(("words", "stands"), [("8.1; 8.2", "ColumnSet"), (QUESTION * 2, "Container")])
def test_a_button_stands_beside_few_words_and_below_many(words: str, stands: str) -> None:
    made = beside([text(words)], execute("Open", "show", "value"))
    assert made["type"] == stands
    assert words_of(made) == words
