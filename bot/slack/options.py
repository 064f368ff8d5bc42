"""What an operator decides about Slack, as the Slack side sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Tokens:
    """The secrets of one Slack app. None of them stands in a repr, so none ends up in a log.

    `app` is needed for Socket Mode, `signing_secret` for HTTP.
    """

    bot: str = field(repr=False)
    app: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class SlackOptions:
    """Times are in seconds.

    `authority` answers everywhere but in the channels of `channel_authorities`. `contact` is the Slack user or channel
    that "Ask a person" writes to ("" for nobody). `threads` is how many questions are looked up at once.
    `deaf_after` is how long the socket may be down before it is opened anew, `gather_within` how long changes of
    requests are gathered before the Home tabs that they concern are made anew.
    """

    authority: str
    channel_authorities: Mapping[str, str] = field(default_factory=dict)
    member_groups: tuple[str, ...] = ()
    officer_groups: tuple[str, ...] = ()
    contact: str = ""
    api: str = "https://slack.com/api/"
    threads: int = 8
    group_ttl: float = 600.0
    ping_interval: float = 10.0
    connect_within: float = 30.0
    deaf_after: float = 60.0
    gather_within: float = 1.0

    def authority_in(self, channel: str) -> str:
        """The authority that answers in a channel."""
        return self.channel_authorities.get(channel, self.authority)
