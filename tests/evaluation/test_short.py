"""Messages of two to seven words, as people type them on a phone: most that is covered is answered, little else is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.evaluation.examining import ExaminedDesk

MESSAGES = [json.loads(line) for line in Path(__file__).with_name("short.jsonl").read_text("utf-8").splitlines()]
REFUSED, FALSELY_ANSWERED = 0.08, 0.08
"""Bounds on shares; .039 and .062 of `short.jsonl` were measured when they were written."""


@pytest.mark.model
def test_short_messages_are_answered_where_they_are_covered(desk: ExaminedDesk) -> None:
    answered: dict[bool, list[bool]] = {True: [], False: []}
    for one in MESSAGES:
        if len(one["question"].split()) > 1:
            reply = desk.ask(one["question"], one["authority"], one["role"]).reply
            answered[one["covered"]].append(reply is not None and reply["kind"] == "answer")
    refused, false = 1 - _share(answered[True]), _share(answered[False])
    assert refused <= REFUSED, (refused, false)
    assert false <= FALSELY_ANSWERED, (refused, false)


def _share(values: list[bool]) -> float:
    return sum(values) / len(values)
