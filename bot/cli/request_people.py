"""Who asks on the command line, and what they may be called."""

from __future__ import annotations

import getpass
import re

from handlers.ports import Register
from handlers.requests.people import People
from handlers.requests.ports import Addresses
from handlers.requests.request import Person
from knowledge.errors import DeskError

_ID = re.compile(r"(?:slack|teams|cli|email):[^:\s]*:\S+")
ENTERED = "{name} (entered on the command line by {login})"
_NOBODY = "The system has no name for who you are. Say it with --as, as in --as cli::jane."


def login() -> str:
    """The name of the account that runs the command. Raises DeskError where there is none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise DeskError(_NOBODY) from None


def is_id(named: str) -> bool:
    """Whether this is the id of a person on a platform, not a name."""
    return bool(_ID.fullmatch(named))


def person(named: str | None, register: Register | None, addresses: Addresses, authorities: tuple[str, ...]) -> Person:
    """Who asks: `named` is an id ("slack:T1:U1", "email::jane@council.example"), a name, or None for the account.

    Under somebody else's id, what is done says on whose behalf it was typed, and by whom.
    """
    if named is None or not is_id(named):
        account = login()
        return Person(f"cli::{account}", (named or account).strip())
    people = People(register, addresses)
    known = next(filter(None, (people.known_as(authority, named) for authority in authorities)), "")
    name = known or named.rpartition(":")[2]
    return Person(named, ENTERED.format(name=name, login=login()))
