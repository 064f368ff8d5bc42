"""The connector of the fake Teams: conversations, messages and members, refusals and failures as scripted."""

from __future__ import annotations

import re
import threading
from collections import defaultdict, deque
from dataclasses import dataclass, field, replace

from tests.fakes import teams_payloads as payloads
from tests.fakes.teams_cards import SIZE, faults, models, size
from tests.fakes.teams_payloads import Payload, Person, Place
from tests.fakes.teams_server import Answer, Asked, LoopbackServer
from tests.fakes.teams_tokens import KEYS, METADATA, Signer, discovery, tenant_metadata

CARD = "application/vnd.microsoft.card.adaptive"
REFUSED_ABOVE = 100 * 1024  # bytes as UTF-16
_ROUTES = (
    ("create", "POST", r"/teams/v3/conversations"),
    ("send", "POST", r"/teams/v3/conversations/([^/]+)/activities"),
    ("send", "POST", r"/teams/v3/conversations/([^/]+)/activities/([^/]+)"),
    ("edit", "PUT", r"/teams/v3/conversations/([^/]+)/activities/([^/]+)"),
    ("delete", "DELETE", r"/teams/v3/conversations/([^/]+)/activities/([^/]+)"),
    ("members", "GET", r"/teams/v3/conversations/([^/]+)/members"),
    ("paged", "GET", r"/teams/v3/conversations/([^/]+)/pagedMembers"),
    ("member", "GET", r"/teams/v3/conversations/([^/]+)/members/([^/]+)"),
    ("metadata", "GET", re.escape(METADATA)),
    ("keys", "GET", re.escape(KEYS)),
    ("login", "POST", r"/([^/]+)/oauth2/v2.0/token"),
    ("discovery", "GET", r"/common/discovery/instance"),
    ("tenant", "GET", r"/([^/]+)/v2.0/.well-known/openid-configuration"),
)
_OPEN = {"metadata", "keys", "login", "discovery", "tenant"}


@dataclass(frozen=True)
class Scripted:
    """An answer in place of the fake's own; `done` says that the work was done all the same.

    `status` 0 means the fake's own answer, only later: `after` seconds, infinity for never.
    """

    status: int = 0
    body: Payload | str = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    after: float = 0.0
    done: bool = False


HANGING = Scripted(after=float("inf"))


def throttled(retry_after: float | None = 1) -> Scripted:
    """429, as Teams says it."""
    headers = {} if retry_after is None else {"retry-after": str(retry_after)}
    return Scripted(429, _error("TooManyRequests", "API calls quota exceeded!").body, headers)


@dataclass
class Shown:
    """A message of the desk. `views` are cards that an action put in its place, for one person and until a reload."""

    place: Place
    id: str
    activity: Payload
    edits: list[Payload] = field(default_factory=list)
    deleted: bool = False
    views: dict[str, Payload] = field(default_factory=dict)

    @property
    def conversation(self) -> str:
        """Where it stands, with the thread."""
        return self.place.conversation

    @property
    def summary(self) -> str:
        """What a notification says."""
        return str(self.activity.get("summary", ""))

    @property
    def cards(self) -> list[Payload]:
        """All cards as they are kept."""
        return [one["content"] for one in self.activity.get("attachments", []) if one["contentType"] == CARD]

    @property
    def card(self) -> Payload:
        """The card as it is kept."""
        assert self.cards, f"a message without a card: {self.activity.get('text')!r}"
        return self.cards[0]

    def seen(self, user: str = "U1") -> Payload:
        """The card as this person sees it now."""
        return self.views.get(user) or self.card


