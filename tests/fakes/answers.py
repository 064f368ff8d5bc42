"""A desk that answers from a script: for the mechanics of a platform, not for what is found."""

from __future__ import annotations

import time
from collections.abc import Sequence

from handlers import wording
from handlers.messages import (
    Action,
    ActionKind,
    Duty,
    Escalation,
    Fallback,
    Holder,
    Kind,
    Notice,
    Outgoing,
    ProtocolNote,
    Question,
    Quote,
    Reply,
    Section,
    Step,
    Telling,
)
from knowledge.clause import Role, Status
from knowledge.errors import UnknownAuthority

NOTE = ProtocolNote("trafford", "Trafford Council", "Protocol on Member/Officer Relations", "2019")
TEXT = "Members should not: & <copy> letters. They must not do so by “silent” or ‘blind’ copies."
QUOTE = Quote(
    clause="trafford/10.1",
    label="10.1",
    label_printed=True,
    heading=("10.0 CORRESPONDENCE",),
    text=TEXT,
    spans=(TEXT,),
    status=Status.IN_FORCE,
    emphasis=((8, 18), (43, 51)),
    stem_length=19,
)
COMPANION = Quote(
    "trafford/10.2", "10.2", False, ("10.0 CORRESPONDENCE",), "See 10.1.", ("See 10.1.",), Status.IN_FORCE, True
)
PROPOSED = Quote("trafford/10.1p", "10.1", True, (), "Proposed words.", ("Proposed words.",), Status.PROPOSED)
STEP = Step("Monitoring Officer", "Write to them", "trafford/15.1", "the Monitoring Officer should be informed")

ESCALATION = Escalation(
    offices=("Monitoring Officer",),
    steps=(
        Step("", "Direct discussion first", "trafford/10.1", "words of 10.1 that stand above", "10.1"),
        Step("Monitoring Officer", "decides", "trafford/15.1", "in the case of a Head of Service", "15.1"),
    ),
    request="complaint-officer",
    must_state=(
        Duty("trafford/10.1", "one thing", "10.1"),
        Duty("trafford/10.1", "another thing", "10.1"),
        Duty("trafford/4.6", "the reasons", "4.6", Status.PROPOSED),
    ),
    told=(
        Telling("Group Leader", "Chief Executive", "trafford/4.7", "will be notified", "4.7"),
        Telling("ward Members", "officer", "trafford/4.7", "are told", "4.7"),
    ),
    follows=(
        Duty("trafford/10.1", "left out: it stands above", "10.1"),
        Duty("trafford/2.11", "Feedback should be given", "2.11"),
    ),
    conflicts=("Two clauses differ.",),
    notes=("Nobody is named.",),
    holders=(Holder("Monitoring Officer", "Robin Instance", True, "U0ROBIN", "", "robin@council.example"),),
    fallback=Fallback("us", ("You can ask us.", "Not from the protocol.")),
    route="C-20",
)
"""An escalation with everything in it, for a reply that quotes 10.1."""


class ScriptedAnswers:
    """`handlers.assistant.Assistant` with the same words for all; `slow` is the seconds a question takes."""

    def __init__(self, slow: float = 0.0) -> None:
        self.slow = slow
        self.questions: list[Question] = []
        self.fault: Exception | None = None
        self.outgoing: Outgoing | None = None

    def answer(self, question: Question) -> Outgoing:
        self.questions.append(question)
        time.sleep(self.slow)
        if self.fault is not None:
            raise self.fault
        if self.outgoing is not None:
            return self.outgoing
        return reply(question.text, question.role)

    def section(self, clause: str) -> Outgoing:
        return Section("10.0 CORRESPONDENCE", NOTE, (QUOTE, COMPANION))

    def others(self, authority: str, clauses: Sequence[str]) -> Outgoing:
        if authority != "trafford":
            raise UnknownAuthority(f"No protocol of {authority} is installed.")
        return Reply(Kind.ANSWER, NOTE, (wording.OTHER_CLAUSES,), (COMPANION,))

    def repeat(self, authority: str, clauses: Sequence[str]) -> Outgoing:
        return Reply(Kind.ANSWER, NOTE, (wording.SHARED_WITHOUT_QUESTION,), (QUOTE,))

    def person(self, authority: str) -> Notice:
        return Notice(wording.person_title("Trafford Council"), (wording.no_contact("Trafford Council"),))

    def help(self, authority: str) -> Notice:
        actions = (Action(ActionKind.PERSON, wording.ASK_A_PERSON, authority),)
        return Notice(wording.help_title("Trafford Council"), wording.help_paragraphs("The Protocol", "2019"), actions)

    def prompts(self, authority: str) -> tuple[str, ...]:
        return (
            "Can I copy another councillor in?",
            "Who decides?",
            "What about papers?",
            "May I complain?",
            "One more",
        )


def reply(question: str, role: Role | None) -> Reply:
    """An answer with everything in it."""
    actions = [
        Action(ActionKind.SECTION, wording.SHOW_SECTION, "trafford", ("trafford/10.1",)),
        Action(ActionKind.OTHERS, wording.NOT_WHAT_I_MEANT, "trafford", ("trafford/10.3", "trafford/9.1")),
        Action(ActionKind.PERSON, wording.ASK_A_PERSON, "trafford"),
        Action(ActionKind.SHARE, wording.SHARE, "trafford", ("trafford/10.1", "trafford/10.2")),
    ]
    if role is None:
        choices = ((Role.MEMBER, wording.I_AM_A_MEMBER), (Role.OFFICER, wording.I_AM_AN_OFFICER))
        actions += [Action(ActionKind.ROLE, label, "trafford", (), question, side) for side, label in choices]
    escalation = Escalation(("Monitoring Officer",), (STEP,))
    lead = (wording.what_it_says("Trafford Council"),)
    notes = (wording.NO_VERDICT,)
    return Reply(Kind.ANSWER, NOTE, lead, (QUOTE, COMPANION), (PROPOSED,), escalation, notes, tuple(actions))
