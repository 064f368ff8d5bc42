"""What the buttons under an answer unfold, where the asker alone reads it: the form of a request, or of a question to
a person.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.teams.desk import Desk
from bot.teams.elements import Element
from bot.teams.inbound import Place
from bot.teams.outbound import Form, no_form
from bot.teams.person import person_form
from handlers.messages import Action, ActionKind, Outgoing, Section


async def forms_of(desk: Desk, place: Place, outgoing: Outgoing) -> Form:
    """The forms for the buttons of what is said to somebody."""
    if not place.private or isinstance(outgoing, Section):
        return no_form

    def form(action: Action) -> Sequence[Element]:
        if action.kind is ActionKind.PERSON and desk.options.contact:
            return person_form(action.authority)
        return ()

    return form
