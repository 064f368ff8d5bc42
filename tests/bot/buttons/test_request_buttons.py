"""What buttons and views of requests carry."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.buttons.carrying import StaleValueError
from bot.buttons.requests import (
    Opening,
    Press,
    decode_opening,
    decode_page,
    decode_press,
    decode_text,
    encode_opening,
    encode_page,
    encode_press,
    encode_text,
)
from bot.slack.requests.values import BEGIN, MOVE
from bot.slack.values import ids
from handlers.requests.request import MoveName
from knowledge.clause import Role

SHORT = st.text(max_size=60)


@given(SHORT, SHORT, st.none() | st.sampled_from(Role), SHORT, SHORT)
def test_an_opening_comes_back(authority: str, kind: str, role: Role | None, key: str, digest: str) -> None:
    opening = Opening(authority, kind, role, key, digest)
    assert decode_opening(encode_opening(opening)) == opening


@given(st.sampled_from(MoveName), SHORT, st.integers(0, 10**6), SHORT, SHORT, SHORT)
def test_a_press_comes_back(move: MoveName, reference: str, version: int, task: str, channel: str, ts: str) -> None:
    press = Press(move, reference, version, task, channel, ts)
    value = encode_press(press)
    assert decode_press(value) == press
    assert value.isascii()
    assert not set("<>&") & set(value)


@given(SHORT, st.integers(0, 1000))
def test_texts_and_pages_come_back(text: str, page: int) -> None:
    assert decode_text(encode_text(text)) == text
    assert decode_page(encode_page(page)) == page


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda one: st.lists(one) | st.dictionaries(st.sampled_from("vamtrxpnd"), one),
)


@pytest.mark.parametrize("read", [decode_opening, decode_press, decode_text, decode_page])
@given(one=st.text() | ANYTHING.map(json.dumps))
def test_anything_else_is_stale_and_nothing_worse(read: Callable[[str], Any], one: str) -> None:
    try:
        found = read(one)
    except StaleValueError:
        return
    assert isinstance(found, str | int)


def test_the_ids_of_buttons_are_known_again() -> None:
    assert ids(MOVE).search(f"{MOVE}_3")
    for other in (f"{BEGIN}_3", f"x{MOVE}_3", f"{MOVE}_3x", MOVE):
        assert not ids(MOVE).search(other)
