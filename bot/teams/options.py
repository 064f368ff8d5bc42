"""What an operator decides about Teams, as the Teams side sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

PUBLIC_OPENID = "https://login.botframework.com/v1/.well-known/openidconfiguration"
"""Where Microsoft publishes the keys with which it signs what it sends to bots."""

ENDPOINT = "/api/messages"
"""Where Microsoft writes to, under the public address."""

NOBODY = "00000000-0000-0000-0000-000000000000"
"""The id of a desk that is not registered, for a trial on one's own machine."""


@dataclass(frozen=True, slots=True)
class TeamsOptions:
    """Times are in seconds.

    `app_id` and `tenant` are those of the registration in Entra; `secret` never stands in a repr, so in no log either.
    `authority` answers everywhere but in the channels of `channel_authorities`. `contact` is whom "Ask a person" writes
    to: the object id of a person, or the id of a channel ("" for nobody). `openid` is where the keys are found with
    which requests are signed. `unauthenticated` lets anybody of any tenant in: for a trial on one's own machine alone.
    `answer_within` is how long an action waits for its card before it is told to be patient.
    """

    authority: str
    app_id: str
    tenant: str
    secret: str = field(default="", repr=False)
    channel_authorities: Mapping[str, str] = field(default_factory=dict)
    contact: str = ""
    openid: str = PUBLIC_OPENID
    unauthenticated: bool = False
    threads: int = 8
    answer_within: float = 3.0
    check_within: float = 10.0
    drain_within: float = 20.0

    def authority_in(self, conversation: str) -> str:
        """The authority that answers in a conversation: a channel, or a thread of one."""
        return self.channel_authorities.get(conversation.partition(";")[0], self.authority)
