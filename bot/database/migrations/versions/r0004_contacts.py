"""Whom the desk can reach in Teams, and where they have asked it: nothing that anybody said."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_CONTACT = ("person", "user_id", "service_url", "chat", "name", "principal_name", "signs_in_as")
_GATHERING = ("person", "conversation", "kind", "service_url", "name")


def upgrade() -> None:
    op.create_table(
        "teams_contact",
        *(sa.Column(name, sa.Text(), nullable=False) for name in _CONTACT),
        sa.PrimaryKeyConstraint("person", name="pk_teams_contact"),
    )
    op.create_index("ix_teams_contact_signs_in_as", "teams_contact", ["signs_in_as"])
    op.create_table(
        "teams_gathering",
        *(sa.Column(name, sa.Text(), nullable=False) for name in _GATHERING),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("person", "conversation", name="pk_teams_gathering"),
    )
