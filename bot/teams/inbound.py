"""From Teams' activities to what somebody said or pressed, and to the place where the answer belongs."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.teams.elements import BUTTON, VALUE

Activity = Mapping[str, Any]
PERSONAL, GROUP, CHANNEL = "personal", "groupChat", "channel"
PLATFORM = "teams"
CARD_ACTION = "adaptiveCard/action"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something came from and an answer goes to.

    `user` is the Entra object id of the person, `user_id` the id that Teams gives them towards this bot. In a channel
    the id of the `conversation` holds that of the thread. `service_url` is where Teams takes what is sent there.
    `message` is the id of the message whose button was pressed ("" for none).
    """

    tenant: str
    conversation: str
    kind: str
    service_url: str
    user: str
    user_id: str
    name: str = ""
    message: str = ""

    @property
    def private(self) -> bool:
        """Whether nobody else reads it."""
        return self.kind == PERSONAL

    @property
    def person(self) -> str:
        """The name under which the memory and the requests know the person."""
        return person_key(self.tenant, self.user)


@dataclass(frozen=True, slots=True)
class Turn:
    """What somebody said (`words`), or the button that they pressed, its value and what was typed into its card.

    `in_place` is whether the card that comes back takes the place of the one that was pressed.
    """

    place: Place
    words: str = ""
    button: str = ""
    value: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    in_place: bool = False


def person_key(tenant: str, user: str) -> str:
    """How the memory and requests know somebody in Teams. Ids of Entra mean the same in capitals."""
    return f"{PLATFORM}:{tenant.lower()}:{user}"


def place_of(activity: Activity) -> Place:
    """Where an activity came from. Raises KeyError where it does not say."""
    conversation, sender = mapping(activity.get("conversation")), mapping(activity.get("from"))
    return Place(
        tenant=tenant_of(activity),
        conversation=str(conversation["id"] or ""),
        kind=str(conversation.get("conversationType") or PERSONAL),
        service_url=str(activity["serviceUrl"] or ""),
        user=str(sender.get("aadObjectId") or "").lower() or str(sender["id"] or ""),
        user_id=str(sender["id"] or ""),
        name=str(sender.get("name") or ""),
        message=str(activity.get("replyToId") or ""),
    )


def tenant_of(activity: Activity) -> str:
    """The tenant that an activity says it comes from, in small letters."""
    of_conversation, of_channel = _tenants(activity)
    return (of_conversation or of_channel).lower()


def tenants_of(activity: Activity) -> set[str]:
    """All tenants that an activity names, in small letters: that of the conversation may not be that of the channel."""
    return {one.lower() for one in _tenants(activity) if one}


def turn_of(activity: Activity) -> Turn:
    """What somebody said or pressed."""
    place = place_of(activity)
    if activity["type"] == "invoke":
        data = mapping(mapping(mapping(activity.get("value")).get("action")).get("data"))
        return _pressed(place, data, in_place=True)
    if activity.get("value") is not None and not str(activity.get("text") or "").strip():
        return _pressed(place, mapping(activity["value"]), in_place=False)
    return Turn(place, words=words_of(activity))


def words_of(activity: Activity) -> str:
    """What the person said, without the mention of the desk, and nothing else dropped."""
    said = str(activity.get("text") or "")
    desk = str(mapping(activity.get("recipient")).get("id") or "")
    marked = activity.get("textFormat") == "xml"
    entities = activity.get("entities")
    for entity in map(mapping, entities if isinstance(entities, list) else ()):
        called = str(entity.get("text") or "")
        if called and entity.get("type") == "mention" and mapping(entity.get("mentioned")).get("id") == desk:
            said, marked = said.replace(called, " "), True
    if marked:
        # Others who were mentioned keep their names.
        said = html.unescape(re.sub(r"</?at\b[^>]*>", "", said))
    return said.replace("\xa0", " ").strip()


def mapping(found: Any) -> Mapping[str, Any]:
    """What should be an object, or an empty one."""
    return found if isinstance(found, Mapping) else {}


def _tenants(activity: Activity) -> tuple[str, str]:
    of_channel = mapping(mapping(activity.get("channelData")).get("tenant")).get("id")
    return str(mapping(activity.get("conversation")).get("tenantId") or ""), str(of_channel or "")


def _pressed(place: Place, data: Mapping[str, Any], *, in_place: bool) -> Turn:
    # Teams sends the value of every field as text.
    told = {name: value for name, value in data.items() if isinstance(value, str)}
    typed = {name: value for name, value in told.items() if name not in {BUTTON, VALUE}}
    return Turn(place, "", told.get(BUTTON, ""), told.get(VALUE, ""), typed, in_place)
