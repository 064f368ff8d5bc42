"""Desks that are killed with SIGKILL: killed_desks.py (steps | times) URL FOLDER. It forks, so it is a program apart.

A desk submits, decides and delivers, and writes down what was acknowledged. After each kill an observer starts anew on
the same database: a line of its output is "whole", or what is wrong. The last line says how many kills there were.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from datetime import timedelta
from pathlib import Path
from typing import Any, NoReturn

from sqlalchemy import Engine, event

from bot.database.engine import open_database
from bot.database.outbox import SqlOutbox
from bot.database.store import SqlRequestStore
from bot.database.verifying import verify
from handlers.requests.ports import Outcome
from handlers.requests.request import DeliveryState, LetterKind, State
from tests.fakes.requests_made_up import ANN, NOON, grant, letter, new_request

LEASE = 60.0
KILLS_BY_TIME = 50
# PostgreSQL does its part in another process, which nobody kills here: fewer kills show as much.
FEWER = 3
Desk = Callable[[str, Path, str], Coroutine[Any, Any, None]]


def note(folder: Path, words: str) -> None:
    """Write a line down in one piece, as an acknowledgement that reached somebody."""
    file = os.open(folder / "noted", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.write(file, f"{words}\n".encode())
    os.close(file)


def noted(folder: Path, what: str) -> list[str]:
    file = folder / "noted"
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return [line.split(" ", 1)[1] for line in lines if line.startswith(f"{what} ")]


async def way(url: str, folder: Path, name: str) -> None:
    """The whole way of one request."""
    database = open_database(url, patience=30)
    store, outbox = SqlRequestStore(database), SqlOutbox(database)
    request = await store.submit(new_request(name))
    note(folder, f"submitted {request.reference}")
    told = letter(f"{name}-outcome", LetterKind.OUTCOME, ANN)
    await store.change(request.reference, 1, grant("Yes.", letters=(told,)))
    note(folder, f"decided {request.reference}")
    for delivery in await outbox.claim(NOON + timedelta(days=1), 5, LEASE):
        note(folder, f"sent {delivery.letter.mark}")
        await outbox.settle(delivery.letter.mark, Outcome(DeliveryState.DELIVERED, NOON + timedelta(days=1)))
        note(folder, f"settled {delivery.letter.mark}")
    await database.close()


async def for_ever(url: str, folder: Path, name: str) -> None:
    number = 0
    while True:
        number += 1
        await way(url, folder, f"{name}-{number}")


def die() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("unreachable")


def die_at(step: int) -> None:
    """Kill this process at its step-th: before and after each statement, and before each commit."""
    taken = 0

    def count(*_: object) -> None:
        nonlocal taken
        taken += 1
        if taken == step:
            die()

    for moment in ("before_cursor_execute", "after_cursor_execute", "commit"):
        event.listen(Engine, moment, count)


def forked(desk: Desk, url: str, folder: Path, name: str, step: int | None = None) -> int:
    """The process of a desk, which ends itself at a step, if one is given."""
    child = os.fork()
    if child == 0:
        if step is not None:
            die_at(step)
        asyncio.run(desk(url, folder, name))
        os._exit(0)
    return child


async def observed(url: str, folder: Path) -> str:
    """What an observer finds who starts after a kill. Letters whose lease is over come back and are delivered."""
    database = open_database(url, patience=30)
    store, outbox = SqlRequestStore(database), SqlOutbox(database)
    try:
        if faults := (await verify(database)).faults:
            return f"the chain is broken: {faults[0]}"
        kept = {one.reference: one async for one in store.requests()}
        if len({one.particulars["reason"] for one in kept.values()}) < len(kept):
            return "a request is there twice"
        if lost := [one for one in noted(folder, "submitted") if one not in kept]:
            return f"{lost[0]} was acknowledged and is lost"
        if lost := [one for one in noted(folder, "decided") if kept[one].state is not State.GRANTED]:
            return f"the decision on {lost[0]} was acknowledged and is lost"
        for reference, one in kept.items():
            letters = len(await store.deliveries(reference))
            if (letters, one.version) not in {(2, 1), (3, 2)}:
                return f"{reference} has {letters} letters at version {one.version}"
        return await delivered(store, outbox, folder)
    finally:
        await database.close()


async def delivered(store: SqlRequestStore, outbox: SqlOutbox, folder: Path) -> str:
    much_later = NOON + timedelta(days=2)
    for delivery in await outbox.claim(much_later, 1000, LEASE):
        note(folder, f"sent {delivery.letter.mark}")
        await outbox.settle(delivery.letter.mark, Outcome(DeliveryState.DELIVERED, much_later))
        note(folder, f"settled {delivery.letter.mark}")
    counts = await outbox.counts()
    if sum(counts.values()) != counts[DeliveryState.DELIVERED]:
        return f"letters are stuck: {counts}"
    sent = Counter(noted(folder, "sent"))
    async for request in store.requests():
        for one in await store.deliveries(request.reference):
            if not sent[one.letter.mark]:
                return f"{one.letter.mark} is said to be delivered and was never sent"
    return "whole"


def tell(url: str, folder: Path) -> None:
    # In a process of its own: threads and connections of the observer must not be forked later.
    child = os.fork()
    if child == 0:
        sys.stdout.write(asyncio.run(observed(url, folder)) + "\n")
        sys.stdout.flush()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if status:
        sys.stdout.write("the observer failed\n")
        sys.stdout.flush()


def by_steps(url: str, folder: Path) -> int:
    """Kill at the first step, the second and so on, until a desk comes through."""
    step, kills, killed, stride = 1, -1, True, FEWER if url.startswith("postgres") else 1
    while killed:
        kills, step = kills + 1, step + stride
        _, status = os.waitpid(forked(way, url, folder, f"step{step}", step - stride), 0)
        killed = os.WIFSIGNALED(status)
        tell(url, folder)
    return kills


def by_times(url: str, folder: Path) -> int:
    """Kill at random moments two desks that work all the time."""
    moments = random.Random(4)
    rounds = KILLS_BY_TIME // 2 // (FEWER if url.startswith("postgres") else 1)
    for kill in range(rounds):
        desks = [forked(for_ever, url, folder, f"time{kill}-{desk}") for desk in range(2)]
        seen = len(noted(folder, "submitted"))
        while len(noted(folder, "submitted")) == seen:  # at work, however slow the machine is
            time.sleep(0.005)
        time.sleep(moments.uniform(0, 0.1))
        for desk in desks:
            os.kill(desk, signal.SIGKILL)
            os.waitpid(desk, 0)
        tell(url, folder)
    return 2 * rounds


if __name__ == "__main__":
    kills = {"steps": by_steps, "times": by_times}[sys.argv[1]](sys.argv[2], Path(sys.argv[3]))
    sys.stdout.write(f"{kills}\n")
