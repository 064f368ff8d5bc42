"""The neutrality check: the clauses that apply to a meeting, what would change them, and who decides."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from handlers import wording as said
from handlers.messages import Action, ActionKind, Quote
from handlers.neutrality import wording
from handlers.neutrality.applying import Known, is_of, known_of, names_meeting, nearest, open_facts, possible, unruled
from handlers.neutrality.elections import banner, pre_election
from handlers.neutrality.entries import clauses_in, entries_of
from handlers.neutrality.finding import found
from handlers.neutrality.messages import Change, Check, Decider, DutyAfter, Entry, Facts, Unruled
from handlers.neutrality.ports import Elections
from handlers.officeholders import holders
from handlers.ports import Register, Search
from handlers.quoting import protocol_note, quote, verify
from knowledge.errors import QuotationError
from knowledge.library import Library
from knowledge.neutrality import OFFERED, Decides, Neutrality, NeutralityRule, Part
from knowledge.protocol import Protocol


class NeutralityDesk:
    """Checks meetings against the protocols. No model is asked, but where no editor has laid a protocol out.

    `today` is asked each time, by the clocks of the authority. Safe to call from many threads.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - one for each thing it needs
        self,
        library: Library,
        register: Register | None,
        elections: Elections,
        contacts: Mapping[str, str],
        today: Callable[[], date],
        search: Search | None = None,
    ) -> None:
        self._library = library
        self._register = register
        self._elections = elections
        self._contacts = contacts
        self._today = today
        self._search = search

    def check(self, authority: str, facts: Facts) -> Check:
        """The clauses for these facts, each compared with its source.

        Raises `knowledge.errors.QuotationError` where one is not what its source says, and `UnknownAuthority`.
        """
        protocol = self._library.protocol(authority)
        if protocol.neutrality is None:
            made = self._found(protocol, facts)
        else:
            made = self._curated(protocol, protocol.neutrality, facts)
        verify(self._library, dict.fromkeys(made.quoted))
        return made

    def _curated(self, protocol: Protocol, neutrality: Neutrality, facts: Facts) -> Check:
        elections = self._elections(protocol.authority)
        known = known_of(facts, pre_election(elections, facts.on, self._today()))
        rules = list(possible(neutrality, facts, known))
        applying = [rule for rule in rules if not open_facts(rule, known)]
        named = names_meeting(neutrality, facts.meeting)

        def entries(of: Sequence[NeutralityRule]) -> tuple[Entry, ...]:
            return entries_of(self._library, of, facts.meeting, named=named)

        parts = {part: entries([rule for rule in applying if rule.part is part]) for part in Part}
        shown = clauses_in(entry for part in parts.values() for entry in part)
        return self._check(
            protocol,
            facts,
            parts,
            changes=tuple(_changes(rules, known, shown, entries)),
            silent=tuple(self._silent(protocol, neutrality, facts, known, named=named)),
            tensions=tuple(
                (one.sentence, tuple(quote(self._library.clause(clause)) for clause in one.clauses))
                for one in neutrality.tensions
                if is_of(one.meetings, facts.meeting)
            ),
            duties=tuple(_duties(neutrality, applying)),
            request=neutrality.requests.get(facts.meeting, ""),
        )

    def _found(self, protocol: Protocol, facts: Facts) -> Check:
        parts: Mapping[Part, tuple[Entry, ...]] = dict.fromkeys(Part, ())
        if self._search is not None:
            parts = found(self._library, self._search, protocol.authority, facts)
        silent = Unruled(wording.not_laid_out(protocol.name, found=any(parts.values())))
        return self._check(protocol, facts, parts, silent=(silent,))

    def _check(  # noqa: PLR0913 - one for each part of a check
        self,
        protocol: Protocol,
        facts: Facts,
        entries: Mapping[Part, tuple[Entry, ...]],
        *,
        silent: tuple[Unruled, ...],
        changes: tuple[Change, ...] = (),
        tensions: tuple[tuple[str, tuple[Quote, ...]], ...] = (),
        duties: tuple[DutyAfter, ...] = (),
        request: str = "",
    ) -> Check:
        authority, contact = protocol.authority, self._contacts.get(protocol.authority, "")
        person = Action(ActionKind.PERSON, said.ASK_A_PERSON, authority)
        start = Action(ActionKind.REQUEST, said.START_REQUEST, authority, request=request)
        day = facts.on or self._today()
        return Check(
            authority=authority,
            facts=facts,
            protocol=protocol_note(protocol),
            entries=entries,
            changes=changes,
            silent=silent,
            tensions=tensions,
            decides=self._decider(protocol, facts, contact),
            banner=banner(self._library, authority, self._elections(authority), day, contact),
            duties=duties,
            request=request,
            actions=(start, person) if request else (person,),
        )

    def _decider(self, protocol: Protocol, facts: Facts, contact: str) -> Decider:
        if protocol.neutrality is None:
            return Decider("", "", "", wording.decider_unknown(protocol.name, contact))
        one = next((one for one in protocol.neutrality.decides if is_of(one.meetings, facts.meeting)), None)
        if one is None:
            return Decider("", "", "", wording.nobody_decides(protocol.name, contact))
        label = self._label(one)
        terms = tuple(self._register.current(protocol.authority)) if self._register else ()
        people = holders("", (one.office,), terms, frozenset())
        names = [f"{person.name}, {said.ACTING}" if person.acting else person.name for person in people]
        return Decider(one.office, one.clause, one.words, wording.who_decides(one.office, label, names), people)

    def _label(self, decides: Decides) -> str:
        clause = self._library.clause(decides.clause)
        self._library.verify(clause.id, clause.text)
        if decides.words not in clause.text:
            raise QuotationError(f"“{decides.words[:60]}” does not stand in {clause.id}.")
        return clause.label.text

    def _silent(
        self, protocol: Protocol, neutrality: Neutrality, facts: Facts, known: Known, *, named: bool
    ) -> Iterator[Unruled]:
        meeting = facts.meeting
        if not named:
            sentence = wording.no_clause_on(protocol.name, meeting)
            yield Unruled(sentence, self._quotes(nearest(neutrality, None, meeting)))
        for one, answer in unruled(neutrality, meeting, known):
            sentence = wording.silent_on(protocol.name, one, answer)
            yield Unruled(sentence, self._quotes(nearest(neutrality, one, meeting, answer)), one)

    def _quotes(self, clauses: Sequence[str]) -> tuple[Quote, ...]:
        return tuple(quote(self._library.clause(clause)) for clause in clauses)


