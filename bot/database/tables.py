"""The tables of requests, neutrality checks and contacts, alike on SQLite and PostgreSQL. `migrations/` makes them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Identity,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

from bot.database.chain import canonical

REVISION = "0004"
"""The revision of the migrations that makes these tables."""

# The planner takes a partial index only where the query says the same words: they are never bound parameters.
UNDECIDED = text("state IN ('more_asked', 'submitted', 'with_decider')")
OPEN_LETTER = text("state IN ('sending', 'waiting')")
ENDED_LETTER = text("state NOT IN ('sending', 'waiting')")
OPEN_TASK = text("done_at IS NULL")
BURDENED = text("open_tasks > 0")
AGAIN_DUE = text("again_next IS NOT NULL")
DUTIES_DUE = text("duties_next IS NOT NULL")


class UtcTime(TypeDecorator[datetime]):
    """A time in UTC, with its zone. Takes no time without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("times of requests are in UTC, with their zone.")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class JsonText(TypeDecorator[Any]):
    """Canonical JSON in plain ASCII: it holds every text there is, which PostgreSQL's own types do not."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else canonical(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


_SERIAL = BigInteger().with_variant(Integer, "sqlite")
metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def _column(name: str, kind: Any = Text, *args: Any, **options: Any) -> Column[Any]:
    return Column(name, kind, *args, nullable=False, **options)


requests = Table(
    "request",
    metadata,
    # The serial of its first event: requests are sorted by it.
    _column("opened", _SERIAL, primary_key=True, autoincrement=False),
    _column("reference", unique=True),
    _column("form_key", unique=True),
    _column("authority"),
    _column("type"),
    _column("requester"),
    _column("requester_name"),
    _column("role"),
    _column("state"),
    _column("stage", Integer),
    _column("office"),
    _column("particulars", JsonText),
    _column("created_at", UtcTime),
    _column("version", Integer),
    _column("decider"),
    _column("about", JsonText),
    Column("due", Date),
    Column("decision", JsonText),
    _column("changed_at", UtcTime),
    # How many of its duties are still to be done (none, once it is withdrawn): what an office has to see to is found
    # without going through its whole past.
    _column("open_tasks", Integer, server_default="0"),
    Index(None, "requester", "opened"),
    Index(None, "authority", "office", "opened", sqlite_where=UNDECIDED, postgresql_where=UNDECIDED),
    Index("ix_request_burdened", "authority", "office", "opened", sqlite_where=BURDENED, postgresql_where=BURDENED),
    Index(None, "state"),
)

tasks = Table(
    "task",
    metadata,
    _column("reference", Text, ForeignKey("request.reference"), primary_key=True),
    _column("id", primary_key=True),
    _column("place", Integer),
    _column("what"),
    _column("borne_by"),
    _column("clause"),
    _column("words"),
    _column("tells", JsonText),
    _column("reveals", JsonText),
    _column("bearer"),
    Column("done_at", UtcTime),
    Column("done_by"),
    Column("done_by_name"),
    Index(None, "bearer", sqlite_where=OPEN_TASK, postgresql_where=OPEN_TASK),
    Index(None, "borne_by", sqlite_where=OPEN_TASK, postgresql_where=OPEN_TASK),
)

letters = Table(
    "letter",
    metadata,
    _column("id", _SERIAL, Identity(), primary_key=True),
    _column("mark", unique=True),
    _column("kind"),
    _column("reference", Text, ForeignKey("request.reference"), index=True),
    _column("recipient"),
    _column("task"),
    Column("not_before", UtcTime),
    _column("state"),
    _column("attempts", Integer),
    _column("reason"),
    _column("posted"),
    Column("at", UtcTime),
    # When a waiting letter may go out, or when the lease of one that is being sent runs out.
    _column("next_at", UtcTime),
    Index(None, "next_at", sqlite_where=OPEN_LETTER, postgresql_where=OPEN_LETTER),
    # To count them. It leaves out those that go out, or SQLite would look for what is due in it.
    Index("ix_letter_ended", "state", sqlite_where=ENDED_LETTER, postgresql_where=ENDED_LETTER),
)

events = Table(
    "event",
    metadata,
    _column("serial", _SERIAL, primary_key=True, autoincrement=False),
    # Events outlive their request: no foreign key.
    _column("reference"),
    _column("number", Integer),
    _column("at", UtcTime),
    _column("actor"),
    _column("actor_name"),
    _column("part"),
    _column("office"),
    _column("acting", Boolean),
    _column("term"),
    _column("move"),
    Column("before_state"),
    _column("after_state"),
    _column("data", JsonText),
    _column("previous"),
    _column("before_all"),
    _column("digest"),
    UniqueConstraint("reference", "number"),
)

chain_head = Table(
    "chain_head",
    metadata,
    _column("id", Integer, CheckConstraint("id = 1", name="one"), primary_key=True, autoincrement=False),
    _column("serial", _SERIAL),
    _column("digest"),
    # The last number of each "prefix-year". It stands here because who writes has locked this row anyway.
    _column("counts", JsonText),
)

neutrality_records = Table(
    "neutrality_record",
    metadata,
    _column("id", primary_key=True),
    _column("person"),
    _column("authority"),
    _column("facts", JsonText),
    _column("clauses", JsonText),
    _column("version"),
    _column("source"),
    _column("ticked", JsonText),
    _column("made_at", UtcTime),
    Column("again_at", UtcTime),
    # When it may next be given out to be sent: at its time, or when the lease of whoever sends it runs out.
    Column("again_next", UtcTime),
    Column("sent_at", UtcTime),
    Column("duties_at", UtcTime),
    Column("duties_next", UtcTime),
    Column("duties_sent_at", UtcTime),
    Index(None, "person", "made_at"),
    Index(None, "again_next", sqlite_where=AGAIN_DUE, postgresql_where=AGAIN_DUE),
    Index(None, "duties_next", sqlite_where=DUTIES_DUE, postgresql_where=DUTIES_DUE),
)

teams_contacts = Table(
    "teams_contact",
    metadata,
    _column("person", primary_key=True),
    _column("user_id"),
    _column("service_url"),
    _column("chat"),
    _column("name"),
    _column("principal_name"),
    # The principal name as it is compared: SQLite folds the case of ASCII alone.
    _column("signs_in_as", index=True),
)

teams_gatherings = Table(
    "teams_gathering",
    metadata,
    _column("person", primary_key=True),
    _column("conversation", primary_key=True),
    _column("kind"),
    _column("service_url"),
    _column("name"),
    # Later ones have higher numbers. No time is kept of where somebody was.
    _column("number", Integer),
)
