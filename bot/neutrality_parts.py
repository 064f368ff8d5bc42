"""Puts the parts of the neutrality check together. No model comes with it."""

from __future__ import annotations

from datetime import date

from bot.app import open_register
from bot.practice import ZONE, now
from bot.settings import Settings
from handlers.neutrality.check import NeutralityDesk
from handlers.neutrality.ports import Elections
from handlers.ports import Search
from knowledge.library import Library


def neutrality_desk(settings: Settings, library: Library, search: Search | None = None) -> NeutralityDesk:
    """The desk that checks meetings. The `search` is for a protocol without neutrality.toml only.

    Raises KnowledgeError where the register of offices is wrong.
    """
    register = open_register(settings, library)
    return NeutralityDesk(library, register, elections_of(settings), settings.contacts, today, search)


def elections_of(settings: Settings) -> Elections:
    """The elections of an authority by the settings; none where none are set."""
    return lambda authority: settings.elections.get(authority, ())


def today() -> date:
    """The day by the clocks of the councils, wherever the desk runs."""
    return now().astimezone(ZONE).date()
