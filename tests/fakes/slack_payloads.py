"""What Slack sends: whole payloads, as the platform documents them.

Source: https://docs.slack.dev/reference/events and https://docs.slack.dev/reference/interaction-payloads
"""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import time
from typing import Any
from urllib.parse import urlencode

TEAM, APP, BOT_USER, BOT = "T1", "A1", "UBOT", "B1"
Payload = dict[str, Any]
_numbers = itertools.count(1)


def number() -> int:
    """A number that was not used before."""
    return next(_numbers)


def timestamp() -> str:
    """A message timestamp that was not used before."""
    return f"{int(time.time())}.{number():06d}"


def escaped(text: str) -> str:
    """What a person typed, as Slack puts it into an event."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def event(inner: Payload) -> Payload:
    """An event of the Events API around `inner`."""
    return {
        "type": "event_callback",
        "team_id": TEAM,
        "api_app_id": APP,
        "event_id": f"Ev{number():08d}",
        "event_time": int(time.time()),
        "event": {"event_ts": timestamp(), **inner},
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
    }


def mention(text: str, user: str, channel: str, **others: Any) -> Payload:
    """Somebody mentions the desk in a channel."""
    inner = {"type": "app_mention", "user": user, "channel": channel, "team": TEAM, "ts": timestamp()}
    return event({**inner, "text": f"<@{BOT_USER}> {text}", **others})


def direct_message(text: str, user: str, channel: str, **others: Any) -> Payload:
    """Somebody writes to the desk alone."""
    inner = {"type": "message", "channel_type": "im", "user": user, "channel": channel, "team": TEAM}
    return event({**inner, "ts": timestamp(), "text": text, **others})


def home_opened(tab: str, user: str, channel: str) -> Payload:
    """Somebody opens a tab of the app."""
    return event({"type": "app_home_opened", "user": user, "channel": channel, "tab": tab})


def command(
    text: str, user: str, channel: str, trigger_id: str, response_url: str, name: str = "/protocol", team: str = TEAM
) -> Payload:
    """Somebody types a slash command."""
    return {
        "token": "verification",
        "team_id": team,
        "team_domain": "council",
        "channel_id": channel,
        "channel_name": "general",
        "user_id": user,
        "user_name": user.lower(),
        "command": name,
        "text": text,
        "api_app_id": APP,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger_id,
    }


def interaction(kind: str, user: str, trigger_id: str, team: str = TEAM) -> Payload:
    """What all interactions have in common."""
    return {
        "type": kind,
        "team": {"id": team, "domain": "council"},
        "enterprise": None,
        "is_enterprise_install": False,
        "user": {"id": user, "username": user.lower(), "name": user.lower(), "team_id": team},
        "api_app_id": APP,
        "token": "verification",
        "trigger_id": trigger_id,
    }


def shortcut(text: str, user: str, channel: str, trigger_id: str, response_url: str, callback_id: str) -> Payload:
    """Somebody uses a shortcut on another's message."""
    return {
        **interaction("message_action", user, trigger_id),
        "callback_id": callback_id,
        "response_url": response_url,
        "action_ts": timestamp(),
        "message_ts": timestamp(),
        "channel": {"id": channel, "name": "general"},
        "message": {"type": "message", "user": "UOTHER", "ts": timestamp(), "text": text},
    }


def global_shortcut(user: str, trigger_id: str, callback_id: str) -> Payload:
    """Somebody uses a shortcut from the search bar or beside the field for messages."""
    return {**interaction("shortcut", user, trigger_id), "callback_id": callback_id, "action_ts": timestamp()}


def press(action: Payload, user: str, trigger_id: str, container: Payload, team: str = TEAM, **others: Any) -> Payload:
    """Somebody presses a button. `others` are `channel`, `message`, `response_url`, `view`."""
    return {
        **interaction("block_actions", user, trigger_id, team),
        "container": container,
        "actions": [{"block_id": "b", "action_ts": timestamp(), **action}],
        **others,
    }


def submission(
    view: Payload, values: dict[str, dict[str, Any]], user: str, trigger_id: str, team: str = TEAM
) -> Payload:
    """Somebody submits a form. A value is text, or what another kind of field has to say."""
    state = {
        block: {
            name: value if isinstance(value, dict) else {"type": "plain_text_input", "value": value}
            for name, value in fields.items()
        }
        for block, fields in values.items()
    }
    return {
        **interaction("view_submission", user, trigger_id, team),
        "view": {**view, "state": {"values": state}},
        "response_urls": [],
    }


def signed(payload: Payload, secret: str, at: float | None = None) -> tuple[bytes, dict[str, str]]:
    """Body and headers of the payload as Slack posts it over HTTP."""
    if "event" in payload or payload.get("type") == "url_verification":
        kind, body = "application/json", json.dumps(payload).encode()
    else:
        fields = payload if "command" in payload else {"payload": json.dumps(payload)}
        kind, body = "application/x-www-form-urlencoded", urlencode(fields).encode()
    stamp = str(int(at if at is not None else time.time()))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    headers = {"content-type": kind, "x-slack-request-timestamp": stamp, "x-slack-signature": f"v0={digest}"}
    return body, headers
