"""Formal requests: requests with their duties and letters, the chain of events, the counts of references."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TIME = sa.DateTime(timezone=True)


def _column(name: str, kind: Any = None, *, empty: bool = False) -> sa.Column[Any]:
    return sa.Column(name, kind or sa.Text(), nullable=empty)


def upgrade() -> None:
    _requests()
    _tasks()
    _letters()
    _events()


def _requests() -> None:
    op.create_table(
        "request",
        _column("opened", _SERIAL),
        *(_column(name) for name in ("reference", "form_key", "authority", "type", "requester", "requester_name")),
        *(_column(name) for name in ("role", "state")),
        _column("stage", sa.Integer()),
        _column("office"),
        _column("particulars"),
        _column("created_at", _TIME),
        _column("version", sa.Integer()),
        _column("decider"),
        _column("about"),
        _column("due", sa.Date(), empty=True),
        _column("decision", empty=True),
        _column("changed_at", _TIME),
        sa.PrimaryKeyConstraint("opened", name="pk_request"),
        sa.UniqueConstraint("reference", name="uq_request_reference"),
        sa.UniqueConstraint("form_key", name="uq_request_form_key"),
    )
    undecided = sa.text("state IN ('more_asked', 'submitted', 'with_decider')")
    op.create_index("ix_request_requester_opened", "request", ["requester", "opened"])
    op.create_index(
        "ix_request_authority_office_opened",
        "request",
        ["authority", "office", "opened"],
        sqlite_where=undecided,
        postgresql_where=undecided,
    )


def _tasks() -> None:
    op.create_table(
        "task",
        _column("reference"),
        _column("id"),
        _column("place", sa.Integer()),
        *(_column(name) for name in ("what", "borne_by", "clause", "words", "tells", "reveals", "bearer")),
        _column("done_at", _TIME, empty=True),
        _column("done_by", empty=True),
        _column("done_by_name", empty=True),
        sa.PrimaryKeyConstraint("reference", "id", name="pk_task"),
        sa.ForeignKeyConstraint(["reference"], ["request.reference"], name="fk_task_reference"),
    )
    is_open = sa.text("done_at IS NULL")
    op.create_index("ix_task_bearer", "task", ["bearer"], sqlite_where=is_open, postgresql_where=is_open)


def _letters() -> None:
    op.create_table(
        "letter",
        sa.Column("id", _SERIAL, sa.Identity(), nullable=False),
        *(_column(name) for name in ("mark", "kind", "reference", "recipient", "task")),
        _column("not_before", _TIME, empty=True),
        _column("state"),
        _column("attempts", sa.Integer()),
        _column("reason"),
        _column("posted"),
        _column("at", _TIME, empty=True),
        _column("next_at", _TIME),
        sa.PrimaryKeyConstraint("id", name="pk_letter"),
        sa.UniqueConstraint("mark", name="uq_letter_mark"),
        sa.ForeignKeyConstraint(["reference"], ["request.reference"], name="fk_letter_reference"),
    )
    goes_out = sa.text("state IN ('sending', 'waiting')")
    op.create_index("ix_letter_reference", "letter", ["reference"])
    op.create_index("ix_letter_next_at", "letter", ["next_at"], sqlite_where=goes_out, postgresql_where=goes_out)


def _events() -> None:
    op.create_table(
        "event",
        _column("serial", _SERIAL),
        _column("reference"),
        _column("number", sa.Integer()),
        _column("at", _TIME),
        *(_column(name) for name in ("actor", "actor_name", "part", "office")),
        _column("acting", sa.Boolean()),
        *(_column(name) for name in ("term", "move")),
        _column("before_state", empty=True),
        *(_column(name) for name in ("after_state", "data", "previous", "before_all", "digest")),
        sa.PrimaryKeyConstraint("serial", name="pk_event"),
        sa.UniqueConstraint("reference", "number", name="uq_event_reference_number"),
    )
    head = op.create_table(
        "chain_head",
        _column("id", sa.Integer()),
        _column("serial", _SERIAL),
        _column("digest"),
        _column("counts"),
        sa.PrimaryKeyConstraint("id", name="pk_chain_head"),
        sa.CheckConstraint("id = 1", name="ck_chain_head_one"),
    )
    op.bulk_insert(head, [{"id": 1, "serial": 0, "digest": "", "counts": "{}"}])
