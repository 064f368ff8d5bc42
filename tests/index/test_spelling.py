from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.spelling import Spelling

SPELLING = Spelling(["the council sent a letter to the junior officer"] * 3 + ["a counsel once"], frozenset({"ditch"}))


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("a leter from the councl", "a letter from the council"),
        ("the junoir oficer", "the junior officer"),
        ("was it sentt", "was it sent"),
        ("clear the ditch", "clear the ditch"),
        ("ask Lettar about it", "ask Lettar about it"),
        ("my counsel said", "my counsel said"),
        ("o'leter or leter's", "o'leter or leter's"),
        ("", ""),
    ],
)
def test_only_slips_are_mended(typed: str, mended: str) -> None:
    assert SPELLING.mended(typed) == mended


@given(st.text())
def test_a_mended_text_is_not_mended_again_and_keeps_its_words_apart(text: str) -> None:
    mended = SPELLING.mended(text)
    assert SPELLING.mended(mended) == mended
    assert len(mended.split()) == len(text.split())
