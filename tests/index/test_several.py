from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.several import questions_in


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        (
            "Can I see the file on the new car park? Who decides if I may not?",
            ["Can I see the file on the new car park?", "Who decides if I may not?"],
        ),
        (
            "can i ring an officer at home and who do i ask for first",
            ["can i ring an officer at home", "and who do i ask for first"],
        ),
        (
            "The clerk shouted at me. Can I complain about that? Also, may I still attend the meeting?",
            ["Can I complain about that?", "Also, may I still attend the meeting?"],
        ),
        (
            "do officers come to group meetings\nwhat may they say when there",
            ["do officers come to group meetings", "what may they say when there"],
        ),
    ],
)
def test_two_questions_are_taken_apart(message: str, questions: list[str]) -> None:
    assert questions_in(message) == questions


@pytest.mark.parametrize(
    "message",
    [
        "Can I see the file on the new car park?",
        "The clerk shouted at me in front of everybody. Can I complain about that?",
        "can the leader ask for a report and have it withdrawn",
        "Can I see the file on the new car park? Is that ok?",
        "and what if it is the chief executive? can I take a present from a builder?",
        "What if he refuses to do so? Who may see the letters that I write?",
        "",
    ],
)
def test_one_question_stays_whole(message: str) -> None:
    assert questions_in(message) == []


@given(st.text(alphabet="and can I? who\n.", max_size=80))
def test_each_part_stands_in_the_message(message: str) -> None:
    parts = questions_in(message)
    assert len(parts) != 1
    assert all(part in message for part in parts)
