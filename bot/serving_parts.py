"""Puts together what Slack serves beside questions: formal requests, and the check before a meeting."""

from __future__ import annotations

from slack_sdk.web.async_client import AsyncWebClient

from bot import request_parts
from bot.database.engine import Database
from bot.database.neutrality import SqlNeutralityRecords
from bot.neutrality_parts import neutrality_desk
from bot.ports import NeutralitySide
from bot.practice import ZONE, now
from bot.reminders import Reminders
from bot.serving_requests import ServedRequests
from bot.settings import Settings
from bot.slack.courier import SlackCourier
from bot.slack.neutrality.sending import SlackReminder
from handlers.neutrality.ports import Checking
from handlers.ports import Search
from knowledge.library import Library


def served_requests(  # noqa: PLR0913, PLR0917 - where everything comes together
    settings: Settings, library: Library, search: Search, client: AsyncWebClient, team: str, bot_token: str
) -> ServedRequests:
    """Requests and checks for one workspace. Raises DeskError where the database's address is none."""
    opened = request_parts.open_requests(settings, library, team)
    courier = SlackCourier(client, team, bot_token)
    checking = open_neutrality(neutrality_desk(settings, library, search), library, opened.database)
    return ServedRequests(
        desk=opened.desk,
        worker=request_parts.worker(opened, courier),
        store=opened.store,
        outbox=opened.outbox,
        database=opened.database,
        neutrality=checking,
        reminders=Reminders(checking.records, SlackReminder(checking, courier), checking.now),
    )


def open_neutrality(desk: Checking, library: Library, database: Database) -> NeutralitySide:
    """The check and its records in the database, which is reached only when it is used."""
    records = SqlNeutralityRecords(database)
    return NeutralitySide(desk, records, now, ZONE, lambda authority: library.protocol(authority).source.digest)
