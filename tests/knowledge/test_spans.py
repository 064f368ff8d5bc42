"""What is dropped when the source is quoted, and that nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.spans import quoted, spans_of


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("one\ntwo", "one two"),
        ("one\n\n\ntwo", "one two"),
        ("one\r\ntwo\x0cthree", "one two three"),
        ("Members **should**:", "Members should:"),
        ("a *prima facie* right", "a prima facie right"),
        ("<b>Respect</b> and", "Respect and"),
        ("see:\n - this\n - that", "see: this that"),
        ("see\n## this", "see this"),
        ("Director - Resources", "Director - Resources"),
        ("Corporate Director – Resources", "Corporate Director – Resources"),
        ("“need to know” and 'political'", "“need to know” and 'political'"),
        ("at the at meeting, stationary, timebeing", "at the at meeting, stationary, timebeing"),
        ("room #4 costs 5 < 6", "room #4 costs 5 < 6"),
        ("not\u00a0broken", "not\u00a0broken"),
    ],
)
def test_breaks_are_joined_and_marks_dropped_and_all_else_is_kept(printed: str, shown: str) -> None:
    assert quoted(printed, 0, len(printed)) == shown


def test_a_stretch_does_not_lose_a_dash_that_is_no_mark() -> None:
    assert quoted("x - y", 2, 5) == "- y"


def test_stretches_with_only_layout_between_them_are_one_span() -> None:
    source = "see:\n\n - **this\n\nPage 2\n\nand that"
    stretches = [(0, 4), (11, 15), (25, 33)]
    assert [span.text for span in spans_of(source, stretches)] == ["see: this", "and that"]


@given(st.text(alphabet=st.characters(blacklist_characters="*<\t\r\n\f\v -•#"), min_size=1))
def test_characters_that_are_no_layout_are_never_changed(text: str) -> None:
    assert quoted(text, 0, len(text)) == text.strip()


@given(st.text(), st.text())
def test_quoting_twice_changes_nothing_more(one: str, two: str) -> None:
    shown = quoted(f"{one}\n{two}", 0, len(one) + len(two) + 1)
    assert quoted(shown, 0, len(shown)) == shown or "<" in shown
