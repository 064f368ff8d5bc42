"""What the form of facts asks, and what its answers and the chosen time mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, tzinfo

from handlers.neutrality import form_wording as said
from handlers.neutrality import wording
from handlers.neutrality.messages import Facts
from knowledge.clause import Role
from knowledge.neutrality import OFFERED, Circumstance, Meeting

ASKED: tuple[Circumstance, ...] = tuple(
    circumstance for circumstance in Circumstance if circumstance is not Circumstance.PRE_ELECTION
)
"""What is asked beside the kind of meeting and the day; whether it is before an election follows from the day."""
MEETING, DAY, TIME = "meeting", "day", "time"
"""The names of the other fields."""
_NOT_KNOWN = "unknown"


def kinds() -> Iterator[tuple[str, str]]:
    """The kinds of meeting, each with its label."""
    yield from ((str(one), wording.MEETINGS[one]) for one in Meeting)


def answers(circumstance: Circumstance) -> Iterator[tuple[str, str]]:
    """What can be chosen, each with its label.

    What was chosen cannot be taken back from a menu, so that not to know stands in it as well.
    """
    yield from ((answer, wording.ANSWERS[circumstance, answer]) for answer in OFFERED[circumstance])
    yield _NOT_KNOWN, said.NOT_KNOWN


def facts_of(given: Mapping[str, str], side: Role) -> Facts | None:
    """What was chosen, by the names of the fields; None as long as no kind of meeting was. Raises ValueError."""
    if not given.get(MEETING):
        return None
    meeting, day = Meeting(given[MEETING]), given.get(DAY)
    known = {one: given[one] for one in ASKED if given.get(one) in OFFERED[one]}
    if meeting is not Meeting.WARD:
        known.pop(Circumstance.ARRANGED_BY, None)
    return Facts(meeting, date.fromisoformat(day) if day else None, known, side)


def time_of(given: Mapping[str, str], now: datetime, zone: tzinfo) -> datetime | dict[str, str]:
    """The time (UTC) that was chosen by the clocks of the zone; or the errors beside the fields. Raises ValueError."""
    day, at = given.get(DAY), given.get(TIME)
    if not day or not at:
        return {name: word for name, word, found in ((DAY, said.NO_DAY, day), (TIME, said.NO_TIME, at)) if not found}
    try:
        chosen = datetime.combine(date.fromisoformat(day), time.fromisoformat(at), zone).astimezone(UTC)
    except OverflowError as error:
        raise ValueError(str(error)) from None
    return chosen if chosen > now else {DAY: said.IN_THE_PAST}
