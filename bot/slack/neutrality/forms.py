"""The form for the facts of a meeting, and the form for the time at which a check is sent again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, tzinfo
from typing import Any

from bot.buttons.neutrality import Asked, encode_asked, encode_side
from bot.neutrality import form
from bot.neutrality.form import ASKED, DAY, MEETING, TIME, facts_of, time_of
from bot.slack.blocks import Block, modal, plain, section
from bot.slack.limits import check_view
from bot.slack.neutrality.values import AGAIN_FORM, FORM, KIND
from bot.slack.wording import NEUTRALITY_AGAIN
from handlers.neutrality import form_wording as said
from handlers.neutrality import wording
from handlers.neutrality.keeping import REMINDED_AT
from handlers.neutrality.messages import Facts
from knowledge.clause import Role
from knowledge.neutrality import Circumstance, Meeting

_CHOSEN = "chosen"
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
    held = encode_side(authority, side)
    view = modal(said.TITLE, FORM, body, submit=said.SHOW_CHECK, close=said.CANCEL, private_metadata=held)
    check_view(view)
    return view


def facts_in(state: Mapping[str, Any], side: Role) -> Facts | None:
    """What was chosen; None as long as no kind of meeting was."""
    given = {one: _given(state, one) for one in (DAY, *map(str, ASKED))}
    return facts_of({MEETING: _given(state, MEETING, _KIND), **given}, side)


def again_form(asked: Asked) -> Block:
    """A day and a time, with the morning of the meeting put forward."""
    day = asked.facts.on
    body = [
        section(NEUTRALITY_AGAIN),
        _field(DAY, said.DATE_FIELD, _picker("datepicker", day.isoformat() if day else ""), optional=False),
        _field(TIME, said.TIME_FIELD, _picker("timepicker", f"{REMINDED_AT:%H:%M}"), optional=False),
    ]
    held = encode_asked(asked)
    view = modal(said.AGAIN_TITLE, AGAIN_FORM, body, submit=said.SAVE, close=said.BACK, private_metadata=held)
    check_view(view)
    return view


def again_in(state: Mapping[str, Any], now: datetime, zone: tzinfo) -> datetime | dict[str, str]:
    """The time (UTC) that was chosen by the clocks of the zone; or the errors beside the fields."""
    return time_of({DAY: _given(state, DAY), TIME: _given(state, TIME)}, now, zone)


def _field(name: str, label: str, element: Block, *, optional: bool = True) -> Block:
    return {"type": "input", "block_id": name, "label": plain(label), "optional": optional, "element": element}


def _picker(kind: str, initial: str) -> Block:
    name = "initial_date" if kind == "datepicker" else "initial_time"
    return {"type": kind, "action_id": _CHOSEN} | ({name: initial} if initial else {})


def _kinds(chosen: Meeting | None) -> Block:
    return _menu(_KIND, form.kinds(), chosen)


def _answers(circumstance: Circumstance, chosen: str | None) -> Block:
    return _menu(_CHOSEN, form.answers(circumstance), chosen)


def _menu(action_id: str, offered: Iterable[tuple[str, str]], chosen: str | None) -> Block:
    options = [{"text": plain(label), "value": value} for value, label in offered]
    element: Block = {"type": "static_select", "action_id": action_id, "options": options}
    initial = next((one for one in options if one["value"] == chosen), None)
    return element | {"placeholder": plain(said.CHOOSE_ONE)} | ({"initial_option": initial} if initial else {})


def _given(state: Mapping[str, Any], name: str, action_id: str = _CHOSEN) -> str:
    given = ((state.get("values") or {}).get(name) or {}).get(action_id) or {}
    option = given.get("selected_option") or {}
    return str(option.get("value") or given.get("selected_date") or given.get("selected_time") or "")
