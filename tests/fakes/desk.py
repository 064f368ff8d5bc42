"""A desk for the command line: a reply with everything a reply can have."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.messages import (
    Action,
    ActionKind,
    Escalation,
    Kind,
    Notice,
    Outgoing,
    ProtocolNote,
    Question,
    Quote,
    Reply,
    Section,
    Step,
)
from knowledge.clause import Role, Status
from knowledge.errors import UnknownAuthority
from tests.fakes.answers import ScriptedAnswers

PROTOCOL = ProtocolNote("trafford", "Trafford Council", "Protocol on Member/Officer Relations", "March 2021")
WORDS = (
    "Correspondence between an individual Member and an Officer should not normally be copied (by the Officer) to any"
    " other Member."
)
FIRST = Quote(
    clause="trafford/10.1",
    label="10.1",
    label_printed=True,
    heading=("10.0 CORRESPONDENCE BETWEEN MEMBERS AND OFFICERS",),
    text=WORDS,
    spans=(WORDS,),
    status=Status.IN_FORCE,
    emphasis=((WORDS.index("should not"), WORDS.index("should not") + len("should not")),),
)
LIST_ITEM = Quote(
    clause="trafford/3.1(e)",
    label="3.1(e)",
    label_printed=False,
    heading=("3.0 ROLES", "Members"),
    text="Members should not: provide references.",
    spans=("Members should not:", "provide references."),
    status=Status.PROPOSED_FOR_DELETION,
    companion=True,
    stem_length=len("Members should not:"),
)
PROPOSAL = Quote(
    clause="trafford/10.3",
    label="10.3",
    label_printed=True,
    heading=("10.0 CORRESPONDENCE",),
    text="Copies may be sent.",
    spans=("Copies may be sent.",),
    status=Status.PROPOSED,
)
ANSWER = Reply(
    kind=Kind.ANSWER,
    protocol=PROTOCOL,
    lead=("What the protocol says:",),
    quotes=(FIRST, LIST_ITEM),
    proposed=(PROPOSAL,),
    escalation=Escalation(
        ("Monitoring Officer",), (Step("Chief Executive", "raise it", "trafford/3.2", "may raise it"),), "complaint"
    ),
    notes=("This is no verdict.",),
    actions=(
        Action(ActionKind.SECTION, "Whole section", "trafford", clauses=("trafford/10.1",)),
        Action(ActionKind.SHARE, "Share", "trafford", clauses=("trafford/10.1",)),
        Action(ActionKind.OTHERS, "Not what I meant", "trafford", clauses=("trafford/3.1(e)",)),
        Action(ActionKind.PERSON, "Ask a person", "trafford"),
        Action(ActionKind.ROLE, "I am a councillor", "trafford", question="may I copy this?", role=Role.MEMBER),
    ),
    took_ms=14.23456,
    stages_ms={"encode": 12.0},
)


class FakeDesk(ScriptedAnswers):
    """Answers every question of `authorities` with `reply`, and offers two questions with its help."""

    def __init__(self, reply: Outgoing = ANSWER, authorities: Sequence[str] = ("trafford", "lydney")) -> None:
        super().__init__()
        self.outgoing, self.authorities = reply, authorities

    def answer(self, question: Question) -> Outgoing:
        """The reply, or UnknownAuthority."""
        if question.authority not in self.authorities:
            raise UnknownAuthority(f"There is no protocol of {question.authority!r}.")
        return super().answer(question)

    def section(self, clause: str) -> Outgoing:
        """A section of one clause."""
        return Section(f"The section of {clause}", PROTOCOL, (FIRST,))

    def others(self, authority: str, clauses: Sequence[str]) -> Outgoing:
        """A notice that names the clauses."""
        return Notice("Others", (authority, *clauses))

    def help(self, authority: str) -> Notice:
        """A notice with two questions as choices."""
        asks = (Action(ActionKind.ASK, ask, authority, question=ask) for ask in ("may I copy this?", "who decides?"))
        return Notice(f"Help for {authority}", ("Ask away.",), tuple(asks))
