"""From Slack's payloads to a question, and to the place where its answer belongs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.slack.escaping import unescape

# A message with a file is still something that a person wrote; every other subtype is not.
_WRITTEN = {None, "file_share"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer goes.

    `private` is whether only `user` may see it within a channel: then it is sent to `response_url`, which Slack keeps
    open for five messages in thirty minutes. `thread` is the timestamp of the message that is answered ("" for none).
    """

    team: str
    channel: str
    user: str
    thread: str = ""
    response_url: str = ""
    private: bool = False


def is_from_a_person(event: Mapping[str, Any]) -> bool:
    """Whether a message was just written by a person: no bot, no edit, no notice of the channel."""
    edited = "edited" in event or event.get("hidden")
    robot = event.get("bot_id") or event.get("bot_profile") or event.get("app_id")
    return bool(event.get("user")) and not edited and not robot and event.get("subtype") in _WRITTEN


def is_direct(event: Mapping[str, Any]) -> bool:
    """Whether a message was written to the desk alone."""
    return event.get("channel_type") == "im" or str(event.get("channel", "")).startswith("D")


def words_of(text: str | None, bot_user: str = "") -> str:
    """What the person said: unescaped once, without the mention of the desk, and nothing else dropped."""
    said = text or ""
    if bot_user:
        said = re.sub(rf"<@{re.escape(bot_user)}(?:\|[^>]*)?>", " ", said)
    return unescape(said).strip()


def place_of_event(event: Mapping[str, Any], team: str) -> Place:
    """The thread of a message, begun by the answer where there is none yet."""
    return Place(team, event["channel"], event["user"], event.get("thread_ts") or event["ts"])


def place_of_command(body: Mapping[str, Any], team: str) -> Place:
    """A slash command is answered to the asker alone."""
    return Place(team, body["channel_id"], body["user_id"], response_url=body["response_url"], private=True)


def place_of_shortcut(body: Mapping[str, Any], team: str) -> Place:
    """A message shortcut is answered to the one who used it alone."""
    return Place(
        team,
        body["channel"]["id"],
        body["user"]["id"],
        response_url=body.get("response_url", ""),
        private=True,
    )


def place_of_action(body: Mapping[str, Any], team: str) -> Place:
    """A button is answered where it stands: in its thread, or, where only one person sees it, to that person."""
    container, message = body.get("container", {}), body.get("message", {})
    channel = body.get("channel", {}).get("id") or container.get("channel_id", "")
    return Place(
        team,
        channel or body["user"]["id"],  # buttons on the Home tab belong to no channel
        body["user"]["id"],
        message.get("thread_ts") or container.get("thread_ts") or message.get("ts") or "",
        body.get("response_url", ""),
        bool(container.get("is_ephemeral")),
    )


def place_of(body: Mapping[str, Any], team: str) -> Place | None:
    """The place that any payload came from, or None where nobody waits for an answer."""
    if "event" in body:
        event = body["event"]
        return place_of_event(event, team) if {"channel", "user", "ts"} <= event.keys() else None
    if "command" in body:
        return place_of_command(body, team)
    match body.get("type"):
        case "block_actions":
            return place_of_action(body, team)
        case "message_action":
            return place_of_shortcut(body, team)
        case "view_submission" | "shortcut":
            return Place(team, body["user"]["id"], body["user"]["id"])
    return None
