"""Lines know where their words stand."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.lines import lines_of


def test_marks_that_open_a_line_do_not_belong_to_its_words() -> None:
    source = "\ufeff## **3. Advice**\n\n  - 1.1 Act.\n(a) more"
    lines = list(lines_of(source))
    assert [line.text for line in lines] == ["3. Advice**", "", "1.1 Act.", "(a) more"]
    assert [source[line.start : line.end] for line in lines] == [line.text for line in lines]
    assert [(line.bulleted, line.hashed) for line in lines] == [
        (False, True),
        (False, False),
        (True, False),
        (False, False),
    ]
    assert [line.after_blank for line in lines] == [True, False, True, False]


@given(st.text(alphabet="ab \t\r\n\x0c*#-\ufeff\u2028<b>•."))
def test_the_words_of_every_line_stand_at_its_offsets(source: str) -> None:
    lines = list(lines_of(source))
    for line in lines:
        assert source[line.start : line.end] == line.text
        assert "\n" not in line.text
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    assert len(lines) == len(source.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
