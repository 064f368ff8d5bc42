"""Run by test_killed_deliveries: workers that are killed (SIGKILL) at each step of delivering, and one that is not.

Prints one JSON object that says what became of the letters. Each worker is a fork, made before there is any thread.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from pathlib import Path

from bot.database.engine import open_database
from bot.database.outbox import SqlOutbox
from bot.database.store import SqlRequestStore
from bot.database.verifying import verify
from bot.deliveries import Pace, Worker
from bot.practice import RegisteredAddresses, now
from bot.working_days import BankHolidays
from handlers.requests.desk import RequestDesk
from handlers.requests.messages import Form, RequestView
from handlers.requests.ports import Outcome
from handlers.requests.practice import Practice
from handlers.requests.request import Delivery, DeliveryState, Letter, MoveName, Person
from knowledge.clause import Role
from knowledge.library import Library
from tests.fakes.requests_answered import answers_for, register_of

STEPS = ("before claim", "after claim", "after rendering", "before posting", "after posting", "after settling")
PACE = Pace(poll=0.01, at_once=3, lease=0.1, within=0.09, first=0.01, longest=0.02, attempts=1000)
LIBRARY = Library.load()
ANN = Person("slack:T1:UANN", "Ann Archer")


class Killed:
    """The outbox, the desk and the courier of one worker, which ends itself the second time it comes to a step."""

    def __init__(self, outbox: SqlOutbox, desk: RequestDesk, posted: Path, step: str) -> None:
        self._outbox, self._desk, self._posted, self._step, self._count = outbox, desk, posted, step, 0
        self.counts = outbox.counts

    def _come_to(self, step: str) -> None:
        self._count += step == self._step
        if self._count == 2:
            os.kill(os.getpid(), signal.SIGKILL)

    async def claim(self, moment: datetime, limit: int, lease_seconds: float) -> Sequence[Delivery]:
        self._come_to("before claim")
        claimed = await self._outbox.claim(moment, limit, lease_seconds)
        if claimed:
            self._come_to("after claim")
        return claimed

    async def letter(self, letter: Letter) -> RequestView | None:
        view = await self._desk.letter(letter)
        self._come_to("after rendering")
        return view

    async def deliver(self, to: str, view: RequestView, mark: str) -> str:
        self._come_to("before posting")
        with self._posted.open("a") as file:
            file.write(json.dumps([to, view.reference, mark]) + "\n")
            file.flush()
            os.fsync(file.fileno())
        self._come_to("after posting")
        return "D1:1"

    async def settle(self, mark: str, outcome: Outcome) -> None:
        await self._outbox.settle(mark, outcome)
        self._come_to("after settling")


def forked(work: Callable[[], Awaitable[None]]) -> bool:
    """Do the work in a process of its own; whether it came to its end."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            asyncio.run(work())  # type: ignore[arg-type]  # a coroutine
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return False
    if os.WEXITSTATUS(status):
        raise SystemExit("a worker failed by itself")
    return True


class World:
    """The database and the file of what was posted."""

    def __init__(self, folder: Path) -> None:
        self.url, self.posted = f"sqlite:///{folder / 'requests.sqlite3'}", folder / "posted.jsonl"

    async def submit(self, count: int) -> None:
        database = open_database(self.url)
        desk = self.desk(SqlRequestStore(database))
        form = desk.form("cumbria", "group-meeting", Role.MEMBER)
        assert isinstance(form, Form)
        for _ in range(count):
            sent = await desk.submit("cumbria", form.type, Role.MEMBER, answers_for(form), os.urandom(4).hex(), ANN)
            assert isinstance(sent, RequestView)
        await database.close()

    async def deliver(self, step: str) -> None:
        database = open_database(self.url)
        killed = Killed(SqlOutbox(database), self.desk(SqlRequestStore(database)), self.posted, step)
        worker = Worker(killed, killed, killed, now, PACE)
        while (await worker.round()) or (await killed.counts())[DeliveryState.SENDING]:
            await asyncio.sleep(PACE.poll)
        await database.close()

    async def look(self) -> None:
        database = open_database(self.url)
        outbox, store = SqlOutbox(database), SqlRequestStore(database)
        counts = await outbox.counts()
        handed = Counter([event.reference async for event in store.all_events() if event.move is MoveName.HAND_ON])
        delivered = [
            one.letter.mark
            async for request in store.requests()
            for one in await store.deliveries(request.reference)
            if one.state is DeliveryState.DELIVERED
        ]
        verdict = await verify(database)
        await database.close()
        told = {
            "counts": {str(state): count for state, count in counts.items()},
            "handed_on": dict(handed),
            "delivered": delivered,
            "posted": [json.loads(line) for line in self.posted.read_text().splitlines()],
            "faults": list(map(str, verdict.faults)),
        }
        sys.stdout.write(json.dumps(told))
        sys.stdout.flush()

    def desk(self, store: SqlRequestStore) -> RequestDesk:
        return RequestDesk(
            LIBRARY,
            store,
            register=register_of("cumbria", "Chief Executive"),
            addresses=RegisteredAddresses("T1"),
            practice=Practice(),
            working_days=BankHolidays(),
            now=now,
            marks=lambda: os.urandom(8).hex(),
        )


def main(folder: Path, times: int) -> None:
    world = World(folder)
    killed: Counter[str] = Counter()
    for _ in range(times):
        for step in STEPS:
            forked(lambda: world.submit(3))
            killed[step] += not forked(lambda step=step: world.deliver(step))  # type: ignore[misc]
    assert forked(lambda: world.deliver("never"))
    sys.stderr.write(json.dumps(killed))
    forked(world.look)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
