from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.inbound import LineError, read
from handlers.messages import Question
from knowledge.clause import Role


def line(**data: Any) -> bytes:
    return json.dumps(data).encode()


def test_a_whole_line() -> None:
    asked = read(line(id="q1", authority="lydney", role="officer", question="why?", note="passed over"), None, None)
    assert asked.id == "q1"
    assert asked.question == Question("why?", "lydney", Role.OFFICER)


def test_what_the_line_leaves_out_comes_from_the_options() -> None:
    assert read(line(question="why?"), "cjc", "member").question == Question("why?", "cjc", Role.MEMBER)


def test_any_role_is_no_role_in_particular() -> None:
    assert read(line(question="why?", role="any"), "cjc", "member").question.role is None


def test_a_byte_order_mark_is_passed_over() -> None:
    assert read(b"\xef\xbb\xbf" + line(question="why?"), "cjc", None).question.text == "why?"


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"{broken", "not JSON"),
        (b"\xff\xfe", "not UTF-8"),
        (b"[1]", "one JSON object"),
        (b'"why?"', "one JSON object"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"id": ' + b"9" * 5000 + b"}", "too long"),
        (line(authority="cjc"), '"question" is missing'),
        (line(authority="cjc", question=5), '"question" must be a string'),
        (line(authority=[], question="why?"), '"authority" must be a string'),
        (line(question="why?"), '"authority" is missing'),
        (line(authority="cjc", question="why?", role="mayor"), '"role" must be'),
        (line(authority="cjc", question="why?", role=["member"]), '"role" must be'),
    ],
)
def test_a_bad_line_is_told_in_a_sentence(raw: bytes, told: str) -> None:
    with pytest.raises(LineError, match=told):
        read(raw, None, None)


def test_a_bad_line_keeps_the_id_it_gave_itself() -> None:
    with pytest.raises(LineError) as caught:
        read(line(id=7), "cjc", None)
    assert caught.value.id == 7


def test_half_a_surrogate_pair_becomes_a_replacement_character() -> None:
    assert read(b'{"question": "a\\ud800b"}', "cjc", None).question.text == "a\ufffdb"


@given(st.binary(max_size=200) | st.text().map(lambda text: json.dumps({"question": text}).encode()))
def test_any_bytes_give_a_question_or_a_sentence(raw: bytes) -> None:
    try:
        read(raw, "cjc", None).question.text.encode()
    except LineError as error:
        assert str(error).endswith(".")  # noqa: PT017
