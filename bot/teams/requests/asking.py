"""Who it is that asks for something about requests, and what they share of it."""

from __future__ import annotations

from bot.teams.desk import Desk, RequestSide
from bot.teams.escaping import inert
from bot.teams.inbound import Place
from handlers.requests.request import Person


def side_of(desk: Desk) -> RequestSide:
    """What the listeners for requests work with (there is one: `bot.teams.app` sees to it)."""
    assert desk.requests is not None
    return desk.requests


def person_at(place: Place) -> Person:
    """Who pressed or typed, as Teams names them, whatever a card carries."""
    return Person(place.person, inert(place.name))
