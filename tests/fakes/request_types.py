"""Request types to try the desk with, on the clauses of real protocols; and a small world around the desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from handlers.messages import Notice
from handlers.requests.desk import RequestDesk
from handlers.requests.messages import RequestView
from handlers.requests.ports import Addresses
from handlers.requests.practice import Practice
from handlers.requests.request import MoveName, Person
from knowledge import offices
from knowledge.clause import Role, Status
from knowledge.library import Library
from knowledge.offices import Term
from knowledge.requests import (
    Absent,
    FieldKind,
    Moment,
    Procedure,
    RequestDuty,
    RequestField,
    RequestType,
    Stage,
)
from tests.fakes.requests import FakeDays, FakeMarks, FakeNow, WatchedStore

ATTENDANCE = RequestType(
    id="group-attendance",
    kind="officer-attendance-group",
    authority="cumbria",
    name="An officer at a group meeting",
    procedure=Procedure.DECISION,
    started_by=Role.MEMBER,
    routes=("A-13",),
    clauses=("cumbria/4.6",),
    fields=(
        RequestField("reason", "The reason for the invitation", FieldKind.LONG, clause="cumbria/4.6",
                     words="the reason(s) why an employee is being invited"),
        RequestField("names", "Who is invited, if known", FieldKind.PERSON, required=False),
        RequestField("topic", "The topic to be covered"),
        RequestField("date", "The day of the meeting", FieldKind.DATE, future=True),
        RequestField("house", "Kind of meeting", FieldKind.CHOICE, required=False, options=("Cabinet", "Group")),
        RequestField("leaves", "The officer will leave before party business", FieldKind.YES),
    ),
    stages=(Stage(("Chief Executive",), "cumbria/4.6", "any such request must be made to the Chief Executive"),),
    duties=(
        RequestDuty(Moment.SUBMITTED, "Corporate Director", "Say whether the officer can be spared", "cumbria/4.7",
                    "after consultation with the relevant Corporate Director", reveals=("topic",)),
        RequestDuty(Moment.GRANTED, "decider", "Tell the Group Leaders, and offer them the same", "cumbria/4.7",
                    "notified to the relevant Group Leader, together with the Leaders of the other Groups",
                    tells=("Group Leader", "Leaders of the other Groups"), reveals=("topic", "date"), sends=True),
        RequestDuty(Moment.GRANTED, "officer", "Remember that you should leave", "cumbria/4.10",
                    "Employees must be reminded on each occasion", reveals=("date",)),
        RequestDuty(Moment.CLOSED, "decider", "Tell all Members", "cumbria/4.7", "This decision will be notified",
                    tells=("all Members",), reveals=("topic",), sends=True),
    ),
    words=("attendance", "group meeting"),
    conditions=(("cumbria/4.8", "their attendance at Political Group Meetings is voluntary"),),
)  # fmt: skip
INFORMATION = RequestType(
    id="information",
    kind="information",
    authority="cumbria",
    name="Information or advice",
    procedure=Procedure.ADVICE,
    started_by=Role.MEMBER,
    routes=("A-05",),
    clauses=("cumbria/3.1",),
    fields=(RequestField("what", "What you need to know", FieldKind.LONG),),
    stages=(Stage(("Chief Executive", "Corporate Director"), "cumbria/3.1", "to apply to the Chief Executive"),),
    duties=(RequestDuty(Moment.DECIDED, "decider", "Tell the Member of the Executive", "cumbria/3.2",
                        "the appropriate Member of the Executive shall be advised", tells=("Member of the Executive",),
                        reveals=("what",), sends=True),),
    words=("papers", "advice"),
)  # fmt: skip
COMPLAINT = RequestType(
    id="complaint",
    kind="complaint-officer",
    authority="trafford",
    name="A complaint about an officer",
    procedure=Procedure.COMPLAINT,
    started_by=Role.MEMBER,
    routes=("C-20",),
    clauses=("trafford/15.1",),
    fields=(
        RequestField("post", "The officer’s post", FieldKind.CHOICE, complained_of=True,
                     options=("Chief Executive", "Director", "Head of Service", "Another officer")),
        RequestField("name", "The officer’s name", FieldKind.PERSON, required=False, complained_of=True),
        RequestField("what", "What happened", FieldKind.LONG),
    ),
    stages=(
        Stage(("Director", "Head of Service"), "trafford/15.1", "the appropriate Director or Head of Service",
              otherwise=True),
        Stage(("Director",), "trafford/15.1", "in the case of a Head of Service with the appropriate Director",
              when=("Head of Service",)),
        Stage(("Chief Executive",), "trafford/15.1", "the matter should be raised with the Chief Executive",
              when=("Director",)),
        Stage(("Monitoring Officer",), "trafford/15.1", "the matter should be raised with the Monitoring Officer",
              when=("Chief Executive",)),
    ),
    confidential=True,
)  # fmt: skip
CONCERN = RequestType(
    id="complaint",
    kind="complaint-officer",
    authority="cjc",
    name="A complaint about an officer",
    procedure=Procedure.COMPLAINT,
    started_by=None,
    routes=("D-08",),
    clauses=("cjc/9/p1",),
    fields=(
        RequestField("name", "The officer’s name", FieldKind.PERSON, complained_of=True),
        RequestField("what", "What happened", FieldKind.LONG),
    ),
    stages=(
        Stage(("Chief Executive",), "cjc/9/p1", "he may raise the issue with the Chief Executive"),
        Stage(("Director",), "cjc/9/p1", "referred to the Head of Service or Director", further=True),
    ),
    duties=(RequestDuty(Moment.DECIDED, "decider", "Write down how it was settled", "cjc/9/p1",
                        "may raise the issue with the Chief Executive"),),
    confidential=True,
)  # fmt: skip
NEUTRALITY = RequestType(
    id="neutrality",
    kind="neutrality-compromised",
    authority="cjc",
    name="Notice that neutrality is compromised",
    procedure=Procedure.NOTICE,
    started_by=Role.OFFICER,
    routes=("D-01",),
    clauses=("cjc/4/p3",),
    fields=(RequestField("how", "How it is compromised", FieldKind.LONG),),
    stages=(Stage(("Chief Executive",), "cjc/4/p3", "he/she shall notify the Chief Executive"),),
    status=Status.IN_FORCE,
)
ABSENT = Absent("inspection", "This protocol gives no right to inspect documents.", ("cumbria/3.1",))
TYPES = (ATTENDANCE, INFORMATION, COMPLAINT, CONCERN, NEUTRALITY)

START = datetime(2026, 11, 17, 9, 30, tzinfo=UTC)
"""A Tuesday."""


def library_with(base: Library, types: Sequence[RequestType] = TYPES) -> Library:
    """The protocols with these request types and no others."""
    protocols = [base.protocol(authority) for authority in base.authorities]
    return Library(
        replace(
            one,
            requests=tuple(kind for kind in types if kind.authority == one.authority),
            absent_requests=(ABSENT,) if one.authority == "cumbria" else (),
        )
        for one in protocols
    )


def registered(name: str, slack: str = "") -> offices.Person:
    """Somebody of the register; the Slack id is made of the name."""
    return offices.Person(name, slack or f"U{name.split(maxsplit=1)[0].upper()}")


def person(name: str, team: str = "T1") -> Person:
    """The same somebody on Slack."""
    return Person(f"slack:{team}:U{name.split(maxsplit=1)[0].upper()}", name)


def term(authority: str, office: str, holder: str, deputy: str = "", acts: bool = False, area: str = "") -> Term:
    """A term without an end."""
    second = registered(deputy) if deputy else None
    return Term(authority, office, area, registered(holder), date(2024, 5, 1), None, second, acts)


class MutableRegister:
    """A register whose terms a test can change."""

    def __init__(self, *terms: Term) -> None:
        self.terms = list(terms)

    def current(self, authority: str) -> Sequence[Term]:
        """The terms of one authority."""
        return [one for one in self.terms if one.authority == authority]


def addresses(somebody: offices.Person) -> Sequence[str]:
    """Everybody is in workspace T1."""
    return (f"slack:T1:{somebody.slack}",) if somebody.slack else ()


REQUESTER = person("Rita Requester")
ATTENDING = {
    "reason": "To explain the budget",
    "topic": "Schools",
    "date": "13 February 2027",
    "leaves": "yes",
}
COMPLAINING = {"post": "Another officer", "what": "He shouted at me", "send_to": "Director, Planning"}
CONCERNING = {"name": "Otto Other", "what": "He shouted at me"}


@dataclass
class World:
    """A desk with everything around it in memory."""

    library: Library
    register: MutableRegister = field(default_factory=MutableRegister)
    practice: Practice = field(default_factory=Practice)
    store: WatchedStore = field(default_factory=WatchedStore)
    now: FakeNow = field(default_factory=lambda: FakeNow(START))
    marks: FakeMarks = field(default_factory=FakeMarks)
    addresses: Addresses = addresses

    @property
    def desk(self) -> RequestDesk:
        """A desk that knows nothing but what the world holds."""
        return RequestDesk(
            self.library,
            self.store,
            register=self.register,
            addresses=self.addresses,
            practice=self.practice,
            working_days=FakeDays(),
            now=self.now,
            marks=self.marks,
        )

    async def sent(
        self,
        kind: RequestType = ATTENDANCE,
        answers: dict[str, str] | None = None,
        by: Person = REQUESTER,
        key: str = "key",
    ) -> str:
        """The reference of a request that was sent."""
        role = kind.started_by or Role.MEMBER
        receipt = await self.desk.submit(kind.authority, kind.id, role, answers or ATTENDING, key, by)
        assert isinstance(receipt, RequestView), receipt
        return receipt.reference

    async def refused(self, reference: str, move: MoveName, by: Person, **more: object) -> Notice:
        """The notice of a move that changed nothing."""
        before, events = self.store.kept.get(reference), len(self.store.chain)
        outcome = await self.desk.act(reference, move, by, **more)  # type: ignore[arg-type]
        assert isinstance(outcome, Notice), outcome
        assert (self.store.kept.get(reference), len(self.store.chain)) == (before, events)
        return outcome

    async def done(self, reference: str, move: MoveName, by: Person, **more: object) -> RequestView:
        """The view after a move that was made."""
        outcome = await self.desk.act(reference, move, by, **more)  # type: ignore[arg-type]
        assert isinstance(outcome, RequestView), outcome
        return outcome
