"""Whom the desk can reach in Teams: beside the requests, but in no chain of events. What is forgotten is gone.

Names that people sign in with are compared without regard to case, and belong to one person at a time.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, Table, bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.database.engine import Database
from bot.database.recording import storable
from bot.database.tables import teams_contacts as contacts
from bot.database.tables import teams_gatherings as gatherings
from bot.teams.ports import MOST_GATHERINGS, Contact, Gathering

_ONE = select(contacts).where(contacts.c.person == bindparam("who"))
_NAMED = select(contacts).where(contacts.c.signs_in_as == bindparam("called")).order_by(contacts.c.person)
_UNNAME = update(contacts).where(contacts.c.person == bindparam("who")).values(principal_name="", signs_in_as="")
_WHERE = select(gatherings).where(gatherings.c.person == bindparam("who")).order_by(gatherings.c.number.desc())
_LAST = select(func.max(gatherings.c.number)).where(gatherings.c.person == bindparam("who"))
_DROP = delete(gatherings).where(
    gatherings.c.person == bindparam("who"), gatherings.c.number <= bindparam("last") - MOST_GATHERINGS
)
_FORGET = tuple(delete(table).where(table.c.person == bindparam("who")) for table in (gatherings, contacts))


class SqlContacts:
    """`bot.teams.ports.ContactStore`. Whoever opened the database closes it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, contact: Contact) -> None:
        """Keep a contact in the place of what was kept of the same person."""
        values = _values(contact)

        def keep(connection: Connection) -> None:
            for other in _of_tenant(connection, values["person"], values["signs_in_as"]):
                if other.person != values["person"]:
                    connection.execute(_UNNAME, {"who": other.person})
            _put(connection, contacts, values)

        await self._database.write(keep)

    async def contact(self, person: str) -> Contact | None:
        """The contact of a person."""
        which = {"who": storable(person)}

        def contact(connection: Connection) -> Contact | None:
            row = connection.execute(_ONE, which).first()
            return _contact(row) if row else None

        return await self._database.read(contact)

    async def named(self, tenant: str, principal_name: str) -> Contact | None:
        """The contact of whoever signs in to the tenant with this name, in whatever case."""
        called = _folded(principal_name)

        def named(connection: Connection) -> Contact | None:
            found = _of_tenant(connection, f"teams:{storable(tenant)}:", called)
            return _contact(found[0]) if found else None

        return await self._database.read(named)

    async def forget(self, person: str) -> None:
        """Forget a contact and all gatherings of a person."""

        def forget(connection: Connection) -> None:
            for statement in _FORGET:
                connection.execute(statement, {"who": storable(person)})

        await self._database.write(forget)

    async def gathered(self, person: str, gathering: Gathering) -> None:
        """Keep that somebody asked the desk there, with its present name."""
        who = storable(person)

        def gathered(connection: Connection) -> None:
            last = (connection.scalar(_LAST, {"who": who}) or 0) + 1
            _put(connection, gatherings, {"person": who, "number": last, **_place(gathering)})
            connection.execute(_DROP, {"who": who, "last": last})

        await self._database.write(gathered)

    async def gatherings(self, person: str) -> tuple[Gathering, ...]:
        """Where somebody has asked the desk, the latest first, at most MOST_GATHERINGS."""
        which = {"who": storable(person)}

        def gathered(connection: Connection) -> tuple[Gathering, ...]:
            rows = connection.execute(_WHERE, which).all()[:MOST_GATHERINGS]
            return tuple(Gathering(row.conversation, row.kind, row.service_url, row.name) for row in rows)

        return await self._database.read(gathered)


def _put(connection: Connection, table: Table, values: Mapping[str, Any]) -> None:
    insert = postgres_insert if connection.dialect.name == "postgresql" else sqlite_insert
    keys = [column.name for column in table.primary_key]
    others = {name: value for name, value in values.items() if name not in keys}
    connection.execute(insert(table).values(values).on_conflict_do_update(index_elements=keys, set_=others))


def _of_tenant(connection: Connection, person: str, called: str) -> list[Row[Any]]:
    """Those with this name in the tenant that a person's key begins with."""
    tenant = person[: person.rindex(":") + 1]
    found = connection.execute(_NAMED, {"called": called}).all() if called else ()
    return [row for row in found if row.person.startswith(tenant)]


def _folded(principal_name: str) -> str:
    return storable(principal_name).casefold()


def _values(contact: Contact) -> dict[str, str]:
    kept = ("person", "user_id", "service_url", "chat", "name", "principal_name")
    values = {name: storable(getattr(contact, name)) for name in kept}
    return values | {"signs_in_as": _folded(contact.principal_name)}


def _place(gathering: Gathering) -> dict[str, str]:
    return {name: storable(getattr(gathering, name)) for name in ("conversation", "kind", "service_url", "name")}


def _contact(row: Row[Any]) -> Contact:
    return Contact(row.person, row.user_id, row.service_url, row.chat, row.name, row.principal_name)
