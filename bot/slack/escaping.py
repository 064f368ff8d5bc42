"""Slack's control characters: text is unescaped once on its way in and escaped once on its way out."""

from __future__ import annotations


def escape(text: str) -> str:
    """`text` as it may stand in a `text` or mrkdwn string: no mention, channel call or link can arise from it.

    Source: https://docs.slack.dev/messaging/formatting-message-text (escape `&` first).
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """What a person typed, from the text of an event. The reverse of `escape`."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
