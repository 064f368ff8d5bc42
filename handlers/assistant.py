"""The desk itself: a message comes in, a handler makes the reply, every quotation is checked, the reply goes out."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from handlers import answer as replies
from handlers import wording
from handlers.answering import Answering
from handlers.follow_up import Conversations
from handlers.messages import Action, ActionKind, Kind, Notice, Outgoing, Question, Reply, Section
from handlers.neutrality.answers import with_banner, with_check
from handlers.neutrality.ports import Elections
from handlers.ports import Clock, Findings, Register, Search
from handlers.quoting import protocol_note, quote, verify, verify_escalation
from handlers.scope import carrying_words, decide
from handlers.sides import fitting
from handlers.urgent import urgent_words
from knowledge.clause import Role
from knowledge.errors import QuotationError, UnknownClause
from knowledge.library import Library
from knowledge.protocol import Protocol

MOST_OTHERS = 3
MOST_CHOICES = 4
_LONGEST_USEFUL_QUESTION = 4000
"""Characters. A model reads about 1,500; the rest of a longer message cannot change what is found."""


class Assistant:
    """Answers questions and presses of buttons. Safe to call from many threads.

    Of a conversation it keeps the last question, for half an hour and in memory only (`handlers.follow_up`).
    """

    def __init__(  # noqa: PLR0913, PLR0917 - one for each thing it needs
        self,
        library: Library,
        search: Search,
        contacts: Mapping[str, str] | None = None,
        clock: Clock = time.perf_counter,
        register: Register | None = None,
        elections: Elections = lambda _: (),
        today: Callable[[], date] = date.today,
    ) -> None:
        self._library = library
        self._search = search
        self._contacts = contacts or {}
        self._clock = clock
        self._register = register
        self._elections = elections
        self._today = today
        self._conversations = Conversations(clock)
        self._answering = Answering(library)

    def answer(self, question: Question) -> Outgoing:
        """Reply to a question; a Notice instead where a quotation failed its check and nothing may be sent.

        Raises `knowledge.errors.UnknownAuthority` where no protocol of that authority is installed.
        """
        started = self._clock()
        protocol = self._library.protocol(question.authority)
        text = question.text.strip()[:_LONGEST_USEFUL_QUESTION]
        urgent = urgent_words(text, self._contacts.get(question.authority, ""))
        before = self._before(question.thread, text, urgent=bool(urgent))
        whole = f"{text} {before}".strip()
        if not carrying_words(whole):
            return self._timed(replies.unclear(protocol, self.prompts(question.authority)), started)
        findings = self._search.find(whole, question.authority, question.role)
        reply = self._reply(replace(question, text=whole, latest=text if before else ""), findings)
        reply = replies.pressing(reply) if urgent else reply
        first = (*urgent, *((wording.READ_TOGETHER,) if before else ()))
        reply = replace(reply, lead=(*first, *reply.lead), stages_ms=dict(findings.stages_ms))
        reply = reply if urgent else self._around_meetings(protocol, whole, reply)
        return self._checked(self._timed(reply, started))

    def section(self, clause: str) -> Outgoing:
        """All clauses under the same heading as this one, in the order of the document."""

        def build() -> Section:
            clauses = self._library.section(clause)
            protocol = self._library.protocol(clauses[0].authority)
            return Section(clauses[0].section, protocol_note(protocol), tuple(quote(one) for one in clauses))

        return self._from_button(build)

    def others(self, authority: str, clauses: Sequence[str]) -> Outgoing:
        """The next candidates, where the first were not what the asker meant."""
        shown, rest = tuple(clauses[:MOST_OTHERS]), tuple(clauses[MOST_OTHERS:])
        if not shown:
            return Notice(wording.NO_MORE_CLAUSES, (wording.TRY_OTHER_WORDS,), (self._person_action(authority),))
        more = (Action(ActionKind.OTHERS, wording.NOT_WHAT_I_MEANT, authority, clauses=rest),) if rest else ()
        return self._from_button(
            lambda: self._quoting(authority, shown, wording.OTHER_CLAUSES, (*more, self._person_action(authority)))
        )

    def repeat(self, authority: str, clauses: Sequence[str]) -> Outgoing:
        """The same quotations once more, checked again, for sharing."""
        lead = wording.what_it_says(self._library.protocol(authority).name)
        return self._from_button(lambda: self._quoting(authority, clauses, lead, ()))

    def person(self, authority: str) -> Notice:
        """Whom to ask."""
        protocol = self._library.protocol(authority)
        contact = self._contacts.get(authority, "")
        return Notice(wording.person_title(protocol.name), wording.whom_to_ask(protocol.name, contact))

    def help(self, authority: str) -> Notice:
        """What the desk is for, with questions to try, and a person to ask."""
        protocol = self._library.protocol(authority)
        examples = tuple(
            Action(ActionKind.ASK, prompt, authority, question=prompt) for prompt in self.prompts(authority)
        )
        return Notice(
            wording.help_title(protocol.name),
            wording.help_paragraphs(protocol.title, protocol.version),
            (*examples, self._person_action(authority)),
        )

    def prompts(self, authority: str) -> tuple[str, ...]:
        """Up to four questions to try, from the authority's protocol.toml."""
        return self._library.protocol(authority).prompts[:MOST_CHOICES]

    def _before(self, conversation: str, text: str, *, urgent: bool) -> str:
        """What the message leans on. Of an urgent one nothing is kept, nor of what led to it."""
        if urgent:
            self._conversations.forget(conversation)
            return ""
        return self._conversations.before(conversation, text)

    def _reply(self, question: Question, findings: Findings) -> Reply:
        protocol = self._library.protocol(question.authority)
        contact = self._contacts.get(question.authority, "")
        kind = decide(question.text, findings, protocol.clauses)
        if kind is Kind.ANSWER and not fitting(protocol, question, [one.clause for one in findings.accepted]):
            kind = Kind.SILENT
        match kind:
            case Kind.ANSWER:
                reply = replies.answer(self._library, question, findings, self._register, contact)
                return self._answering.marked(question.text, reply)
            case Kind.SILENT:
                return replies.silent(self._library, question, findings, self._register, contact)
            case Kind.OUT_OF_SCOPE:
                return replies.out_of_scope(protocol)
            case _:
                return replies.unclear(protocol, self._choices(question, findings))

    def _around_meetings(self, protocol: Protocol, text: str, reply: Reply) -> Reply:
        return self._under_banner(with_check(protocol, text, reply), text)

    def _under_banner(self, reply: Reply, text: str = "") -> Reply:
        """Under the banner of the time before an election, where the reply is about what that bears on."""
        authority = reply.protocol.authority
        elections, contact = self._elections(authority), self._contacts.get(authority, "")
        return with_banner(self._library, text, reply, elections, self._today(), contact)

    def _choices(self, question: Question, findings: Findings) -> tuple[str, ...]:
        """One typical question of the asker's side for each of the closest clauses, from different sections."""
        typical = self._library.protocol(question.authority).typical
        other = set(Role) - {question.role} if question.role else set()
        by_section: dict[str, str] = {}
        for candidate in (*findings.accepted, *findings.rejected):
            clause = self._library.clause(candidate.clause)
            asked = [one.text for one in typical.get(clause.id, ()) if one.asker not in other]
            if asked:
                by_section.setdefault(clause.section, asked[0])
        return tuple(by_section.values())[:MOST_CHOICES]

    def _quoting(self, authority: str, clauses: Sequence[str], lead: str, actions: tuple[Action, ...]) -> Reply:
        """A reply that quotes the named clauses, each as in force or as proposed."""
        protocol = self._library.protocol(authority)
        quotes = [quote(self._library.clause(clause)) for clause in clauses]
        bare = Reply(Kind.ANSWER, protocol_note(protocol), lead=(lead,), actions=actions)
        return self._under_banner(replies.arranged(bare, quotes))

    def _from_button(self, build: Callable[[], Reply | Section]) -> Outgoing:
        """A button may be years old: a clause that is no longer there gets a sentence, not an error."""
        try:
            return self._checked(build())
        except UnknownClause:
            return Notice(wording.OUT_OF_DATE_TITLE, wording.OUT_OF_DATE)

    def _checked(self, outgoing: Reply | Section) -> Outgoing:
        try:
            verify(self._library, outgoing.quotes)
            if isinstance(outgoing, Reply):
                verify(self._library, (*outgoing.proposed, *(outgoing.banner.quotes if outgoing.banner else ())))
                for escalation in (outgoing.escalation, *outgoing.further):
                    verify_escalation(self._library, escalation)
        except QuotationError:
            return Notice(wording.MISMATCH_TITLE, wording.MISMATCH)
        return outgoing

    def _timed(self, reply: Reply, started: float) -> Reply:
        return replace(reply, took_ms=(self._clock() - started) * 1000)

    def _person_action(self, authority: str) -> Action:
        return Action(ActionKind.PERSON, wording.ASK_A_PERSON, authority)
