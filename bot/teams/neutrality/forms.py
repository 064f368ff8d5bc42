"""The form for the facts of a meeting, and the form for the time at which a check is sent again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, time

from bot.buttons.neutrality import Asked, encode_asked, encode_side
from bot.neutrality.form import ASKED, DAY, MEETING, TIME, answers, kinds
from bot.teams.cards import Card, card
from bot.teams.elements import Element, buttons, execute, heading, paragraph, run, text
from bot.teams.fields import choice_input, date_input, time_input
from bot.teams.neutrality.values import AGAIN_FORM, BACK, FORM, MINE
from bot.teams.wording import NEUTRALITY_AGAIN, NEUTRALITY_IF_WARD, NEUTRALITY_NO_KIND
from handlers.neutrality import form_wording as said
from handlers.neutrality import wording
from handlers.neutrality.keeping import REMINDED_AT
from handlers.neutrality.messages import Facts
from knowledge.clause import Role
from knowledge.neutrality import Circumstance, Meeting

Given = Mapping[str, str]
"""What stands in the fields, by their names."""


def given_of(meeting: Meeting | None, day: date | None, facts: Facts | None = None) -> dict[str, str]:
    """What is known already, as it stands in the form."""
    known = {str(one): answer for one, answer in facts.known.items()} if facts else {}
    return known | {MEETING: str(meeting or ""), DAY: day.isoformat() if day else ""}


def facts_form(authority: str, side: Role, given: Given, trouble: str = "", *, back: Asked | None = None) -> Card:
    """The six facts, of which the kind of meeting alone is needed.

    A card does not change while it is filled in, so it always asks who arranges a ward meeting. `back` is the check to
    which a button leads back.
    """
    show = execute(said.SHOW_CHECK, FORM, encode_side(authority, side), with_inputs=True, style="positive")
    other = execute(said.BACK, BACK, encode_asked(back)) if back else execute(said.MINE, MINE, "-")
    body = [
        heading(said.TITLE),
        text(said.INTRO),
        *_trouble(trouble),
        _choice(MEETING, said.KIND, kinds(), given) | {"isRequired": True, "errorMessage": NEUTRALITY_NO_KIND},
        date_input(DAY, said.DAY, value=_day(given)),
        *(_choice(str(one), _question(one), answers(one), given) for one in ASKED),
        buttons([show, other]),
    ]
    return card(body, preview=said.TITLE)


def again_form(asked: Asked, given: Given | None = None, errors: Mapping[str, str] | None = None) -> Card:
    """A day and a time, with the morning of the meeting put forward. Each error stands above its field."""
    day = asked.facts.on
    given = given or {DAY: day.isoformat() if day else "", TIME: f"{REMINDED_AT:%H:%M}"}
    wrong = errors or {}
    save = execute(said.SAVE, AGAIN_FORM, encode_asked(asked), with_inputs=True, style="positive")
    body = [
        heading(said.AGAIN_TITLE),
        text(NEUTRALITY_AGAIN),
        *_trouble(wrong.get(DAY, "")),
        date_input(DAY, said.DATE_FIELD, missing=said.NO_DAY, value=_day(given)),
        *_trouble(wrong.get(TIME, "")),
        time_input(TIME, said.TIME_FIELD, missing=said.NO_TIME, value=_time(given)),
        buttons([save, execute(said.BACK, BACK, encode_asked(asked))]),
    ]
    return card(body, preview=said.AGAIN_TITLE)


def _choice(name: str, label: str, options: Iterator[tuple[str, str]], given: Given) -> Element:
    offered = list(options)
    chosen = next((value for value, _ in offered if value == given.get(name)), "")
    return choice_input(name, label, offered, value=chosen) | {"placeholder": said.CHOOSE_ONE}


def _question(circumstance: Circumstance) -> str:
    return NEUTRALITY_IF_WARD if circumstance is Circumstance.ARRANGED_BY else wording.QUESTIONS[circumstance]


def _trouble(words: str) -> list[Element]:
    return [paragraph(run(words, bold=True) | {"color": "Attention"})] if words else []


def _day(given: Given) -> str:
    """The day that was typed; "" where it is none."""
    try:
        return date.fromisoformat(given.get(DAY, "")).isoformat()
    except ValueError:
        return ""


def _time(given: Given) -> str:
    try:
        return f"{time.fromisoformat(given.get(TIME, '')):%H:%M}"
    except ValueError:
        return ""
