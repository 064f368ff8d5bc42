"""The dialogues' own machinery: what it accepts, refuses and notices."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from handlers import wording
from handlers.messages import Notice
from tests.conversations.dialogue import Expected, Heard, read, unmet
from tests.fakes.answers import COMPANION, PROPOSED, QUOTE, reply

HEARD = Heard(reply("may I?", None), "\n".join([QUOTE.text, COMPANION.text, PROPOSED.text, "words"]), ("A", "B"))


def test_what_is_as_expected_is_let_through() -> None:
    expected = Expected("answer", "trafford/10.1", ("trafford/10.2",), ("lydney/1",), ("words",), ("A",), ("C",))
    assert list(unmet(expected, HEARD)) == []


@pytest.mark.parametrize(
    ("expected", "told"),
    [
        (Expected(kind="silent"), "kind is answer, not silent"),
        (Expected(clause="trafford/10.2"), "the first clause is"),
        (Expected(also=("trafford/9.1",)), "trafford/9.1 is not quoted"),
        (Expected(never=("trafford/10.2",)), "trafford/10.2 is quoted"),
        (Expected(words=("other words",)), "'other words' is not said"),
        (Expected(buttons=("C",)), "no button 'C'"),
        (Expected(without=("B",)), "a button 'B'"),
    ],
)
def test_what_is_not_as_expected_is_told(expected: Expected, told: str) -> None:
    (found,) = unmet(expected, HEARD)
    assert told in found


def test_a_quotation_that_was_changed_is_noticed() -> None:
    (found,) = unmet(Expected(), replace(HEARD, shown=HEARD.shown.replace("must not", "may")))
    assert found == "trafford/10.1 is not shown to the letter"


def test_a_notice_is_a_kind_of_its_own() -> None:
    assert list(unmet(Expected(kind="notice"), Heard(Notice(wording.ROLE_TITLE, ()), "", ()))) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title = 'x'", "turn"),
        ("title = 'x'\nauthority = 'y'\nturn = []", "no turn"),
        ("title = 'x'\n[[turn]]\nsays = 'a'", "authority"),
        ("title = 'x'\nauthority = 'y'\n[[turn]]\nsays = 'a'\npresses = 'b'", "either says or presses"),
        ("title = 'x'\nauthority = 'y'\n[[turn]]\nwho = 'member'", "either says or presses"),
        ("title = 'x'\nauthority = 'y'\n[[turn]]\nsays = 'a'\nwho = 'king'", "king"),
        ("title = 'x'\nauthority = 'y'\n[[turn]]\nsays = 'a'\nsurface = 'fax'", "fax"),
        ("title = 'x'\nauthority = 'y'\n[[turn]]\nsays = 'a'\n[turn.expects]\nclauses = 'z'", "clauses"),
        ("title = ", "Invalid value"),
    ],
)
def test_a_file_that_is_no_dialogue_is_told(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(text)
    with pytest.raises(ValueError, match=rf"broken.toml.*{told}"):
        read(path)
