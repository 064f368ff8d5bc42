"""Ask a person: a form whose words go to the contact that the operator named, with the asker's name and a receipt."""

from __future__ import annotations

import logging

from bot.buttons.carrying import StaleValueError, dump, load
from bot.logs import event
from bot.teams.buttons import PERSON_FORM
from bot.teams.cards import Card, card
from bot.teams.delivery import UndeliveredError, write
from bot.teams.desk import Desk
from bot.teams.elements import Element, buttons, execute, heading, paragraph, run, text
from bot.teams.escaping import inert
from bot.teams.fields import text_input
from bot.teams.inbound import Turn, person_key
from bot.teams.people import UnreachableError
from bot.teams.ports import Contact, TeamsError
from bot.teams.wording import PERSON_NEXT
from handlers import wording

log = logging.getLogger(__name__)
FIELD = "words"


def person_form(authority: str, words: str = "", trouble: str = "") -> list[Element]:
    """What stands under the button, or in a card of its own."""
    field = text_input(
        FIELD, wording.PERSON_MODAL_LABEL, missing=wording.PERSON_MODAL_EMPTY, value=words, several_lines=True,
        longest=3000,
    )  # fmt: skip
    send = execute(wording.PERSON_MODAL_SEND, PERSON_FORM, dump({"a": authority}), with_inputs=True, style="positive")
    above = [text(trouble)] if trouble else []
    return [*above, text(wording.PERSON_MODAL_INTRO), field, buttons([send])]


def person_card(authority: str) -> Card:
    """The form in a card of its own."""
    return card([heading(wording.PERSON_MODAL_TITLE), *person_form(authority)])


async def on_person_form(desk: Desk, turn: Turn) -> Card:
    """Pass the words on, and say in the place of the form how that went."""
    authority = load(turn.value).get("a")
    if not isinstance(authority, str) or not desk.options.contact:
        raise StaleValueError
    words = inert(turn.typed.get(FIELD, "")).strip()
    if not words:
        return _again(authority, "", wording.PERSON_MODAL_EMPTY)
    try:
        await _pass_on(desk, turn, words)
    except (TeamsError, UndeliveredError, UnreachableError) as error:
        event(log, "contact_not_reached", logging.ERROR, reason=type(error).__name__)
        return _again(authority, words, wording.PERSON_MODAL_FAILED)
    return _written(wording.PERSON_RECEIPT, words, PERSON_NEXT)


async def _pass_on(desk: Desk, turn: Turn, words: str) -> None:
    contact, place = desk.options.contact, turn.place
    asks = _written(wording.person_asks(inert(place.name) or place.user), words)
    if contact.startswith("19:"):
        await write(desk, place.service_url, contact, [asks])
        return
    person = person_key(place.tenant, contact)
    known = await desk.people.contact(person) or Contact(person, contact, place.service_url)
    chat = known.chat or await desk.people.open_chat(known)
    await write(desk, known.service_url, chat, [asks])


def _again(authority: str, words: str, trouble: str) -> Card:
    return card([heading(wording.PERSON_MODAL_TITLE), *person_form(authority, words, trouble)])


def _written(above: str, words: str, *below: str) -> Card:
    """What somebody wrote, literal."""
    said = [paragraph(run(above, bold=True)), paragraph(run(words)), *map(text, below)]
    return card(said, preview=above, settled=True)
