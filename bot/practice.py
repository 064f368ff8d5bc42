"""How an authority runs its formal requests, made of the settings, and who is who on which platform."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.settings import Fault, Settings, variable
from handlers.requests.practice import Practice
from knowledge.library import Library
from knowledge.offices import Person

ZONE = ZoneInfo("Europe/London")
ANY_TYPE = "default"
"""Stands for every type in the setting of how long requests are kept."""


@dataclass(frozen=True, slots=True)
class RegisteredAddresses:
    """`handlers.requests.ports.Addresses`: the ids of somebody of the register, the one for letters first.

    `team` is the Slack workspace that the desk serves, as Slack said it. Without it (on the command line, before the
    desk ever served) a Slack id has no workspace: nobody comes from Slack under such an id, but letters find their way.
    """

    team: str = ""

    def __call__(self, person: Person) -> Sequence[str]:
        """The ids of this person, or none."""
        found = []
        if person.slack:
            found += [slack_id(team, person.slack) for team in dict.fromkeys((self.team, ""))]
        if person.teams:
            found.append(person.teams if person.teams.startswith("teams:") else f"teams::{person.teams}")
        if person.email:
            found.append(f"email::{person.email.casefold()}")
        return found


def slack_id(team: str, user: str) -> str:
    """How requests know somebody on Slack."""
    return f"slack:{team}:{user}"


def practice_of(settings: Settings, library: Library, team: str = "") -> Practice:
    """The settings about requests as the desk takes them."""
    # Only a person: a channel would see that there is a request, and of what kind.
    contact = settings.slack_contact if settings.slack_contact.startswith(("U", "W")) else ""
    return Practice(
        prefixes=settings.reference_prefixes,
        standards={name: int(days) for name, days in settings.service_standards.items()},
        contacts=settings.contacts,
        contact_ids=dict.fromkeys(library.authorities, slack_id(team, contact)) if contact else {},
        zone=ZONE,
    )


def faults_of(settings: Settings, library: Library) -> Iterator[Fault]:
    """What the settings about requests name that the installed protocols do not have."""
    known = _names(library)
    remedy = f"Use the id or the kind of a request type, such as {_some(known)}; docs/requests.md lists them."
    for name in settings.service_standards:
        if name not in known:
            yield Fault(variable("service_standards"), f"there is no request type {name!r}.", remedy)
    for name in settings.retention:
        if name not in known and name != ANY_TYPE:
            yield Fault(variable("retention"), f"there is no request type {name!r}.", remedy)
    for authority in settings.reference_prefixes:
        if authority not in library.authorities:
            installed = ", ".join(library.authorities)
            yield Fault(variable("reference_prefixes"), f"there is no protocol of {authority!r}.", f"Use {installed}.")


def _names(library: Library) -> frozenset[str]:
    """Under which names the settings may speak of a request type: its id or kind, with or without the authority."""
    types = [one for authority in library.authorities for one in library.protocol(authority).requests]
    plain = {name for one in types for name in (one.id, one.kind)}
    return frozenset(plain | {f"{one.authority}/{name}" for one in types for name in (one.id, one.kind)})


def _some(names: frozenset[str]) -> str:
    return ", ".join(sorted(name for name in names if "/" not in name)[:3])
