"""Posts in everyday words, and whom a complaint is about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.posts import complained_of, mentions, says
from knowledge.library import Library
from knowledge.routes import OfficeKind

LIBRARY = Library.load()
OFFICERS = {OfficeKind.OFFICER, OfficeKind.PERSONAL}


def about(authority: str, text: str) -> list[str]:
    return [office.name for office in complained_of(text, LIBRARY.protocol(authority).offices, OFFICERS)]


@pytest.mark.parametrize(
    ("authority", "text", "expected"),
    [
        ("trafford", "the CEX bawled me out", ["Chief Executive"]),
        ("trafford", "our ceo never answers emails", ["Chief Executive"]),
        ("trafford", "I want to report the cheif exec", ["Chief Executive"]),
        ("trafford", "head of leisure has been sarky with me", ["Head of Service"]),
        ("trafford", "the director of adult care lied to me", ["Director"]),
        (
            "trafford",
            "The Director of Legal & Democratic Services was short",
            ["Director of Legal & Democratic Services"],
        ),
        ("reigate", "the MD is a bully", ["Managing Director"]),
        ("lydney", "our clerk lost my papers", ["Town Clerk (CEO)"]),
        ("lydney", "what if its the clerk", ["Town Clerk (CEO)"]),
        ("cumbria", "director of resources snapped at me", ["Corporate Director – Resources"]),
        ("cumbria", "my boss snapped at me", ["line manager"]),
    ],
)
def test_everyday_words_name_a_post(authority: str, text: str, expected: list[str]) -> None:
    assert about(authority, text) == expected


@pytest.mark.parametrize(
    ("authority", "text", "expected"),
    [
        ("lydney", "do I go to the clerk about the groundsman", []),
        ("lydney", "is it the clerk who deals with moans about staff", []),
        ("trafford", "should I tell the chief exec that the head of waste shouted", ["Head of Service"]),
        ("trafford", "do I take it to the director or the chief exec", []),
        ("trafford", "I've got a problem with the chief exec", ["Chief Executive"]),
        ("trafford", "can I complain to the monitoring officer about the chief exec", ["Chief Executive"]),
        ("trafford", "head of parks reports to the director and is useless", ["Head of Service"]),
        ("trafford", "raised it with the director, the head of parks still shouts", ["Head of Service"]),
        ("lydney", "the clerk was rude to the mayor", ["Town Clerk (CEO)"]),
    ],
)
def test_who_is_turned_to_is_not_complained_of(authority: str, text: str, expected: list[str]) -> None:
    assert about(authority, text) == expected


@pytest.mark.parametrize(
    ("authority", "text"),
    [
        ("lydney", "the deputy clerk is rude"),
        ("lydney", "the clerk's assistant hung up on me"),
        ("lydney", "the accounts clerk hung up on me"),
        ("trafford", "the chief exec's PA hung up on me"),
        ("trafford", "somebody in the director's team hung up on me"),
        ("trafford", "an assistant director hung up on me"),
        ("trafford", "the head of the council is a politician"),
        ("trafford", "not happy at the mo"),
        ("cjc", "way ahead of schedule"),
    ],
)
def test_people_around_a_post_are_not_the_post(authority: str, text: str) -> None:
    assert about(authority, text) == []


def test_a_later_what_if_outdoes_what_came_before() -> None:
    text = "head of planning ignores me. what if it's the chief exec himself?"
    assert about("trafford", text) == ["Chief Executive"]


def test_two_complaints_in_one_message_are_two() -> None:
    assert about("reigate", "The highways director dodges me and the MD laughs") == [
        "Chief Officer",
        "Managing Director",
    ]


def test_a_party_without_an_office_is_not_looked_for() -> None:
    offices = LIBRARY.protocol("lydney").offices
    assert mentions("do all other groups hear of it", offices) == []


@pytest.mark.parametrize(
    ("text", "phrases", "expected"),
    [
        ("This is SERIOUS", ["serious*"], True),
        ("quite seriously", ["serious*"], True),
        ("unserious", ["serious*"], False),
        ("who on earth is responsible", ["who * responsible"], True),
        ("who responsible", ["who * responsible"], False),
        ("(formal)", ["formal*"], True),
        ("anything", [], False),
    ],
)
def test_phrases_are_matched_as_words(text: str, phrases: list[str], expected: bool) -> None:
    assert says(text, phrases) is expected


@given(st.text(max_size=300), st.sampled_from(LIBRARY.authorities))
def test_any_message_can_be_read(text: str, authority: str) -> None:
    for found in mentions(text, LIBRARY.protocol(authority).offices):
        assert 0 <= found.start < found.end <= len(text)


def test_of_two_corrections_the_newest_counts_which_stands_first() -> None:
    text = "and if it's a head of service? what if it's the chief exec himself? who do I complain to about a planner"
    assert about("trafford", text) == ["Head of Service"]


@pytest.mark.parametrize("text", ["I'm the town clerk and he shouts at me", "as clerk I get shouted at"])
def test_nobody_complains_of_their_own_post(text: str) -> None:
    assert about("lydney", text) == []
