"""The neutrality check, served to the fake Slack with its worker: records in memory, the real protocols."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, cast

from bot.database.engine import Database
from bot.deliveries import Courier, Pace, Worker
from bot.ports import Answers, NeutralitySide
from bot.post import Post
from bot.practice import ZONE
from bot.reminders import Bringing, ByPlatform, Reminders
from bot.serving_requests import ServedRequests
from handlers.neutrality.check import NeutralityDesk
from handlers.neutrality.ports import Checking, Election
from handlers.ports import Memory
from knowledge.library import Library
from tests.fakes.neutrality_records import FakeNeutralityRecords
from tests.fakes.request_store import FakeOutbox
from tests.fakes.request_types import World, addresses
from tests.fakes.requests import FakeNow
from tests.fakes.served import Served, served
from tests.fakes.served_requests import NoDatabase, filled
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_payloads import Payload

START = datetime(2027, 2, 1, 10, tzinfo=UTC)
ELECTION = Election(date(2027, 3, 22), date(2027, 5, 7))
KIND, DAY = "What kind of meeting is it?", "When is it?"


@dataclass
class Checked:
    """What the check stands on, for a test to change and to look at."""

    library: Library
    records: FakeNeutralityRecords = field(default_factory=FakeNeutralityRecords)
    now: FakeNow = field(default_factory=lambda: FakeNow(START))
    elections: dict[str, tuple[Election, ...]] = field(default_factory=dict)
    digest: str = "digest"
    desk: Checking | None = None

    @property
    def side(self) -> NeutralitySide:
        """All of it, as the listeners take it."""
        desk = self.desk or NeutralityDesk(
            self.library, None, lambda authority: self.elections.get(authority, ()), {}, lambda: self.now().date()
        )
        return NeutralitySide(desk, self.records, self.now, ZONE, lambda _: self.digest)


@contextlib.asynccontextmanager
async def served_check(
    slack: FakeSlack,
    checked: Checked,
    authority: str = "cumbria",
    answers: Answers | None = None,
    memory: Memory | None = None,
    **options: Any,
) -> AsyncIterator[Served]:
    """Serve the check until the block ends; what is due goes out at once."""

    world, couriers, bringers = World(checked.library), dict[str, Courier](), dict[str, Bringing]()
    outbox, post = FakeOutbox(world.store), Post(couriers, addresses, world.register, checked.library.authorities)
    worker = Worker(outbox, world.desk, post, world.now, Pace(poll=0.02))
    reminders = Reminders(checked.records, ByPlatform(bringers), checked.now, poll=0.02)
    database, side = cast(Database, NoDatabase()), checked.side
    opened = ServedRequests(world.desk, worker, world.store, outbox, database, side, reminders, couriers, bringers)
    async with served(slack, answers, memory, opened, authority=authority, **options) as one:
        yield one


async def typed(slack: FakeSlack, text: str, user: str = "UANN") -> str:
    """Somebody types `/neutrality text`; the id of the modal that opens."""
    before = set(slack.views)
    await slack.command(text, user=user, name="/neutrality")
    await slack.until(lambda: set(slack.views) - before)
    return next(iter(set(slack.views) - before))


async def shown(slack: FakeSlack, view: str, answers: dict[str, str], user: str = "UANN") -> None:
    """Somebody fills the form in and sends it; the result stands in its place."""
    envelope = await slack.submit(view, filled(slack.views[view], answers), user)
    answer = await slack.acknowledged(envelope) or {}
    assert answer["response_action"] == "update"


async def pressed(slack: FakeSlack, view: str, label: str, user: str = "UANN", *, beside: str = "") -> None:
    """Somebody presses a button in a modal, and what it changes in that modal is there."""
    before = slack.views[view]["hash"]
    await slack.press_in(view, label, user, beside=beside)
    await slack.until(lambda: slack.views[view]["hash"] != before)


async def pushed(slack: FakeSlack, view: str, label: str, user: str = "UANN", *, beside: str = "") -> str:
    """Somebody presses a button that opens a modal above; its id."""
    before = set(slack.views)
    await slack.press_in(view, label, user, beside=beside)
    await slack.until(lambda: set(slack.views) - before)
    return next(iter(set(slack.views) - before))


def chosen_kind(view: Payload, kind: str) -> Payload:
    """What Slack sends when a kind of meeting is chosen in the form."""
    block = next(one for one in view["blocks"] if one.get("block_id") == "meeting")
    element = block["element"]
    option = next(one for one in element["options"] if one["text"]["text"] == kind)
    return {"type": "static_select", "action_id": element["action_id"], "selected_option": option}
