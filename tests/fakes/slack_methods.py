"""The methods of the Web API that the fake knows, with their arguments. Anything else is refused, as Slack does."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Method:
    """The arguments of a method. Source: https://docs.slack.dev/reference/methods"""

    required: frozenset[str]
    optional: frozenset[str]


def _method(required: str = "", optional: str = "") -> Method:
    return Method(frozenset(required.split()), frozenset(optional.split()) | {"team_id"})


_LOOKS = "icon_emoji icon_url username"
METHODS = {
    "auth.test": _method(),
    "apps.connections.open": _method(),
    "chat.postMessage": _method(
        "channel",
        f"text blocks attachments thread_ts reply_broadcast unfurl_links unfurl_media metadata parse mrkdwn {_LOOKS}",
    ),
    "chat.postEphemeral": _method("channel user", f"text blocks attachments thread_ts parse {_LOOKS}"),
    "views.open": _method("trigger_id view"),
    "views.push": _method("trigger_id view"),
    "views.update": _method("view", "view_id external_id hash"),
    "views.publish": _method("user_id view", "hash"),
    "assistant.threads.setStatus": _method("channel_id thread_ts status", f"loading_messages {_LOOKS}"),
    "assistant.threads.setSuggestedPrompts": _method("channel_id prompts", "thread_ts title"),
    "usergroups.users.list": _method("usergroup", "include_disabled"),
    "users.info": _method("user", "include_locale"),
    "chat.update": _method("channel ts", "text blocks attachments metadata parse link_names reply_broadcast as_user"),
    "conversations.open": _method("", "channel users return_im prevent_creation"),
    "conversations.history": _method("channel", "cursor include_all_metadata inclusive latest limit oldest"),
    "conversations.info": _method("channel", "include_locale include_num_members"),
}


def refusal(method: str, arguments: frozenset[str]) -> str:
    """What is wrong with a call ("" for nothing)."""
    known = METHODS.get(method)
    if known is None:
        return "unknown_method"
    if known.required - arguments:
        return f"invalid_arguments: {', '.join(sorted(known.required - arguments))} missing"
    strange = arguments - known.required - known.optional
    return f"invalid_arguments: {', '.join(sorted(strange))} unknown" if strange else ""
