"""The chain of events: each carries the digest of the one before it, of its request and over all. Pure: no database.

A digest is SHA-256 over canonical JSON (sorted keys, no blanks, ASCII) of an event's content and of both digests
before it. Serial and number are left out: the place in the chain proves them, so that a moved event can be told from
an altered one. Whoever rewrites every later event and the head too leaves no trace here: note the head down elsewhere.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from handlers.requests.request import Authorship, Event, MoveName, Person

PURGED: Mapping[str, Any] = {"purged": True}
"""What stands in place of an event's content once its retention period is over."""
WITNESSES = "witnesses"
"""The key in a PURGE event's data under which stand the witnesses of what it left of each event."""


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: the serial and the digest of the last event (0 and "" before the first)."""

    serial: int = 0
    digest: str = ""


class FaultKind(StrEnum):
    """What was done to an event, or to a request beside its events."""

    ALTERED = "altered"
    REMOVED = "removed"
    REORDERED = "reordered"
    INSERTED = "inserted"
    DISAGREES = "disagrees"


_SAID = {
    FaultKind.ALTERED: "was altered after it was written",
    FaultKind.REMOVED: "was removed",
    FaultKind.REORDERED: "does not stand where it was written",
    FaultKind.INSERTED: "was not written by the desk: it was put in, or copied",
    FaultKind.DISAGREES: "is the last of its request, and the request does not agree with it",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong, at a serial as it is stored. `reference` and `number` are "" and 0 for an event that is gone."""

    kind: FaultKind
    serial: int
    reference: str = ""
    number: int = 0

    def __str__(self) -> str:
        of = f" ({self.reference}, its no. {self.number})" if self.reference else ""
        return f"Event {self.serial}{of} {_SAID[self.kind]}."


def canonical(value: object) -> str:
    """JSON that is the same for the same value. Raises ValueError or TypeError for what JSON cannot hold."""
    return _ENCODER.encode(value)


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} cannot be kept in an event.")


def digest_of(event: Event) -> str:
    """The digest that the event should carry."""
    return _sha256(_content(event))


def linked(event: Event, head: Head, previous: str) -> Event:
    """The event as the next of the chain, after `head` over all and after `previous` within its request."""
    placed = replace(event, serial=head.serial + 1, before_all=head.digest, previous=previous)
    return replace(placed, digest=digest_of(placed))


def tombstone(event: Event) -> Event:
    """What is left of a purged event: when, what move and in which office, without persons and particulars."""
    by = replace(event.authorship, term="")
    return replace(event, actor=Person(""), authorship=by, data=PURGED)


def witness(left: Event) -> str:
    """The digest of a tombstone, kept in the PURGE event: what is left can be altered as little as what is whole."""
    return _sha256({**_content(left), "digest": left.digest})


def _content(event: Event) -> dict[str, Any]:
    by: Authorship = event.authorship
    return {
        "reference": event.reference,
        "at": _utc(event.at),
        "actor": [event.actor.id, event.actor.name],
        "authorship": [by.part, by.office, by.acting, by.term],
        "move": event.move,
        "before": event.before,
        "after": event.after,
        "data": event.data,
        "previous": event.previous,
        "before_all": event.before_all,
    }


def _utc(at: datetime) -> str:
    if at.tzinfo is None:
        raise ValueError("times of requests are in UTC, with their zone.")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _sha256(content: object) -> str:
    return hashlib.sha256(canonical(content).encode("ascii")).hexdigest()


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False, default=_plain)


@dataclass(slots=True)
class _Link:
    """What the chain needs of an event. `whole` is whether its digest is that of its content."""

    serial: int
    reference: str
    number: int
    digest: str
    previous: str
    before_all: str
    whole: bool

    def fault(self, kind: FaultKind) -> Fault:
        return Fault(kind, self.serial, self.reference, self.number)


