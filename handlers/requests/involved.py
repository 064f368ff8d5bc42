"""In whose lists a request stands today: what they see first is to be made anew when it changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from handlers.requests.deciding import decider_term
from handlers.requests.duties import bearing
from handlers.requests.practice import Matter, Means
from handlers.requests.request import DESK
from handlers.requests.subjects import is_subject, subjects_in


@dataclass(frozen=True, slots=True)
class Involved:
    """People by their ids, each under all that the register knows. `bearers` is by the id of the duty.

    `has_duties` is whether one of them is still open.
    """

    requester: frozenset[str]
    deciders: frozenset[str]
    bearers: Mapping[str, frozenset[str]]
    has_duties: bool


def involved_in(means: Means, matter: Matter) -> Involved:
    """Those with a part in it by the register of today, never who is complained of."""
    request, term = matter.request, decider_term(means, matter)
    subjects = subjects_in(means, matter)

    def but_subjects(found: Iterable[str]) -> frozenset[str]:
        return frozenset(one for one in found if not is_subject(means.people, request.authority, one, subjects))

    tasks = [task for task in request.tasks if task.done_by != DESK]
    return Involved(
        requester=frozenset({request.requester.id}),
        deciders=but_subjects(means.people.ids_of(term) if term else ()),
        bearers={task.id: but_subjects(bearing(means, matter, task)) for task in tasks},
        has_duties=bool(request.open_tasks),
    )
