"""What is typed behind /neutrality."""

from __future__ import annotations

from datetime import date

import pytest

from handlers.neutrality.typed import is_meeting_and_day, read_words
from knowledge.neutrality import Meeting

DAY = date(2027, 3, 4)


@pytest.mark.parametrize(
    ("text", "meeting", "day"),
    [
        ("", None, None),
        ("ward 2027-03-04", Meeting.WARD, DAY),
        ("Ward meeting on Thursday 4th March 2027, please", Meeting.WARD, DAY),
        ("our group 4/3/2027", Meeting.GROUP, DAY),
        ("party-group", Meeting.GROUP, None),
        ("Overview and scrutiny", Meeting.SCRUTINY, None),
        ("the Executive, 4.3.2027", Meeting.CABINET, DAY),
        ("31 February 2027 or 4 March 2027", None, DAY),
        ("what is this?", None, None),
    ],
)
def test_the_kind_of_meeting_and_the_day_are_read(text: str, meeting: Meeting | None, day: date | None) -> None:
    assert read_words(text) == (meeting, day)


@pytest.mark.parametrize(
    "text",
    ["", "ward", "our party group on 4 March 2027", "ward 2027-03-04", "scrutiny committee, 13/2/2027", "4 March 2027",
     "the executive"],
)  # fmt: skip
def test_a_meeting_and_a_day_are_no_question(text: str) -> None:
    assert is_meeting_and_day(text)


@pytest.mark.parametrize(
    "text",
    ["ward?", "of officers", "may I go to the group", "ward meetings", "group: what applies", "and scrutiny",
     "the group on 31 February 2027", "4 March 2027 5 March 2027 party"],
)  # fmt: skip
def test_where_more_is_said_it_may_be_a_question(text: str) -> None:
    assert not is_meeting_and_day(text)
