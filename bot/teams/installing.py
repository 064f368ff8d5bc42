"""Somebody adds the desk in Teams, or removes it."""

from __future__ import annotations

from bot.teams.app import remembered
from bot.teams.conversation import ask
from bot.teams.desk import Desk
from bot.teams.inbound import Activity, place_of


async def on_installed(desk: Desk, activity: Activity) -> None:
    """Say hello to whoever added the desk for themselves; forget how to reach who removed it."""
    place, action = place_of(activity), str(activity.get("action", ""))
    if action.startswith("remove"):
        if place.private:
            await desk.people.forget(place.person)
        return
    await remembered(desk, place)
    # A new version of the app comes as "add-upgrade".
    if place.private and action == "add":
        await ask(desk, place, "")
    await desk.people.introduced(place)
