"""Serving Slack until told to stop: over Socket Mode or HTTP, with a health endpoint, and ending without loose ends."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.logs import event
from bot.ports import Answers
from bot.serving_requests import ServedRequests
from bot.slack.app import build_app
from bot.slack.delivery import retry_handlers, sdk_log
from bot.slack.desk import Desk, Identity, make_desk
from bot.slack.options import SlackOptions, Tokens
from bot.slack.requests.home import refresh_later
from bot.slack.requests.homes import by_letter
from bot.slack.socket import Socket
from bot.slack.tokens import check_app_token, check_bot_token
from bot.web.app import Health, Told, listening, make_web
from handlers.ports import Memory
from knowledge.errors import DeskError

log = logging.getLogger(__name__)
Opening = Callable[[AsyncWebClient, Identity], ServedRequests]
"""Opens the desk for formal requests, for the workspace that the desk turned out to be in."""
_FLUSH = 0.05  # seconds; bolt sends an acknowledgement up to 10 ms after it was made


async def serve_socket(  # noqa: PLR0913 - all that the desk is made of
    answers: Answers,
    memory: Memory,
    options: SlackOptions,
    tokens: Tokens,
    *,
    requests: Opening | None = None,
    stop: asyncio.Event | None = None,
) -> None:
    """Serve over Socket Mode until `stop`, SIGTERM or SIGINT; then finish what is in hand, within a deadline.

    `requests` opens the desk for formal requests, once it is known who the desk is in the workspace.
    Raises a DeskError that says what to do where Slack does not take the tokens, at the start or later.
    """
    stop = stop or asyncio.Event()
    async with web_client(options) as client:
        desk, served = await _prepare(client, answers, memory, options, tokens, requests)
        await check_app_token(client, tokens.app)
        socket = Socket(build_app(desk, client, tokens), client, tokens.app, options)
        try:
            await socket.open()
            health = _with_letters(lambda: socket.health(desk.pulse), served)
            web = make_web(health, _metrics(desk, health, served))
            async with _delivering(served, options), listening(web, options.host, options.health_port):
                event(log, "serving", mode="socket", team=desk.identity.team_name, health_port=options.health_port)
                with _stopped_by_signals(stop):
                    await _first_of(stop.wait(), socket.watch())
        finally:
            await asyncio.sleep(_FLUSH)
            await socket.close()
            await _drain(desk)


async def serve_http(  # noqa: PLR0913 - all that the desk is made of
    answers: Answers,
    memory: Memory,
    options: SlackOptions,
    tokens: Tokens,
    *,
    requests: Opening | None = None,
    stop: asyncio.Event | None = None,
) -> None:
    """Serve signed requests over HTTP until `stop`, SIGTERM or SIGINT, as `serve_socket` does."""
    stop = stop or asyncio.Event()
    if not tokens.signing_secret:
        raise DeskError(
            "There is no signing secret, so requests could not be checked. Copy it from Basic Information at"
            " api.slack.com/apps into PROTOCOL_DESK_SLACK_SIGNING_SECRET."
        )
    async with web_client(options) as client:
        desk, served = await _prepare(client, answers, memory, options, tokens, requests)
        health = _with_letters(_http_health(desk), served)
        app = build_app(desk, client, tokens)
        web = make_web(health, _metrics(desk, health, served), app, tokens.signing_secret)
        try:
            async with _delivering(served, options), listening(web, options.host, options.port):
                event(log, "serving", mode="http", team=desk.identity.team_name, port=options.port)
                with _stopped_by_signals(stop):
                    await stop.wait()
        finally:
            await _drain(desk)


@contextlib.asynccontextmanager
async def web_client(options: SlackOptions) -> AsyncIterator[AsyncWebClient]:
    """A client of the Web API without a token, over one pool of connections."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30)) as session:
        yield AsyncWebClient(base_url=options.api, session=session, retry_handlers=retry_handlers(), logger=sdk_log())


async def _prepare(  # noqa: PLR0913, PLR0917 - all that the desk is made of
    client: AsyncWebClient,
    answers: Answers,
    memory: Memory,
    options: SlackOptions,
    tokens: Tokens,
    requests: Opening | None,
) -> tuple[Desk, ServedRequests | None]:
    identity = await check_bot_token(client, tokens.bot)
    served = requests(client, identity) if requests else None
    asked, checked = (served.desk, served.neutrality) if served else (None, None)
    desk = make_desk(answers, memory, options, identity, asked, checked)
    if served:
        known = _with_token(client, tokens.bot)
        served.worker.tell(lambda letter: refresh_later(desk, known, by_letter(letter)))
    return desk, served


def _with_token(client: AsyncWebClient, token: str) -> AsyncWebClient:
    """The client for what the desk does without having been asked by anybody."""
    return AsyncWebClient(
        token=token, base_url=client.base_url, session=client.session, retry_handlers=retry_handlers(), logger=sdk_log()
    )


def _delivering(served: ServedRequests | None, options: SlackOptions) -> AbstractAsyncContextManager[None]:
    return served.delivering(options.drain_within) if served else contextlib.nullcontext()


def _with_letters(health: Health, served: ServedRequests | None) -> Health:
    """The health of the connection, and how the letters about requests stand. A letter given up makes nobody ill."""

    async def told() -> Mapping[str, Any]:
        return {**await health(), **(served.worker.health() if served else {})}

    return told


def _metrics(desk: Desk, health: Health, served: ServedRequests | None) -> Told:
    async def told() -> bytes:
        counts = await served.counts() if served else None
        return desk.metrics.text(await health(), counts, has_requests=served is not None)

    return told


def _http_health(desk: Desk) -> Health:
    async def health() -> Mapping[str, Any]:
        return {"status": "ok", "mode": "http", "event_age_s": desk.pulse.event_age, "in_flight": desk.pulse.in_flight}

    return health


async def _drain(desk: Desk) -> None:
    if not await desk.pulse.drained(desk.options.drain_within):
        event(log, "ended_with_work_in_hand", logging.WARNING, in_flight=desk.pulse.in_flight)
    desk.pool.shutdown(wait=False, cancel_futures=True)


async def _first_of(*waits: Any) -> None:
    """Wait for the first, cancel the others, and raise what it raised."""
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()


@contextlib.contextmanager
def _stopped_by_signals(stop: asyncio.Event) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    added = []
    for one in (signal.SIGTERM, signal.SIGINT):
        # Not available outside the main thread, nor on Windows.
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(one, stop.set)
            added.append(one)
    try:
        yield
    finally:
        for one in added:
            loop.remove_signal_handler(one)
