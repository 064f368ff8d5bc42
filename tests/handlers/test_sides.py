"""The same complaint has one clause for a councillor and another for an officer."""

import pytest

from handlers.messages import Question
from handlers.sides import fitting
from knowledge.clause import Role
from knowledge.library import Library

MEMBER, OFFICER = Role.MEMBER, Role.OFFICER


def left(library: Library, role: Role | None, text: str, *accepted: str) -> list[str]:
    authority = accepted[0].partition("/")[0]
    return fitting(library.protocol(authority), Question(text, authority, role), accepted)


BOTH = {
    "cumbria": ("cumbria/2.10", "cumbria/2.11"),
    "reigate": ("reigate/1.11.2", "reigate/1.11.1"),
    "lydney": ("lydney/5.2/p1", "lydney/5.1"),
}


@pytest.mark.parametrize("authority", BOTH)
def test_the_procedure_of_the_other_side_is_left_out(library: Library, authority: str) -> None:
    member, officer = BOTH[authority]
    assert left(library, MEMBER, "I was treated badly", member, officer) == [member]
    assert left(library, OFFICER, "I was treated badly", officer, member) == [officer]
    assert left(library, None, "I was treated badly", member, officer) == [member, officer]


def test_a_clause_that_speaks_to_both_sides_stays(library: Library) -> None:
    both = ["trafford/15.1", "trafford/15.2"]
    assert left(library, MEMBER, "I was treated badly", *both) == both


@pytest.mark.parametrize("text", ["complaint about a councillor, who deals with it", "problem with my local cllr"])
def test_a_complaint_about_the_other_side_outdoes_the_order_of_the_search(library: Library, text: str) -> None:
    member, officer = BOTH["reigate"]
    assert left(library, OFFICER, text, member, officer) == [officer]


@pytest.mark.parametrize(
    "text",
    [
        "a councillor complained about me, what happens",
        "complaint about a member of the management team",
        "a councillor has raised a complaint, what happens next",
        "who hears it when a councillor falls out with an officer",
    ],
)
def test_what_the_other_side_does_is_shown_to_those_whom_it_concerns(library: Library, text: str) -> None:
    both = list(BOTH["reigate"])
    assert left(library, OFFICER, text, *both) == both


@pytest.mark.parametrize(
    "text", ["another councillor was rude to me", "a fellow member insulted me, who deals with it"]
)
def test_no_procedure_is_for_councillors_among_themselves(library: Library, text: str) -> None:
    assert left(library, MEMBER, text, *BOTH["cumbria"]) == []
    assert left(library, MEMBER, text, "cumbria/2.10", "cumbria/2.1") == ["cumbria/2.1"]
    assert left(library, MEMBER, f"{text}, and so was an officer", "cumbria/2.10") == ["cumbria/2.10"]


@pytest.mark.parametrize("text", ["another officer keeps shouting at me", "who do I tell if my manager bullies me"])
def test_nor_for_officers_among_themselves(library: Library, text: str) -> None:
    assert left(library, OFFICER, text, *reversed(BOTH["cumbria"])) == []


@pytest.mark.parametrize(
    "text", ["the chairman of the council shouted at me, who do I go to", "I'm the clerk and a cllr undermines me"]
)
def test_where_only_the_other_procedure_was_found_its_counterpart_is_quoted(library: Library, text: str) -> None:
    assert left(library, OFFICER, text, "lydney/5.2/p2", "lydney/5.2/p1") == ["lydney/5.1"]


def test_other_matters_are_left_alone(library: Library) -> None:
    copying = ["trafford/10.1", "trafford/15.1"]
    assert left(library, OFFICER, "can I copy another councillor in", *copying) == copying