def _changes(
    rules: Sequence[NeutralityRule],
    known: Known,
    shown: frozenset[str],
    entries: Callable[[Sequence[NeutralityRule]], tuple[Entry, ...]],
) -> Iterator[Change]:
    """What each fact that is not known would add; a clause with several such conditions stands under the first."""
    waiting = [(rule, open_facts(rule, known)) for rule in rules]
    for circumstance, answers in OFFERED.items():
        for answer in answers:
            added = entries([rule for rule, conditions in waiting if conditions[:1] == ((circumstance, answer),)])
            new = tuple(entry for entry in added if entry.quote.clause not in shown)
            if new:
                yield Change(wording.if_so(circumstance, answer), circumstance, answer, new)


def _duties(neutrality: Neutrality, applying: Sequence[NeutralityRule]) -> Iterator[DutyAfter]:
    """What is to be done, each once. A key is the clause and which of its duties it is, whatever the facts."""
    laid_down: dict[str, list[str]] = {}
    for rule in neutrality.rules:
        if rule.duty and rule.duty not in laid_down.setdefault(rule.clause, []):
            laid_down[rule.clause].append(rule.duty)
    for clause, duty in dict.fromkeys((rule.clause, rule.duty) for rule in applying if rule.duty):
        number = laid_down[clause].index(duty) + 1
        yield DutyAfter(clause if number == 1 else f"{clause}#{number}", duty, clause)
