"""Records of neutrality checks: each belongs to one person, and none of it stands in the chain of events."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)
_TIMES = ("again_at", "again_next", "sent_at", "duties_at", "duties_next", "duties_sent_at")


def upgrade() -> None:
    texts = ("id", "person", "authority", "facts", "clauses", "version", "source", "ticked")
    op.create_table(
        "neutrality_record",
        *(sa.Column(name, sa.Text(), nullable=False) for name in texts),
        sa.Column("made_at", _TIME, nullable=False),
        *(sa.Column(name, _TIME, nullable=True) for name in _TIMES),
        sa.PrimaryKeyConstraint("id", name="pk_neutrality_record"),
    )
    op.create_index("ix_neutrality_record_person_made_at", "neutrality_record", ["person", "made_at"])
    for name in ("again_next", "duties_next"):
        due = sa.text(f"{name} IS NOT NULL")
        op.create_index(
            f"ix_neutrality_record_{name}", "neutrality_record", [name], sqlite_where=due, postgresql_where=due
        )
