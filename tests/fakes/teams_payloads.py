"""What Teams sends: whole activities, as the platform documents them, and the people and places they speak of.

Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations and
https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
"""

from __future__ import annotations

import html
import itertools
import time
import uuid
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Literal

TENANT = "0b5d2e4c-7a0f-4c3c-9d3b-6b6d6c1f2a10"
OTHER_TENANT = "f3a9c1de-52f1-4a55-8f0e-3a1be2b7c999"
APP_ID = "1d1f6f0e-3c57-4d8e-9a62-8f4b0c7e5a21"
BOT_NAME = "Protocol Desk"
BOT = {"id": f"28:{APP_ID}", "name": BOT_NAME}
Payload = dict[str, Any]
Kind = Literal["personal", "groupChat", "channel"]
_numbers = itertools.count(1)
_SPACE = uuid.UUID("6a1b2f0e-8f1c-4a57-a6c4-2f1f4f1f7c55")


def activity_id() -> str:
    """An id of a message that was not used before; Teams counts milliseconds."""
    return str(int(time.time() * 1000) + next(_numbers))


def _hash(name: str) -> str:
    return uuid.uuid5(_SPACE, name).hex


@dataclass(frozen=True)
class Person:
    """Somebody in Teams. The id that bots see (29:...) is not the object id of Entra."""

    key: str
    id: str
    object_id: str
    name: str
    user_principal_name: str
    tenant: str = TENANT

    def member(self) -> Payload:
        """What the roster says of this person."""
        given, _, surname = self.name.rpartition(" ")
        return {
            "id": self.id,
            "name": self.name,
            "objectId": self.object_id,
            "givenName": given,
            "surname": surname,
            "email": self.user_principal_name,
            "userPrincipalName": self.user_principal_name,
            "tenantId": self.tenant,
            "userRole": "user",
        }


def person(key: str = "U1", **others: Any) -> Person:
    """The same key is always the same person."""
    object_id = str(uuid.uuid5(_SPACE, f"person {key}"))
    made = Person(key, f"29:1{_hash(key)}", object_id, f"Person {key}", f"{key.lower()}@council.example")
    return replace(made, **others)


@dataclass(frozen=True)
class Place:
    """Where people write: alone with the desk, in a group chat, or in a thread of a channel."""

    kind: Kind
    id: str
    thread: str = ""
    team: str = ""

    @property
    def conversation(self) -> str:
        """The id as it stands in activities and in the addresses of the connector."""
        return f"{self.id};messageid={self.thread}" if self.thread else self.id


def personal(user: Person) -> Place:
    """The chat of one person with the desk."""
    return Place("personal", f"a:1{_hash(f'personal {user.key}')}")


def group_chat(key: str = "G1") -> Place:
    """The same key is always the same group chat."""
    return Place("groupChat", f"19:{_hash(key)}@thread.v2")


def channel(key: str = "C1", thread: str = "", team: str = "council") -> Place:
    """The same key is always the same channel. Without a thread the next message begins one."""
    return Place("channel", f"19:{_hash(key)}@thread.tacv2", thread, f"19:{_hash(team)}@thread.tacv2")


def activity(kind: str, user: Person, place: Place, service_url: str, **others: Any) -> Payload:
    """What all activities have in common. `others` are further fields; None takes one away."""
    now = datetime.now(UTC)
    made: Payload = {
        "type": kind,
        "id": activity_id(),
        "timestamp": now.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "localTimestamp": now.astimezone(timezone(timedelta(hours=1))).isoformat(timespec="milliseconds"),
        "localTimezone": "Europe/London",
        "locale": "en-GB",
        "channelId": "msteams",
        "serviceUrl": service_url,
        "from": {"id": user.id, "name": user.name, "aadObjectId": user.object_id},
        "recipient": dict(BOT),
        "conversation": _conversation(user, place),
        "entities": [
            {
                "locale": "en-GB",
                "country": "GB",
                "platform": "Windows",
                "timezone": "Europe/London",
                "type": "clientInfo",
            }
        ],
        "channelData": _channel_data(user, place),
    }
    return {name: value for name, value in (made | others).items() if value is not None}


