"""Alembic runs this to get its connection: `bot.database.migrating` hands one over, in a transaction."""

from __future__ import annotations

from alembic import context

from bot.database.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
