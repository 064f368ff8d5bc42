"""The side a clause speaks to, by the order of its words."""

import pytest

from knowledge.addressees import addressees


@pytest.mark.parametrize(
    ("stem", "item", "heading", "sides"),
    [
        ("", "Members should not ask Officers to do their work.", "", "member"),
        ("", "An officer must not relay it to a Member.", "", "officer"),
        ("", "Employees shall tell. Members may ask.", "", "member officer"),
        ("", "Members and Officers must observe this Protocol.", "", "member officer"),
        ("", "The Chair and the Corporate Director will meet.", "", "member officer"),
        ("", "The Town Clerk will advise all other groups.", "", "officer"),
        ("", "Party groups may invite guests.", "", "member"),
        ("", "It is so.", "", "member officer"),
        ("Officers can expect Members:", "to treat them fairly", "", "member"),
        ("Councillors can expect from officers:", "A working partnership", "", "officer"),
        ("Members should not:", "Make complaints against Officers.", "", "member"),
        ("For Members and Officers to:", "Act lawfully.", "", "member officer"),
        ("", "Where the officer concerned is the Managing Director, tell.", "Procedure for Members", "member"),
    ],
)
def test_the_first_party_before_the_first_verb_is_spoken_to(stem: str, item: str, heading: str, sides: str) -> None:
    found = addressees(stem, item, (heading,) if heading else ())
    assert sorted(role.value for role in found) == sides.split()
