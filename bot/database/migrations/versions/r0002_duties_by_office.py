"""Duties are found by the office that bears them, and requests and letters are counted by their state."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_COUNTED = """
UPDATE request SET open_tasks = (
    SELECT count(*) FROM task WHERE task.reference = request.reference AND task.done_at IS NULL
)
WHERE state <> 'withdrawn' AND reference IN (SELECT reference FROM task WHERE done_at IS NULL)
"""


def upgrade() -> None:
    op.add_column("request", sa.Column("open_tasks", sa.Integer(), nullable=False, server_default="0"))
    op.execute(_COUNTED)
    burdened, is_open = sa.text("open_tasks > 0"), sa.text("done_at IS NULL")
    op.create_index(
        "ix_request_burdened",
        "request",
        ["authority", "office", "opened"],
        sqlite_where=burdened,
        postgresql_where=burdened,
    )
    op.create_index("ix_task_borne_by", "task", ["borne_by"], sqlite_where=is_open, postgresql_where=is_open)
    op.create_index("ix_request_state", "request", ["state"])
    ended = sa.text("state NOT IN ('sending', 'waiting')")
    op.create_index("ix_letter_ended", "letter", ["state"], sqlite_where=ended, postgresql_where=ended)