def _conversation(user: Person, place: Place) -> Payload:
    group: Payload = {} if place.kind == "personal" else {"isGroup": True}
    return {"conversationType": place.kind, "tenantId": user.tenant, "id": place.conversation} | group


def _channel_data(user: Person, place: Place) -> Payload:
    data: Payload = {"tenant": {"id": user.tenant}}
    if place.kind == "channel":
        data |= {
            "teamsChannelId": place.id,
            "teamsTeamId": place.team,
            "channel": {"id": place.id},
            "team": {"id": place.team},
        }
    return data


def message(text: str, user: Person, place: Place, service_url: str, *, mention: bool | None = None) -> Payload:
    """Somebody writes. Outside the personal chat Teams brings it only where the desk is mentioned.

    Characters are not escaped in `text`, unlike in the HTML that comes with a mention.
    """
    mention = place.kind != "personal" if mention is None else mention
    made = activity("message", user, place, service_url, textFormat="plain", text=text)
    if place.kind == "channel" and not place.thread:
        made["conversation"]["id"] = f"{place.id};messageid={made['id']}"
    if mention:
        called = f"<at>{BOT_NAME}</at>"
        span = f'<span itemscope="" itemtype="http://schema.skype.com/Mention" itemid="0">{BOT_NAME}</span>'
        made["text"] = f"{called} {text}\n"
        made["entities"] = [{"mentioned": dict(BOT), "text": called, "type": "mention"}, *made["entities"]]
        made["attachments"] = [
            {"contentType": "text/html", "content": f"<div><div>{span}&nbsp;{html.escape(text)}</div>\n</div>"}
        ]
    return made


def submit(value: Payload, message_id: str, user: Person, place: Place, service_url: str) -> Payload:
    """Somebody presses an Action.Submit: a message without text, with what the card carried and the inputs."""
    made = activity("message", user, place, service_url, value=value, replyToId=message_id)
    made["channelData"] |= {"source": {"name": "message"}, "legacy": {"replyToId": message_id}}
    return made


def execute(action: Payload, message_id: str, user: Person, place: Place, service_url: str) -> Payload:
    """Somebody presses an Action.Execute. The action has `verb`, `data` (with the inputs) and perhaps `id`."""
    value = {"action": {"type": "Action.Execute", **action}, "trigger": "manual"}
    made = invoke("adaptiveCard/action", value, user, place, service_url, replyToId=message_id)
    made["channelData"] |= {"source": {"name": "message"}, "legacy": {"replyToId": message_id}}
    return made


def invoke(name: str, value: Any, user: Person, place: Place, service_url: str, **others: Any) -> Payload:
    """Something that Teams wants an answer to in the response."""
    return activity("invoke", user, place, service_url, name=name, value=value, **others)


def feedback(reaction: str, words: str, message_id: str, user: Person, place: Place, service_url: str) -> Payload:
    """Somebody presses a thumb (`like` or `dislike`) under a message, and perhaps says why."""
    rated = {"reaction": reaction, "feedback": f'{{"feedbackText":"{words}"}}'}
    value = {"actionName": "feedback", "actionValue": rated}
    return invoke("message/submitAction", value, user, place, service_url, replyToId=message_id)


def installed(user: Person, place: Place, service_url: str, action: str = "add") -> Payload:
    """Somebody adds the app, or takes it away (`remove`)."""
    return activity("installationUpdate", user, place, service_url, action=action, entities=None)


def members_added(added: list[str], user: Person, place: Place, service_url: str) -> Payload:
    """Somebody, or the desk itself, has come into a conversation. `added` are ids of people and bots."""
    members = [{"id": one} for one in added]
    made = activity("conversationUpdate", user, place, service_url, membersAdded=members, entities=None)
    if place.kind == "channel":
        made["channelData"]["eventType"] = "teamMemberAdded"
    return made


def typing(user: Person, place: Place, service_url: str) -> Payload:
    """Somebody is typing."""
    return activity("typing", user, place, service_url, entities=None)


def reaction(kind: str, message_id: str, user: Person, place: Place, service_url: str) -> Payload:
    """Somebody puts an emoji to a message of the desk."""
    reactions = [{"type": kind}]
    return activity("messageReaction", user, place, service_url, reactionsAdded=reactions, replyToId=message_id)
