"""A desk for formal requests, served to the fake Slack with its worker: a world in memory, everything else real."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from typing import Any, cast

from bot.database.engine import Database
from bot.deliveries import Courier, Pace, Worker
from bot.ports import Answers
from bot.post import Post
from bot.serving_requests import ServedRequests
from bot.slack.requests.values import MOVE
from bot.slack.values import ids
from handlers.ports import Memory
from tests.fakes.request_store import FakeOutbox
from tests.fakes.request_types import World, addresses
from tests.fakes.served import Served, served
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_api import Shown, buttons_in
from tests.fakes.slack_payloads import Payload

ATTENDING: dict[str, str] = {
    "The reason for the invitation": "To explain the budget",
    "The topic to be covered": "Schools",
    "The day of the meeting": "2027-02-13",
    "The officer will leave before party business": "yes",
}
"""The form of `ATTENDANCE`, by the labels of its fields."""


class NoDatabase:
    """What is closed at the end."""

    closed = False

    async def close(self) -> None:
        """Nothing to close."""
        self.closed = True


@contextlib.asynccontextmanager
async def served_world(
    slack: FakeSlack,
    world: World,
    authority: str = "cumbria",
    answers: Answers | None = None,
    memory: Memory | None = None,
    **options: Any,
) -> AsyncIterator[Served]:
    """Serve the world's desk to the fake Slack until the block ends; letters go out at once."""

    outbox, couriers = FakeOutbox(world.store), dict[str, Courier]()
    post = Post(couriers, addresses, world.register, world.library.authorities)
    worker = Worker(outbox, world.desk, post, world.now, Pace(poll=0.02))
    database = cast(Database, NoDatabase())
    opened = ServedRequests(world.desk, worker, world.store, outbox, database, couriers=couriers)
    async with served(slack, answers, memory, opened, authority=authority, **options) as one:
        yield one


def filled(view: Payload, answers: dict[str, str]) -> dict[str, dict[str, Any]]:
    """What Slack sends for a form that was filled in, by the labels of its fields.

    A person cannot leave a field empty that must be filled, nor write more than fits.
    """
    found: dict[str, dict[str, Any]] = {}
    left = dict(answers)
    for block in view["blocks"]:
        if block["type"] == "input":
            element, value = block["element"], left.pop(block["label"]["text"], "")
            assert value or block.get("optional"), f"{block['label']['text']} must be filled"
            found[block["block_id"]] = {element["action_id"]: _given(element, value)}
    assert not left, f"the form has no fields {list(left)}"
    return found


def _given(element: Payload, value: str) -> Payload:
    options = {one["text"]["text"]: one for one in element.get("options", [])}
    match element["type"]:
        case "datepicker":
            return {"type": "datepicker", "selected_date": value or None}
        case "timepicker":
            return {"type": "timepicker", "selected_time": value or None}
        case "checkboxes":
            return {"type": "checkboxes", "selected_options": list(options.values()) if value else []}
        case "radio_buttons" | "static_select" as kind:
            return {"type": kind, "selected_option": options[value] if value else None}
    assert len(value) <= element.get("max_length", 3000)
    return {"type": "plain_text_input", "value": value or None}


async def request_form(slack: FakeSlack, text: str, user: str = "URITA") -> str:
    """Somebody types `/request text`; the id of the modal that opens."""
    before = set(slack.views)
    await slack.command(text, user=user, name="/request")
    await slack.until(lambda: set(slack.views) - before)
    return next(iter(set(slack.views) - before))


async def go_on(slack: FakeSlack, view: str, answers: dict[str, str], user: str = "URITA") -> Payload:
    """Somebody fills a form in and goes on; the answer of the desk."""
    envelope = await slack.submit(view, filled(slack.views[view], answers), user)
    return await slack.acknowledged(envelope) or {}


async def send(slack: FakeSlack, view: str, user: str = "URITA", *, times: int = 1) -> Payload:
    """Somebody sends what they have checked; the answer of the desk."""
    return await slack.acknowledged(await slack.submit(view, {}, user, times=times)) or {}


async def sent(slack: FakeSlack, text: str = "group-attendance", answers: dict[str, str] | None = None) -> str:
    """Somebody starts a request and sends it; the id of the modal with the receipt."""
    form = await request_form(slack, text)
    await go_on(slack, form, answers or ATTENDING)
    (check,) = [one for one, view in slack.views.items() if view["callback_id"] == "request_check"]
    assert (await send(slack, check))["response_action"] == "update"
    return check


async def letter_to(slack: FakeSlack, user: str, saying: str = "") -> Shown:
    """Wait for a direct message to somebody that holds these words, and give the newest."""

    def found() -> list[Shown]:
        return [one for one in slack.shown if one.channel == f"D{user}" and saying in str(one.blocks)]

    await slack.until(found)
    return found()[-1]


def moves_in(message: Shown) -> list[str]:
    """The labels of the buttons that make a move, in order."""
    return [one["text"]["text"] for one, _ in buttons_in(message.blocks) if ids(MOVE).match(one["action_id"])]


def now_shown(slack: FakeSlack, message: Shown) -> Shown:
    """A message as it stands by now."""
    return next(one for one in slack.shown if (one.channel, one.ts) == (message.channel, message.ts))
