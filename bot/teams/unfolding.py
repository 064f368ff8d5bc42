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
from bot.teams.requests.starting import unfolded
from handlers.messages import Action, ActionKind, Notice, Outgoing, Reply, Section


async def forms_of(desk: Desk, place: Place, outgoing: Outgoing) -> Form:
    """The forms for the buttons of what is said to somebody."""
    if not place.private or isinstance(outgoing, Section):
        return no_form
    requests = await _requests(desk, place, outgoing)

    def form(action: Action) -> Sequence[Element]:
        if action.kind is ActionKind.REQUEST:
            # Once: no two fields of a card may have the same name.
            return requests.pop((action.authority, action.request), ())
        if action.kind is ActionKind.PERSON and desk.options.contact:
            return person_form(action.authority)
        return ()

    return form


async def _requests(desk: Desk, place: Place, outgoing: Reply | Notice) -> dict[tuple[str, str], Sequence[Element]]:
    """The forms of the requests that can be started from an answer, by authority and type."""
    wanted = {(one.authority, one.request) for one in outgoing.actions if one.kind is ActionKind.REQUEST}
    if desk.requests is None or not wanted:
        return {}
    role = await desk.roles.of(place.person)
    quoted = outgoing.quoted if isinstance(outgoing, Reply) else frozenset[str]()
    return {one: unfolded(desk.requests, *one, role, quoted) for one in wanted}
