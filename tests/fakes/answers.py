"""A desk that answers from a script: for the mechanics of a platform, not for what is found."""

from __future__ import annotations

import time
from collections.abc import Sequence

from handlers import wording
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
