from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bot.inert import inert
from bot.slack.escaping import escape, unescape

TEXT = st.text(st.one_of(st.sampled_from("<>&;!@#|ampltg"), st.characters()))


@given(TEXT)
def test_escaping_once_and_unescaping_once_changes_nothing(text: str) -> None:
    assert unescape(escape(text)) == text


@given(TEXT)
def test_nothing_that_is_escaped_can_call_or_link(text: str) -> None:
    assert not set("<>") & set(escape(text))
    assert escape(text).replace("&amp;", "").replace("&lt;", "").replace("&gt;", "").count("&") == 0


@given(TEXT)
def test_inert_words_hold_no_control_characters(text: str) -> None:
    left = inert(text)
    assert all(one == "\n" or unicodedata.category(one) not in {"Cc", "Cs"} for one in left)
    assert inert(left) == left


def test_inert_words_cannot_turn_the_text_around_them() -> None:
    assert inert("a\u202eb\u2066c\u200fd\x00e\r\nf") == "abcde\nf"


def test_what_was_typed_escaped_stays_as_typed() -> None:
    assert unescape("&amp;lt;!channel&amp;gt;") == "&lt;!channel&gt;"
