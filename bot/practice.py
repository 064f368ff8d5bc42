"""How an authority runs its formal requests, made of the settings, and who is who on which platform."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.settings import Fault, Settings, variable
from handlers.requests.practice import Practice
from handlers.requests.request import Request
from knowledge.library import Library
from knowledge.offices import Person
from knowledge.requests import FieldKind, RequestType

ZONE = ZoneInfo("Europe/London")
EVERY = "every"
"""Stands for all other types in the setting of how long requests are kept, as in `bot.database.purge`."""
_OBJECT_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_DAYS = {"day": 1.0, "month": 365.25 / 12, "year": 365.25}


def now() -> datetime:
    """`handlers.requests.ports.Now`."""
    return datetime.now(UTC)


def _nobody(_: str) -> str | None:
    """Knows no object id."""
    return None


@dataclass(slots=True)
class RegisteredAddresses:
    """`handlers.requests.ports.Addresses`: the ids of somebody of the register, the one for letters first.

    `team` is the Slack workspace that the desk serves; it is set anew once Slack has said it. Without it (on the
    command line, before the desk ever served) a Slack id has no workspace: nobody comes from Slack under such an id,
    but letters find their way. `tenant` is that of Teams, by the settings. `object_id_of` gives the Entra object id
    of a user principal name, as far as it is known.
    """

    team: str = ""
    tenant: str = ""
    object_id_of: Callable[[str], str | None] = _nobody

    def __call__(self, person: Person) -> Sequence[str]:
        """The ids of this person, or none."""
        found = []
        if person.slack:
            found += [slack_id(team, person.slack) for team in dict.fromkeys((self.team, ""))]
        if person.teams:
            found += self._on_teams(person.teams)
        if person.email:
            found.append(f"email::{person.email.casefold()}")
        return found

    def _on_teams(self, named: str) -> Sequence[str]:
        """By an object id or a user principal name, as the register has it."""
        if named.startswith("teams:"):
            return [named.casefold()]
        known = named.casefold() if _OBJECT_ID.fullmatch(named) else self.object_id_of(named)
        whole = [teams_id(self.tenant, known)] if known and self.tenant else []
        return [*whole, teams_id("", named)]


def slack_id(team: str, user: str) -> str:
    """How requests know somebody on Slack."""
    return f"slack:{team}:{user}"


def teams_id(tenant: str, user: str) -> str:
    """How requests know somebody on Teams: by the Entra object id."""
    return f"teams:{tenant.lower()}:{user}"


class _Contacts(Mapping[str, str]):
    """The id of whoever is written to where nobody is registered, by authority: the same for each of them.

    It is made when it is asked for: until Slack has said its workspace, it is not known.
    """

    def __init__(self, authorities: Sequence[str], made: Callable[[], str]) -> None:
        self._authorities, self._made = authorities, made

    def __getitem__(self, authority: str) -> str:
        if authority not in self._authorities:
            raise KeyError(authority)
        return self._made()

    def __iter__(self) -> Iterator[str]:
        return iter(self._authorities)

    def __len__(self) -> int:
        return len(self._authorities)


def practice_of(settings: Settings, library: Library, addresses: RegisteredAddresses) -> Practice:
    """The settings about requests as the desk takes them."""
    return Practice(
        prefixes=settings.reference_prefixes,
        standards={name: int(days) for name, days in settings.service_standards.items()},
        contacts=settings.contacts,
        contact_ids=_contact_ids(settings, library, addresses),
        zone=ZONE,
    )


def _contact_ids(settings: Settings, library: Library, addresses: RegisteredAddresses) -> Mapping[str, str]:
    """Only a person: a channel would see that there is a request, and of what kind. That of Slack goes first."""
    slack = settings.slack_contact if settings.slack_contact.startswith(("U", "W")) else ""
    teams = settings.teams_contact if _OBJECT_ID.fullmatch(settings.teams_contact) else ""
    if teams and (settings.slack_bot_token is None or not slack):
        return _Contacts(library.authorities, lambda: teams_id(addresses.tenant, teams))
    return _Contacts(library.authorities, lambda: slack_id(addresses.team, slack)) if slack else {}


def faults_of(settings: Settings, library: Library) -> Iterator[Fault]:
    """What the settings about requests name that the installed protocols do not have."""
    known, alone = _names(library), _names(library, "id")
    remedy = f"Use the id or the kind of a request type, such as {_some(known)}; docs/requests.md lists them."
    for name in settings.service_standards:
        if name not in known:
            yield Fault(variable("service_standards"), f"there is no request type {name!r}.", remedy)
    for name in settings.retention:
        if name not in alone | {EVERY}:
            yield Fault(variable("retention"), f"there is no request type {name!r}.", remedy)
    for authority in settings.reference_prefixes:
        if authority not in library.authorities:
            installed = ", ".join(library.authorities)
            yield Fault(variable("reference_prefixes"), f"there is no protocol of {authority!r}.", f"Use {installed}.")


def days_kept(settings: Settings) -> Mapping[str, int]:
    """How many days ended requests are kept, by the name of their type: months and years are rounded up."""
    return {name: _in_days(period) for name, period in settings.retention.items()}


def kinds_of(library: Library) -> Mapping[tuple[str, str], str]:
    """The kind of each request type, by (authority, id)."""
    return {(one.authority, one.id): one.kind for one in _types(library)}


def impersonal(library: Library) -> Callable[[Request], Collection[str]]:
    """The particulars that cannot name a person: days, boxes, and choices but that of who is complained of."""
    kinds = {FieldKind.DATE, FieldKind.YES, FieldKind.CHOICE}
    keys = {
        (one.authority, one.id): {each.key for each in one.fields if each.kind in kinds and not each.complained_of}
        for one in _types(library)
    }
    return lambda request: keys.get((request.authority, request.type), set())


def _in_days(period: str) -> int:
    number, _, unit = period.partition(" ")
    return math.ceil(int(number) * _DAYS[unit.removesuffix("s") or "day"])


def _names(library: Library, *whole: str) -> frozenset[str]:
    """Under which names the settings may speak of a request type: its id or kind, or either after the authority.

    `whole` is which of the two may stand after the authority (both, where it is empty).
    """
    types = _types(library)
    plain = {name for one in types for name in (one.id, one.kind)}
    after = {f"{one.authority}/{getattr(one, name)}" for one in types for name in whole or ("id", "kind")}
    return frozenset(plain | after)


def _types(library: Library) -> Sequence[RequestType]:
    return [one for authority in library.authorities for one in library.protocol(authority).requests]


def _some(names: frozenset[str]) -> str:
    return ", ".join(sorted(name for name in names if "/" not in name)[:3])
