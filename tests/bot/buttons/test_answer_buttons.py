"""What buttons carry."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.buttons.answers import decode, decode_feedback, encode, encode_feedback
from bot.buttons.carrying import VALUE_LENGTH, StaleValueError
from bot.slack.values import ACTION_ID as PATTERN
from bot.slack.values import action_id
from handlers.messages import Action, ActionKind
from knowledge.clause import Role
from knowledge.neutrality import Meeting

WORDS = st.text(max_size=12_000)
CLAUSES = st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=80).map(tuple)


@given(st.sampled_from(ActionKind), CLAUSES, WORDS, st.sampled_from(Role))
def test_a_value_fits_and_comes_back(kind: ActionKind, clauses: tuple[str, ...], words: str, role: Role) -> None:
    value = encode(Action(kind, "label", "trafford", clauses, words, role, "group-meeting", Meeting.WARD))
    back = decode(value)
    assert len(value) <= VALUE_LENGTH
    assert value.isascii()
    assert not set("<>&\n") & set(value)
    assert (back.kind, back.authority, back.role, back.label) == (kind, "trafford", role, "")
    assert (back.request, back.meeting) == ("group-meeting", Meeting.WARD)
    assert clauses[: len(back.clauses)] == back.clauses
    assert words.startswith(back.question)
    assert len(back.clauses) == len(clauses) or not back.question


@given(st.text(max_size=300))
def test_what_fits_comes_back_whole(words: str) -> None:
    action = Action(ActionKind.ASK, "", "lydney", ("lydney/3.1(e)",), words)
    assert decode(encode(action)) == action


@given(
    st.one_of(
        st.text(),
        st.recursive(
            st.none() | st.integers() | st.text(),
            lambda one: st.lists(one) | st.dictionaries(st.sampled_from("vkacqrtm"), one),
        ).map(json.dumps),
    )
)
def test_anything_else_is_stale_and_nothing_worse(value: str) -> None:
    for read in (decode, decode_feedback):
        try:
            read(value)
        except StaleValueError:
            continue
        raise AssertionError(value)


@pytest.mark.parametrize("helpful", [True, False])
def test_feedback_comes_back(helpful: bool) -> None:
    assert decode_feedback(encode_feedback("cjc", ("cjc/2/p5",), helpful)) == ("cjc", ("cjc/2/p5",), helpful)


@pytest.mark.parametrize("kind", ActionKind)
def test_ids_of_buttons_are_known_again(kind: ActionKind) -> None:
    assert PATTERN.search(action_id(kind, 12))
    assert not PATTERN.search(f"x{action_id(kind, 1)}")
    assert not PATTERN.search(f"{action_id(kind, 1)}x")
