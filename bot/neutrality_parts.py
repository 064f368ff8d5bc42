"""Puts the parts of the neutrality check in Slack together. It brings in the database, beside that of requests."""

from __future__ import annotations

from bot.database.engine import Database
from bot.database.neutrality import SqlNeutralityRecords
from bot.practice import ZONE, now
from bot.reminders import Reminders
from bot.slack.courier import SlackCourier
from bot.slack.neutrality.port import NeutralitySide
from bot.slack.neutrality.sending import SlackReminder
from handlers.neutrality.ports import Checking
from knowledge.library import Library


def open_neutrality(desk: Checking, library: Library, database: Database) -> NeutralitySide:
    """The check and its records in the database, which is reached only when it is used."""
    records = SqlNeutralityRecords(database)
    return NeutralitySide(desk, records, now, ZONE, lambda authority: library.protocol(authority).source.digest)


def reminders(side: NeutralitySide, courier: SlackCourier) -> Reminders:
    """The worker that sends what is due of the records."""
    return Reminders(side.records, SlackReminder(side, courier), side.now)
