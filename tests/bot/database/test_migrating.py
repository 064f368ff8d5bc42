"""The migrations make exactly the tables that the desk uses, and a database that does not have them is told apart."""

from __future__ import annotations

import asyncio
import stat
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from bot.database.engine import Database, open_database, revision_of
from bot.database.migrating import configuration
from bot.database.store import SqlRequestStore
from bot.database.tables import ENDED_LETTER, OPEN_LETTER, REVISION, UNDECIDED, metadata
from handlers.requests import lifecycle
from handlers.requests.ports import StoreUnavailable
from handlers.requests.request import MoveName, State
from tests.fakes.postgres import RealPostgres
from tests.fakes.requests_made_up import OFFICE, change, new_request


async def test_tables_and_migrations_agree(database: Database) -> None:
    def compare(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, metadata))

    assert await database.read(compare) == []


async def test_indexes_are_partial_where_they_should_be(database: Database) -> None:
    def conditions(connection: Connection) -> dict[str, str]:
        return {
            str(index["name"]): str(index["dialect_options"][f"{connection.dialect.name}_where"])
            for table in ("request", "task", "letter", "neutrality_record")
            for index in inspect(connection).get_indexes(table)
            if f"{connection.dialect.name}_where" in index.get("dialect_options", {})
        }

    assert set(await database.read(conditions)) == {
        "ix_request_authority_office_opened",
        "ix_request_burdened",
        "ix_task_bearer",
        "ix_task_borne_by",
        "ix_letter_next_at",
        "ix_letter_ended",
        "ix_neutrality_record_again_next",
        "ix_neutrality_record_duties_next",
    }


def test_the_newest_migration_is_the_one_the_desk_expects() -> None:
    assert ScriptDirectory.from_config(configuration()).get_heads() == [REVISION]


def test_the_states_in_the_indexes_are_those_of_the_lifecycle() -> None:
    assert str(UNDECIDED) == f"state IN ({', '.join(repr(str(state)) for state in sorted(lifecycle.UNDECIDED))})"
    assert str(OPEN_LETTER) == "state IN ('sending', 'waiting')"
    assert str(ENDED_LETTER) == str(OPEN_LETTER).replace("IN", "NOT IN")


async def test_many_desks_may_start_at_once_on_one_new_file(tmp_path: Path) -> None:
    desks = [open_database(f"sqlite:///{tmp_path / 'new' / 'requests.sqlite3'}", patience=30) for _ in range(4)]
    made = await asyncio.gather(
        *(SqlRequestStore(one).submit(new_request(f"k{number}")) for number, one in enumerate(desks))
    )
    assert len({one.reference for one in made}) == 4
    for one in desks:
        await one.close()
    assert stat.S_IMODE((tmp_path / "new" / "requests.sqlite3").stat().st_mode) == 0o600


async def test_postgresql_is_migrated_by_the_operator_alone(postgres: RealPostgres) -> None:
    url = postgres.empty()
    desk, operator = open_database(url), open_database(url)
    with pytest.raises(StoreUnavailable, match="protocol-desk requests migrate"):
        await SqlRequestStore(desk).submit(new_request("a"))
    await asyncio.gather(operator.migrate(), open_again(url))
    await operator.migrate()
    assert await operator.read(revision_of) == REVISION
    assert (await SqlRequestStore(desk).submit(new_request("a"))).reference == "TRA-2026-0001"
    await desk.close()
    await operator.close()


async def test_duties_that_were_open_before_are_found_by_their_office_afterwards(url: str) -> None:
    first = open_database(url)
    await first.migrate()
    store = SqlRequestStore(first)
    for key in ("open", "done", "withdrawn"):
        await store.submit(new_request(key))
    await store.change("TRA-2026-0002", 1, change(MoveName.DO_TASK, State.SUBMITTED, done=("done-tell",)))
    await store.change("TRA-2026-0003", 1, change(MoveName.WITHDRAW, State.WITHDRAWN))
    await first.write(back_to_the_first)
    await first.close()
    later = open_database(url)
    await later.migrate()
    found = await SqlRequestStore(later).with_open_tasks("", [("trafford", OFFICE)])
    assert [one.reference for one in found] == ["TRA-2026-0001"]
    await later.close()


def back_to_the_first(connection: Connection) -> None:
    """Take away what the later revisions brought."""
    for index in ("ix_request_burdened", "ix_task_borne_by", "ix_request_state", "ix_letter_ended"):
        connection.execute(text(f"DROP INDEX {index}"))
    connection.execute(text("ALTER TABLE request DROP COLUMN open_tasks"))
    for table in ("neutrality_record", "teams_contact", "teams_gathering"):
        connection.execute(text(f"DROP TABLE {table}"))
    connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))


async def open_again(url: str) -> None:
    another = open_database(url)
    await another.migrate()
    await another.close()


async def test_tables_of_a_newer_desk_are_left_alone(url: str) -> None:
    first = open_database(url)
    await first.write(
        lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = '9999'")).rowcount
    )
    await first.close()
    later = open_database(url)
    with pytest.raises(StoreUnavailable, match="newer Protocol Desk"):
        await SqlRequestStore(later).get("TRA-2026-0001")
    await later.close()
