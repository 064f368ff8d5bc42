"""The button that checks a meeting, and the banner, on answers."""

from __future__ import annotations

from datetime import date

import pytest

from handlers.messages import ActionKind, Kind, Reply
from handlers.neutrality.answers import with_banner, with_check
from handlers.neutrality.ports import Election
from handlers.quoting import protocol_note, quote
from knowledge.library import Library
from knowledge.neutrality import Meeting

ELECTION = Election(date(2027, 3, 22), date(2027, 5, 7))
WITHIN = date(2027, 4, 1)


def reply(library: Library, *clauses: str, authority: str = "trafford", kind: Kind = Kind.ANSWER) -> Reply:
    quotes = tuple(quote(library.clause(clause)) for clause in clauses)
    return Reply(kind, protocol_note(library.protocol(authority)), quotes=quotes)


def offered(library: Library, text: str, given: Reply) -> list[Meeting | None]:
    made = with_check(library.protocol(given.protocol.authority), text, given)
    return [action.meeting for action in made.actions if action.kind is ActionKind.NEUTRALITY]


@pytest.mark.parametrize(
    ("clause", "text", "meeting"),
    [
        ("trafford/8.1", "can an officer come?", Meeting.GROUP),
        ("trafford/11.3", "can an officer come?", Meeting.WARD),
        ("trafford/7.4", "what may I be asked?", Meeting.SCRUTINY),
        ("cumbria/4.6", "who lets an employee go to Cabinet?", Meeting.CABINET),
        ("cumbria/4.6", "who lets an employee go?", Meeting.GROUP),
    ],
)
def test_an_answer_about_a_meeting_offers_the_check(library: Library, clause: str, text: str, meeting: Meeting) -> None:
    assert offered(library, text, reply(library, clause, authority=clause.partition("/")[0])) == [meeting]


def test_a_silent_reply_offers_it_where_the_question_names_the_meeting(library: Library) -> None:
    silent = reply(library, authority="cjc", kind=Kind.SILENT)
    assert offered(library, "may an officer come to our group meeting?", silent) == [Meeting.GROUP]
    assert offered(library, "may I use the car park?", silent) == []


def test_other_answers_do_not(library: Library) -> None:
    assert offered(library, "may I copy this?", reply(library, "trafford/10.1")) == []
    unclear = reply(library, authority="trafford", kind=Kind.UNCLEAR)
    assert offered(library, "our group meeting", unclear) == []


@pytest.mark.parametrize(
    ("clause", "text"),
    [
        ("trafford/8.5", "may I tell the others?"),
        ("trafford/14.2/b2", "may I use the franking machine?"),
        ("trafford/2.4", "what about it?"),
        ("reigate/1.7.11", "what may we publish?"),
        ("cjc/7/p1", "who talks to journalists?"),
        ("lydney/4.3(c)", "may they advise us?"),
    ],
)
def test_the_banner_stands_on_answers_about_meetings_publicity_and_resources(
    library: Library, clause: str, text: str
) -> None:
    given = reply(library, clause, authority=clause.partition("/")[0])
    assert with_banner(library, text, given, [ELECTION], WITHIN, "").banner is not None
    assert with_banner(library, text, given, [ELECTION], date(2027, 5, 8), "").banner is None
    assert with_banner(library, text, given, [], WITHIN, "").banner is None


@pytest.mark.parametrize("clause", ["trafford/10.1", "lydney/3.1(f)", "reigate/1.8.3"])
def test_it_does_not_stand_on_others(library: Library, clause: str) -> None:
    given = reply(library, clause, authority=clause.partition("/")[0])
    assert with_banner(library, "may I copy this?", given, [ELECTION], WITHIN, "").banner is None
