"""What a phone has little room for: words to press, and words with a button beside them."""

from __future__ import annotations

import pytest

from bot.teams.elements import beside, execute, prompt, text, words_of

QUESTION = "Who decides whether an officer comes to the meeting of our political group?"


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
