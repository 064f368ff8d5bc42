"""Starting a request: what is typed, the buttons, the form, the check before sending."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from uuid import uuid4

from bot.buttons.answers import decode
from bot.buttons.carrying import StaleValueError
from bot.buttons.neutrality import day_of_attendance
from bot.buttons.requests import Opening, decode_opening, decode_text, encode_opening
from bot.request_forms import above_choice, is_reference, side_choices, with_day
from bot.teams.cards import Card
from bot.teams.commands import command_of
from bot.teams.delivery import say, send
from bot.teams.desk import Desk, RequestSide
from bot.teams.elements import Element, buttons, execute
from bot.teams.inbound import Place, Turn
from bot.teams.requests.asking import person_at, side_of
from bot.teams.requests.buttons import SIDE
from bot.teams.requests.fields import answers_in
from bot.teams.requests.forms import check_cards, form_cards, form_elements
from bot.teams.requests.lists import choice_cards
from bot.teams.requests.pages import notice_cards, receipt_cards
from bot.teams.requests.showing import lists_of, request_of
from bot.teams.wording import REQUEST_GO_BACK
from handlers.messages import Notice
from handlers.requests.messages import Checking, Form, RequestView
from knowledge.clause import Role

LIST = "list"


async def on_request(desk: Desk, turn: Turn) -> Sequence[Card]:
    """`request`, `request attendance …`, `request list`, `request TRA-2026-0007`."""
    _, words = command_of(turn.words)
    if words.lower() == LIST:
        return await lists_of(desk, turn.place)
    if is_reference(words):
        return await request_of(desk, turn.place, words)
    return await _choose(desk, turn.place, desk.options.authority_in(turn.place.conversation), words)


async def on_begin(desk: Desk, turn: Turn) -> Sequence[Card]:
    """The button under the lists."""
    return await _choose(desk, turn.place, decode_text(turn.value))


async def on_start(desk: Desk, turn: Turn) -> Sequence[Card]:
    """A type was chosen."""
    return _form(side_of(desk), decode_opening(turn.value))


async def on_answer(desk: Desk, turn: Turn) -> Sequence[Card]:
    """The button of an answer where the form does not stand under it, or of a check, which knows the day."""
    action, day = decode(turn.value), day_of_attendance(turn.value)
    role = await desk.roles.of(turn.place.person)
    return _form(side_of(desk), Opening(action.authority, action.request, role, day=day))


def unfolded(
    side: RequestSide, authority: str, type_id: str, role: Role | None, quoted: Collection[str]
) -> list[Element]:
    """The form as it stands under the button of an answer; nothing where something stands against it.

    `quoted` are the ids of the clauses that the answer shows. Raises UnknownAuthority.
    """
    opening = Opening(authority, type_id, role, uuid4().hex)
    form = side.desk.form(authority, type_id, role)
    return form_elements(form, opening, quoted) if isinstance(form, Form) else []


async def on_side(desk: Desk, turn: Turn) -> Sequence[Card]:
    """Somebody says on which side they stand, and goes on to the form."""
    opening = decode_opening(turn.value)
    made = _form(side_of(desk), opening)
    await desk.roles.remember(turn.place.person, opening.role)
    return made


async def on_form(desk: Desk, turn: Turn) -> Sequence[Card]:
    """Check what was typed: errors stand beside the fields, else all of it is shown once more."""
    side, opening = side_of(desk), decode_opening(turn.value)
    form = _opened(side, opening)
    if isinstance(form, Notice):
        return _against(side, opening, form)
    answers = answers_in(form, turn.typed)
    side.drafts.keep(_draft(turn.place, opening), answers)
    return _shown(_checked(side, opening, answers, turn.place), opening, answers)


async def on_again(desk: Desk, turn: Turn) -> Sequence[Card] | None:
    """Back from the check to the form, with what was typed."""
    side, opening = side_of(desk), decode_opening(turn.value)
    form = _opened(side, opening)
    if isinstance(form, Notice):
        return _against(side, opening, form)
    answers = _held(side, form, opening, turn)
    if answers is None:
        await send(desk, turn.place, say(REQUEST_GO_BACK))  # the card stays: all that was written stands in it
        return None
    filled = side.desk.form(opening.authority, opening.type, opening.role, answers)
    return _shown(filled, opening, answers)


async def on_send(desk: Desk, turn: Turn) -> Sequence[Card] | None:
    """Send it. The card says how that went; where nothing was sent, it stays and can be sent again."""
    side, opening = side_of(desk), decode_opening(turn.value)
    form = _opened(side, opening)
    if isinstance(form, Notice):
        return _against(side, opening, form)
    answers = _held(side, form, opening, turn)
    if answers is None:
        await send(desk, turn.place, say(REQUEST_GO_BACK))  # the card stays: all that was written stands in it
        return None
    person = person_at(turn.place)
    sent = await side.desk.submit(opening.authority, opening.type, opening.role, answers, opening.key, person)
    if isinstance(sent, RequestView):
        side.drafts.drop(_draft(turn.place, opening))
        return receipt_cards(sent)
    if isinstance(sent, Form):
        return _shown(sent, opening, answers)
    checked = _checked(side, opening, answers, turn.place)
    why = (f"{sent.title}.", *sent.paragraphs)
    return _shown(checked, opening, answers, why) if isinstance(checked, Checking) else notice_cards(sent)


async def _choose(desk: Desk, place: Place, authority: str, words: str = "") -> Sequence[Card]:
    """The form that the words mean, or a choice of those that they may mean."""
    side, role = side_of(desk), await desk.roles.of(place.person)
    found = side.desk.find_type(authority, words, role) if words else []
    if len(found) == 1:
        return _form(side, Opening(authority, found[0], role))
    return choice_cards(side.desk.choices(authority, role), role, found, above_choice(words, found))


def _form(side: RequestSide, opening: Opening) -> Sequence[Card]:
    """The form; what stands against it, with a way on where that is only the side on which somebody stands."""
    form = side.desk.form(opening.authority, opening.type, opening.role)
    if isinstance(form, Notice):
        return _against(side, opening, form)
    return form_cards(with_day(form, opening.day), replace(opening, key=uuid4().hex))


def _opened(side: RequestSide, opening: Opening) -> Form | Notice:
    """The form that a card was made of. Raises StaleValueError where it never was one."""
    if not opening.key:
        raise StaleValueError
    return side.desk.form(opening.authority, opening.type, opening.role)


def _checked(side: RequestSide, opening: Opening, answers: Mapping[str, str], place: Place) -> Checking | Form | Notice:
    return side.desk.check(opening.authority, opening.type, opening.role, answers, opening.key, person_at(place))


def _shown(
    found: Checking | Form | Notice, opening: Opening, answers: Mapping[str, str], why: Sequence[str] = ()
) -> Sequence[Card]:
    match found:
        case Checking():
            return check_cards(found, opening, answers, why)
        case Form():
            return form_cards(found, opening)
    return notice_cards(found)


def _against(side: RequestSide, opening: Opening, notice: Notice) -> Sequence[Card]:
    """What stands against a form."""
    ways = [
        execute(label, SIDE, encode_opening(replace(opening, role=role)))
        for role, label in side_choices(side.desk, opening)
    ]
    return notice_cards(notice, [buttons(ways)] if ways else [])


def _held(side: RequestSide, form: Form, opening: Opening, turn: Turn) -> dict[str, str] | None:
    """The answers that were checked: those that the card carries, or those that were kept; None where both are gone.

    They are read and checked anew in any case: a card may carry anything.
    """
    answers = answers_in(form, turn.typed)
    return answers if any(answers.values()) else side.drafts.of(_draft(turn.place, opening))


def _draft(place: Place, opening: Opening) -> str:
    """Whose draft it is: a card that somebody else comes by finds nothing of it."""
    return f"{place.person} {opening.key}"
