"""The form for the facts of a meeting, and the form for the time at which a check is sent again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, tzinfo
from typing import Any

from bot.buttons.carrying import dump
from bot.buttons.neutrality import Asked, encode_asked
from bot.slack.blocks import Block, modal, plain, section
from bot.slack.limits import check_view
from bot.slack.neutrality.values import AGAIN_FORM, FORM, KIND
from handlers.neutrality import form_wording as said
from handlers.neutrality import wording
from handlers.neutrality.keeping import REMINDED_AT
from handlers.neutrality.messages import Facts
from knowledge.clause import Role
from knowledge.neutrality import OFFERED, Circumstance, Meeting

ASKED: tuple[Circumstance, ...] = tuple(
    circumstance for circumstance in Circumstance if circumstance is not Circumstance.PRE_ELECTION
)
MEETING, DAY, TIME = "meeting", "day", "time"
_CHOSEN = "chosen"
_NOT_KNOWN = "unknown"
_KIND = f"{KIND}_0"


def facts_form(
    authority: str, meeting: Meeting | None, day: date | None, known: Mapping[Circumstance, str], side: Role
) -> Block:
    """The six facts, of which the kind of meeting alone is needed."""
    body = [
        section(said.INTRO),
        _field(MEETING, said.KIND, _kinds(meeting), optional=False) | {"dispatch_action": True},
        _field(DAY, said.DAY, _picker("datepicker", day.isoformat() if day else "")),
        *(
            _field(str(one), wording.QUESTIONS[one], _answers(one, known.get(one)))
            for one in ASKED
            if one is not Circumstance.ARRANGED_BY or meeting is Meeting.WARD
        ),
    ]
    held = dump({"a": authority, "s": side})
    view = modal(said.TITLE, FORM, body, submit=said.SHOW_CHECK, close=said.CANCEL, private_metadata=held)
    check_view(view)
    return view


def facts_in(state: Mapping[str, Any], side: Role) -> Facts | None:
    """What was chosen; None as long as no kind of meeting was."""
    kind = _given(state, MEETING, _KIND)
    if not kind:
        return None
    meeting, day = Meeting(kind), _given(state, DAY)
    answers = {one: _given(state, str(one)) for one in ASKED}
    known = {one: answer for one, answer in answers.items() if answer in OFFERED[one]}
    if meeting is not Meeting.WARD:
        known.pop(Circumstance.ARRANGED_BY, None)
    return Facts(meeting, date.fromisoformat(day) if day else None, known, side)


def again_form(asked: Asked) -> Block:
    """A day and a time, with the morning of the meeting put forward."""
    day = asked.facts.on
    body = [
        section(said.AGAIN_INTRO),
        _field(DAY, said.DATE_FIELD, _picker("datepicker", day.isoformat() if day else ""), optional=False),
        _field(TIME, said.TIME_FIELD, _picker("timepicker", f"{REMINDED_AT:%H:%M}"), optional=False),
    ]
    held = encode_asked(asked)
    view = modal(said.AGAIN_TITLE, AGAIN_FORM, body, submit=said.SAVE, close=said.BACK, private_metadata=held)
    check_view(view)
    return view


def again_in(state: Mapping[str, Any], now: datetime, zone: tzinfo) -> datetime | dict[str, str]:
    """The time (UTC) that was chosen by the clocks of the zone; or the errors beside the fields."""
    day, at = _given(state, DAY), _given(state, TIME)
    if not day or not at:
        return {name: word for name, word, given in ((DAY, said.NO_DAY, day), (TIME, said.NO_TIME, at)) if not given}
    chosen = datetime.combine(date.fromisoformat(day), time.fromisoformat(at), zone).astimezone(UTC)
    return chosen if chosen > now else {DAY: said.IN_THE_PAST}


def _field(name: str, label: str, element: Block, *, optional: bool = True) -> Block:
    return {"type": "input", "block_id": name, "label": plain(label), "optional": optional, "element": element}


def _picker(kind: str, initial: str) -> Block:
    name = "initial_date" if kind == "datepicker" else "initial_time"
    return {"type": kind, "action_id": _CHOSEN} | ({name: initial} if initial else {})


def _kinds(chosen: Meeting | None) -> Block:
    return _menu(_KIND, ((one, wording.MEETINGS[one]) for one in Meeting), chosen)


def _answers(circumstance: Circumstance, chosen: str | None) -> Block:
    """What was chosen cannot be taken back from a menu, so that not to know stands in it as well."""
    offered = [(answer, wording.ANSWERS[circumstance, answer]) for answer in OFFERED[circumstance]]
    return _menu(_CHOSEN, (*offered, (_NOT_KNOWN, said.NOT_KNOWN)), chosen)


def _menu(action_id: str, offered: Iterable[tuple[str, str]], chosen: str | None) -> Block:
    options = [{"text": plain(label), "value": str(value)} for value, label in offered]
    element: Block = {"type": "static_select", "action_id": action_id, "options": options}
    initial = next((one for one in options if one["value"] == chosen), None)
    return element | {"placeholder": plain(said.CHOOSE_ONE)} | ({"initial_option": initial} if initial else {})


def _given(state: Mapping[str, Any], name: str, action_id: str = _CHOSEN) -> str:
    given = ((state.get("values") or {}).get(name) or {}).get(action_id) or {}
    option = given.get("selected_option") or {}
    return str(option.get("value") or given.get("selected_date") or given.get("selected_time") or "")
