"""What `protocol-desk doctor` can find out about formal requests: the database, the chain, the letters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from bot.checks import Check
from bot.database.verifying import verify_latest
from bot.request_parts import OpenRequests
from bot.working_days import KNOWN_UNTIL
from handlers.requests.dates import in_words
from handlers.requests.ports import StoreUnavailable
from handlers.requests.request import DeliveryState

LATEST = 1000
"""Events that are verified. All of them are by `protocol-desk requests verify`."""
ENDS_SOON = timedelta(days=90)
"""How long before the known bank holidays end the operator is told."""
_SOME = 5
_HOLIDAYS = "Install the newest Protocol Desk. It says until when the government has announced bank holidays."
_CHAIN = "Run: protocol-desk requests verify. Keep a copy of the database as it is."
_LETTERS = "See why: protocol-desk requests list --undelivered. Then: protocol-desk requests again REFERENCE"


def check_holidays(standards: Mapping[str, str], today: date) -> list[Check]:
    """Whether the bank holidays are known for the due dates to come; nothing where no service standard is set."""
    if not standards:
        return []
    until = in_words(KNOWN_UNTIL)
    if KNOWN_UNTIL - today < ENDS_SOON:
        told = f"bank holidays are known until {until}; due dates after that may miss a day that is proclaimed"
        return [Check("Holidays", False, told, _HOLIDAYS)]
    return [Check("Holidays", True, f"bank holidays are known until {until}")]


async def check_requests(opened: OpenRequests) -> list[Check]:
    """Nothing is written, but for the tables of an SQLite file that is not there yet."""
    try:
        latest = await verify_latest(opened.database, LATEST)
        counts, given_up = await opened.outbox.counts(), await opened.outbox.given_up()
    except StoreUnavailable as error:
        what, _, remedy = str(error).partition(". ")
        return [Check("Requests", False, what, remedy)]
    nobody = "" if opened.register else "; no register of offices is set, so requests go to nobody"
    found = f"the database answers and has the tables of this desk; {latest.head.serial} events{nobody}"
    checks = [Check("Requests", True, found)]
    if latest.faults:
        checks.append(Check("Chain", False, "\n".join(map(str, latest.faults[:_SOME])), _CHAIN))
    else:
        checks.append(Check("Chain", True, f"the last {latest.events} events stand as they were written"))
    waiting = counts[DeliveryState.WAITING] + counts[DeliveryState.SENDING]
    if not given_up:
        checks.append(Check("Letters", True, f"none was given up; {waiting} wait"))
        return checks
    told = [f"{one.letter.reference}, {one.letter.kind}: {one.reason}" for one in given_up[:_SOME]]
    more = [f"and {len(given_up) - _SOME} more"] if len(given_up) > _SOME else []
    what = "\n".join((f"{len(given_up)} could not be delivered:", *told, *more))
    checks.append(Check("Letters", False, what, _LETTERS))
    return checks
