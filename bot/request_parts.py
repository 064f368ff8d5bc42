"""Puts the parts of formal requests together. It brings in the database: import it where requests are needed."""

from __future__ import annotations

from collections import ChainMap
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


def open_requests(settings: Settings, library: Library, addresses: RegisteredAddresses | None = None) -> OpenRequests:
    """The desk for formal requests. `addresses` know the workspaces that it serves (none where they are not given).

    The database is reached only when it is used. Raises DeskError where its address is none, KnowledgeError where the
    register of offices is wrong.
    """
    database, register = open_database(settings.requests_url), open_register(settings, library)
    store, addresses = SqlRequestStore(database), addresses or RegisteredAddresses()
    desk = RequestDesk(
        library,
        store,
        register=register,
        addresses=addresses,
        practice=practice_of(settings, library, addresses),
        working_days=BankHolidays(settings.bank_holidays),
        now=now,
        marks=lambda: uuid4().hex,
    )
    return OpenRequests(desk, store, SqlOutbox(database), database, library, register, addresses)


def worker(opened: OpenRequests, couriers: dict[str, Courier]) -> Worker:
    """The worker that delivers the letters: to the platforms that have a courier ("slack"), and to the command line.

    What `couriers` hold may change while it works.
    """
    post = Post(ChainMap({"cli": Counter()}, couriers), opened.addresses, opened.register, opened.library.authorities)
    return Worker(opened.outbox, opened.desk, post, now)


def retention(settings: Settings, library: Library) -> Retention:
    """For how long ended requests are kept, by the settings."""
    return Retention(days_kept(settings), kinds_of(library))