def verify_chain(events: Iterable[Event], head: Head | None = None) -> tuple[Fault, ...]:
    """What is wrong with the chain, by serial; empty where it is whole. Time is linear in the number of events.

    `events` come by serial; they are gone through a second time where something is wrong. Without a `head` nobody can
    tell whether the last ones were removed.
    """
    last, requests, tombs = Head(), dict[str, tuple[int, str]](), dict[str, list[tuple[int, str]]]()
    straight = True
    for event in events:
        number, previous = requests.get(event.reference, (0, ""))
        follows = (event.serial, event.before_all) == (last.serial + 1, last.digest)
        straight = straight and follows and (event.number, event.previous) == (number + 1, previous)
        straight = straight and _whole(event, tombs)
        last = Head(event.serial, event.digest)
        requests[event.reference] = (event.number, event.digest)
        if not straight:
            break
    if straight and not tombs and head in (None, last):
        return ()
    return _diagnosed(_links(events), head)


def _whole(event: Event, tombs: dict[str, list[tuple[int, str]]]) -> bool:
    """Whether the event carries its own digest. A tombstone waits in `tombs` for its PURGE event."""
    if digest_of(event) == event.digest:
        if event.move is MoveName.PURGE:
            vouched = set(event.data.get(WITNESSES, ()))
            left = [one for one in tombs.pop(event.reference, ()) if one[1] not in vouched]
            if left:
                tombs[event.reference] = left
        return True
    if event.data == PURGED:
        tombs.setdefault(event.reference, []).append((event.serial, witness(event)))
        return True
    return False


def _links(events: Iterable[Event]) -> list[_Link]:
    tombs: dict[str, list[tuple[int, str]]] = {}
    links = [
        _Link(one.serial, one.reference, one.number, one.digest, one.previous, one.before_all, _whole(one, tombs))
        for one in events
    ]
    unvouched = {serial for left in tombs.values() for serial, _ in left}
    for link in links:
        link.whole = link.whole and link.serial not in unvouched
    return links


def _diagnosed(links: Sequence[_Link], head: Head | None) -> tuple[Fault, ...]:
    if head is None:
        head = Head(links[-1].serial, links[-1].digest) if links else Head()
    chain, faults = _chained(links, head)
    members = set(chain)
    faults += [link.fault(FaultKind.INSERTED) for place, link in enumerate(links) if place not in members]
    for place, stands in zip(chain, sorted(chain), strict=True):
        if not links[place].whole:
            faults.append(links[place].fault(FaultKind.ALTERED))
        elif place != stands:
            faults.append(links[place].fault(FaultKind.REORDERED))
    faults = faults or _misnumbered(links) or [links[-1].fault(FaultKind.ALTERED)]
    unique = {(fault.serial, fault.kind): fault for fault in faults}
    return tuple(unique[key] for key in sorted(unique))


def _chained(links: Sequence[_Link], head: Head) -> tuple[list[int], list[Fault]]:
    """The places of the events as they were written, followed back from the head, and what is missing on the way."""
    places: dict[str, int] = {}
    for place, link in enumerate(links):
        places.setdefault(link.digest, place)
    chain, seen, faults = list[int](), set[int](), list[Fault]()
    after, bound = _Link(head.serial + 1, "", 0, "", "", head.digest, whole=True), len(links)
    while after.before_all or not after.whole:
        place = places.get(after.before_all, -1)
        if place < 0 or place in seen:
            place = next((one for one in range(bound - 1, -1, -1) if one not in seen), -1)
            if after.whole:
                faults += _missing(links, place, after.serial, head)
        if place < 0:
            break
        chain.append(place)
        seen.add(place)
        after, bound = links[place], place
    return chain[::-1], faults


def _missing(links: Sequence[_Link], place: int, serial: int, head: Head) -> list[Fault]:
    """What became of the event that should stand before `serial`: it is gone, or `place` has another digest now."""
    since = links[place].serial + 1 if place >= 0 else 1
    if place < 0 or since < serial or len(links) < head.serial:
        return [Fault(FaultKind.REMOVED, gone) for gone in range(since, max(serial, since + 1))]
    return [links[place].fault(FaultKind.ALTERED)]


def _misnumbered(links: Sequence[_Link]) -> list[Fault]:
    """Events in their order whose serial or number was changed."""
    numbers: dict[str, tuple[int, str]] = {}
    faults = []
    for place, link in enumerate(links, start=1):
        number, previous = numbers.get(link.reference, (0, ""))
        if (link.serial, link.number, link.previous) != (place, number + 1, previous):
            faults.append(link.fault(FaultKind.ALTERED))
        numbers[link.reference] = (number + 1, link.digest)
    return faults
