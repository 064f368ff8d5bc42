"""Puts the parts of formal requests together. It brings in the database: import it where requests are needed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import uuid4

from bot.app import open_register
from bot.database.engine import Database, open_database
from bot.database.outbox import SqlOutbox
from bot.database.purge import Retention
from bot.database.store import SqlRequestStore
from bot.deliveries import Courier, Worker
from bot.post import Counter, Post
from bot.practice import RegisteredAddresses, days_kept, kinds_of, now, practice_of
from bot.settings import Settings
from bot.working_days import BankHolidays
from handlers.ports import Register
from handlers.requests.desk import RequestDesk
from knowledge.library import Library


@dataclass(frozen=True, slots=True)
class OpenRequests:
    """The desk for formal requests and what it stands on. Whoever opened it closes the database."""

    desk: RequestDesk
    store: SqlRequestStore
    outbox: SqlOutbox
    database: Database
    library: Library
    register: Register | None
    addresses: RegisteredAddresses


def open_requests(settings: Settings, library: Library, team: str = "") -> OpenRequests:
    """The desk for formal requests. `team` is the Slack workspace it serves, as Slack said it ("" where it is unknown).

    The database is reached only when it is used. Raises DeskError where its address is none, KnowledgeError where the
    register of offices is wrong.
    """
    database, register = open_database(settings.requests_url), open_register(settings, library)
    store, addresses = SqlRequestStore(database), RegisteredAddresses(team)
    desk = RequestDesk(
        library,
        store,
        register=register,
        addresses=addresses,
        practice=practice_of(settings, library, team),
        working_days=BankHolidays(settings.bank_holidays),
        now=now,
        marks=lambda: uuid4().hex,
    )
    return OpenRequests(desk, store, SqlOutbox(database), database, library, register, addresses)


def worker(opened: OpenRequests, slack: Courier | None = None) -> Worker:
    """The worker that delivers the letters: to Slack, where it is served, and to the command line."""
    couriers: Mapping[str, Courier] = {"cli": Counter()} | ({"slack": slack} if slack else {})
    post = Post(couriers, opened.addresses, opened.register, opened.library.authorities)
    return Worker(opened.outbox, opened.desk, post, now)


def retention(settings: Settings, library: Library) -> Retention:
    """For how long ended requests are kept, by the settings."""
    return Retention(days_kept(settings), kinds_of(library))
