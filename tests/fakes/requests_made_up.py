"""Made-up requests, changes and letters, for the tests of what keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from handlers.requests.ports import Change, NewRequest
from handlers.requests.request import (
    Authorship,
    Decision,
    Letter,
    LetterKind,
    MoveName,
    Part,
    Person,
    State,
    Task,
)
from knowledge.clause import Role

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ANN, BEN, CY = Person("slack:T1:UANN", "Ann Archer"), Person("slack:T1:UBEN", "Ben Bow"), Person("slack:T1:UCY", "Cy")
OFFICE = "Chief Executive"
TERM = "Chief Executive: Ben Bow, 2024-05-01 to open"


def new_request(key: str, **given: Any) -> NewRequest:
    """What is submitted with a key: by Ann, to Ben, with a duty of Cy's and two letters."""
    usual: dict[str, Any] = {
        "prefix": "TRA",
        "authority": "trafford",
        "type": "officer-attendance-group",
        "requester": ANN,
        "role": Role.MEMBER,
        "stage": 0,
        "office": OFFICE,
        "particulars": {"reason": f"Because of {key}.", "date": "2026-04-01"},
        "created_at": NOON,
        "decider": BEN.id,
        "tasks": (task(f"{key}-tell"),),
        "letters": (
            letter(f"{key}-receipt", LetterKind.RECEIPT, ANN),
            letter(f"{key}-decide", LetterKind.TO_DECIDER, BEN),
        ),
    }
    return NewRequest(key=key, **(usual | given))


def task(mark: str, bearer: Person = CY) -> Task:
    """A duty that the clause attaches."""
    words = "offer the facility to all groups"
    return Task(mark, "Tell the other groups.", OFFICE, "trafford/8.2", words, ("group leaders",), ("date",), bearer.id)


def letter(mark: str, kind: LetterKind, to: Person, **given: Any) -> Letter:
    """A letter whose reference the store fills in."""
    return Letter(mark, kind, "", to.id, **given)


def change(move: MoveName, after: State, **given: Any) -> Change:
    """A change by Ben, an hour after noon."""
    usual: dict[str, Any] = {
        "actor": BEN,
        "authorship": Authorship(Part.DECIDER, OFFICE, term=TERM),
        "at": NOON + timedelta(hours=1),
    }
    return Change(move=move, after=after, **(usual | given))


def grant(words: str = "", by: Person = BEN, data: Mapping[str, Any] | None = None, **given: Any) -> Change:
    """The decision that grants a request."""
    authorship = Authorship(Part.DECIDER, OFFICE, term=TERM)
    at = NOON + timedelta(hours=1)
    decision = Decision(MoveName.GRANT, by, authorship, at, words)
    usual: dict[str, Any] = {"decision": decision, "actor": by, "data": data or {"words": words}}
    return change(MoveName.GRANT, State.GRANTED, **(usual | given))


def close(**given: Any) -> Change:
    """The end of a request."""
    return change(MoveName.CLOSE, State.CLOSED, **given)