class TeamsApi(LoopbackServer):
    """What Teams keeps. `problems` is all that it would have refused or that a person would not have understood."""

    def __init__(self) -> None:
        super().__init__()
        models()  # not while a desk waits for an answer
        self.signer = Signer()
        self.calls: list[tuple[str, Asked]] = []
        self.shown: list[Shown] = []
        self.typing: list[str] = []
        self.problems: list[str] = []
        self.people: dict[str, Person] = {}
        self.places: dict[str, Place] = {}
        self.members: defaultdict[str, set[str]] = defaultdict(set)
        self.without_app: set[str] = set()
        self.scripted: defaultdict[str, deque[Scripted]] = defaultdict(deque)
        self.key_delay = 0.0
        self._lock = threading.RLock()

    @property
    def service_url(self) -> str:
        """The address of the connector, as activities carry it."""
        return f"{self.base}/teams/"

    @property
    def openid(self) -> str:
        """The address of the metadata."""
        return f"{self.base}{METADATA}"

    @property
    def key_fetches(self) -> int:
        """How often the keys were asked for."""
        return self.count("keys")

    def count(self, operation: str) -> int:
        """How often something was asked: `create`, `send`, `edit`, `member`, `login` and so on."""
        return sum(name == operation for name, _ in self.calls)

    def script(self, operation: str, *answers: Scripted) -> None:
        """The next answers to an operation."""
        self.scripted[operation].extend(answers)

    def person(self, key: str) -> Person:
        """Somebody, by the tests' own short name. Their details can be replaced in `people`."""
        return self.people.setdefault(key, payloads.person(key))

    def join(self, place: Place, *keys: str) -> None:
        """People come into a conversation."""
        self.places[place.id] = replace(place, thread="")
        self.members[place.id] |= {self.person(key).key for key in keys}

    def leave(self, place: Place, *keys: str) -> None:
        """People go out of it."""
        self.members[place.id] -= set(keys)

    def answer(self, asked: Asked) -> Answer:
        """Route, script, and do."""
        with self._lock:
            for operation, method, pattern in _ROUTES:
                if method == asked.method and (match := re.fullmatch(pattern, asked.path)):
                    self.calls.append((operation, asked))
                    return self._answer(operation, asked, match.groups())
            self.problems.append(f"{asked.method} {asked.path}: no such address")
            return _error("NotFound", asked.path, 404)

    def _answer(self, operation: str, asked: Asked, parts: tuple[str, ...]) -> Answer:
        scripted = self.scripted[operation].popleft() if self.scripted[operation] else None
        hung = scripted is not None and scripted.after == float("inf")
        if scripted and not scripted.done and (scripted.status or hung):
            return Answer(scripted.status, scripted.body, scripted.headers, scripted.after)
        answer = self._do(operation, asked, parts)
        if scripted and scripted.status:
            answer = Answer(scripted.status, scripted.body, scripted.headers)
        return replace(answer, after=scripted.after) if scripted else answer

    def _do(self, operation: str, asked: Asked, parts: tuple[str, ...]) -> Answer:
        token = asked.headers.get("authorization", "").removeprefix("Bearer ")
        if operation not in _OPEN and token not in self.signer.bot_tokens:
            self.problems.append(f"{operation}: without a token of the login endpoint")
            return _error("Unauthorized", "Authorization has been denied for this request.", 401)
        answer: Answer = getattr(self, f"_{operation}")(asked, *parts)
        return answer

    def _metadata(self, _: Asked) -> Answer:
        supported = {"id_token_signing_alg_values_supported": ["RS256"]}
        known = {"issuer": "https://api.botframework.com", "jwks_uri": f"{self.base}{KEYS}"} | supported
        return Answer(body=known, after=self.key_delay)

    def _keys(self, _: Asked) -> Answer:
        return Answer(body=self.signer.published(), after=self.key_delay)

    def _login(self, asked: Asked, tenant: str) -> Answer:
        return Answer(*self.signer.login(tenant, asked.form()))

    def _discovery(self, _: Asked) -> Answer:
        return Answer(body=discovery())

    def _tenant(self, _: Asked, tenant: str) -> Answer:
        return Answer(body=tenant_metadata(tenant))

    def _create(self, asked: Asked) -> Answer:
        body = asked.json()
        if channel := (body.get("channelData") or {}).get("channel", {}).get("id"):
            sent = self._post(self.places.get(channel), body.get("activity") or {}, asked)
            ids = {"id": f"{channel};messageid={sent.body.get('id')}", "activityId": sent.body.get("id")}
            return sent if sent.status >= 400 else Answer(201, ids)
        ids_asked = [one["id"] for one in body.get("members", [])]
        if len(ids_asked) != 1 or body.get("tenantId") != payloads.TENANT:
            return _error("BadSyntax", "Bad format of conversation", 400)
        if (person := self._found(ids_asked[0])) is None:
            return _error("BadArgument", "Failed to decrypt pairwise id", 400)
        if person.key in self.without_app:
            return _error("BotNotInConversationRoster", "The bot is not part of the conversation roster.", 403)
        place = payloads.personal(person)
        self.join(place, person.key)
        sent = self._post(place, body["activity"], asked) if body.get("activity") else Answer(201, {})
        ids = {"id": place.id} | ({"activityId": sent.body["id"]} if "id" in sent.body else {})
        return sent if sent.status >= 400 else Answer(201, ids)

    def _found(self, some_id: str) -> Person | None:
        ids = ((one, {one.id, one.object_id, one.user_principal_name}) for one in self.people.values())
        return next((one for one, known in ids if some_id in known), None)

    def _send(self, asked: Asked, conversation: str, _reply_to: str = "") -> Answer:
        base, _, thread = conversation.partition(";messageid=")
        place = self.places.get(base)
        return self._post(place and replace(place, thread=thread), asked.json(), asked)

    def _post(self, place: Place | None, activity: Payload, asked: Asked) -> Answer:
        if place is None:
            return _error("ConversationNotFound", "Conversation not found.", 404)
        if place.kind == "personal" and self.members[place.id] & self.without_app:
            return _error("BotNotInConversationRoster", "The bot is not part of the conversation roster.", 403)
        new = payloads.activity_id()
        if activity.get("type") == "typing":
            self.typing.append(place.conversation)
            return Answer(202, "")
        if refused := self._refused(activity):
            return refused
        if place.kind == "channel" and not place.thread:
            place = replace(place, thread=new)
        self.shown.append(Shown(place, new, activity))
        return Answer(201, {"id": new})

    def _edit(self, asked: Asked, conversation: str, message: str) -> Answer:
        shown = self._message(conversation, message)
        if shown is None:
            return _error("ActivityNotFoundInConversation", "The activity is not in the conversation.", 404)
        activity = asked.json()
        if refused := self._refused(activity):
            return refused
        shown.edits.append(shown.activity)
        shown.activity = activity
        shown.views.clear()
        return Answer(200, {"id": message})

    def _delete(self, _: Asked, conversation: str, message: str) -> Answer:
        if (shown := self._message(conversation, message)) is None:
            return _error("ActivityNotFoundInConversation", "The activity is not in the conversation.", 404)
        shown.deleted = True
        return Answer(200)

    def _message(self, conversation: str, message: str) -> Shown | None:
        """Only the desk's own messages can be changed; with or without the thread in the id of the conversation."""
        base = conversation.partition(";")[0]
        known = (one for one in self.shown if one.id == message and one.place.id == base and not one.deleted)
        return next(known, None)

    def _refused(self, activity: Payload) -> Answer | None:
        takes = size(activity)
        if takes > REFUSED_ABOVE:
            self.problems.append(f"a message of {takes} bytes")
            return _error("MessageSizeTooBig", "Message size too large.", 413)
        if takes > SIZE:
            self.problems.append(f"a message of {takes} bytes: it should stay within {SIZE}")
        if not activity.get("summary"):
            self.problems.append("a message without a summary")
        for attachment in activity.get("attachments", []):
            if attachment["contentType"] == CARD:
                self.problems += faults(attachment["content"])
        return None

    def _members(self, _: Asked, conversation: str) -> Answer:
        keys = sorted(self.members[conversation.partition(";")[0]])
        return Answer(body=[self.person(key).member() for key in keys])

    def _paged(self, asked: Asked, conversation: str) -> Answer:
        keys = sorted(self.members[conversation.partition(";")[0]])
        first, many = int(asked.query.get("continuationToken", 0)), int(asked.query.get("pageSize", 100))
        page = {"members": [self.person(key).member() for key in keys[first : first + many]]}
        return Answer(body=page | ({"continuationToken": str(first + many)} if first + many < len(keys) else {}))

    def _member(self, _: Asked, conversation: str, member: str) -> Answer:
        person = self._found(member)
        if person is None or person.key not in self.members[conversation.partition(";")[0]]:
            return _error("MemberNotFoundInConversation", "Member not found in conversation.", 404)
        return Answer(body=person.member())


def _error(code: str, message: str, status: int = 400) -> Answer:
    return Answer(status, {"error": {"code": code, "message": message}})
