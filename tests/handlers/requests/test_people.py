"""Names that people write, and persons in the register."""

import pytest

from handlers.requests.people import People, same_person, term_in_words
from tests.fakes.request_types import MutableRegister, addresses, person, term


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jane Roe", "jane  ROE"),
        ("Roe", "Jane Roe"),
        ("Ms Roe", "Jane Roe"),
        ("J. Roe", "Jane Roe"),
        ("Cllr Jane Roe", "Jane Roe"),
        ("Jané Roe", "Jane Roe"),
        ("Jane Roe, the director", "Jane Roe"),
    ],
)
def test_names_that_may_be_one_persons(one: str, other: str) -> None:
    assert same_person(one, other)
    assert same_person(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("John Roe", "Jane Roe"), ("", "Jane Roe"), ("J", "Jane Roe"), ("Mr", "Mr Roe"), ("?", "!")]
)
def test_names_that_are_not(one: str, other: str) -> None:
    assert not same_person(one, other)


class TestHolding:
    def test_an_office_with_areas_is_told_apart(self) -> None:
        people = People(
            MutableRegister(term("a", "Director", "Pat", area="Planning"), term("a", "Director", "Hal", area="Roads")),
            addresses,
        )
        assert [one.holder.name for one in people.holding("a", "Director, Roads")] == ["Hal"]
        assert people.holding("a", "Director") == ()
        assert len(people.all_holding("a", "Director")) == 2

    def test_the_only_holder_needs_no_area(self) -> None:
        people = People(MutableRegister(term("a", "Director", "Pat", area="Planning")), addresses)
        assert [one.holder.name for one in people.holding("a", "Director")] == ["Pat"]
        assert people.offices_of(person("Pat").id, ["a"]) == [("a", "Director, Planning"), ("a", "Director")]

    def test_a_deputy_stands_for_the_office_only_while_they_act(self) -> None:
        rests = People(MutableRegister(term("a", "Clerk", "Pat", deputy="Dan")), addresses)
        acts = People(MutableRegister(term("a", "Clerk", "Pat", deputy="Dan", acts=True)), addresses)
        dan = person("Dan").id
        assert rests.offices_of(dan, ["a"]) == []
        assert acts.offices_of(dan, ["a"]) == [("a", "Clerk")]

    def test_another_workspace_is_another_person(self) -> None:
        people = People(MutableRegister(term("a", "Clerk", "Pat")), addresses)
        assert people.offices_of(person("Pat", team="T2").id, ["a"]) == []

    def test_without_a_register_nobody_holds_anything(self) -> None:
        assert People(None, addresses).holding("a", "Clerk") == ()


def test_the_authority_held_is_written_down_with_its_dates() -> None:
    held = term("a", "Clerk", "Pat Example", deputy="Dan Example", acts=True)
    assert term_in_words(held, acting=False) == "Clerk: Pat Example, 2024-05-01 to open"
    assert term_in_words(held, acting=True) == "Clerk: Dan Example, 2024-05-01 to open, deputy acting"
