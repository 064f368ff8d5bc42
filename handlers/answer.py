"""From what a search found to a reply: which clauses are quoted, what stands beside them, what is said around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from handlers import wording
from handlers.escalation import escalations_for, in_order_of_the_post, whom_to_ask
from handlers.messages import Action, ActionKind, Escalation, Kind, Question, Quote, Reply
from handlers.ports import Findings, Register
from handlers.quoting import protocol_note, quote
from handlers.sides import fitting
from knowledge.clause import Clause, Role, Status
from knowledge.library import Library
from knowledge.proposals import asks_about_proposals
from knowledge.protocol import Protocol
from knowledge.requests import RequestType

MOST_QUOTES = 4
MOST_OFFERED_NEXT = 6


def answer(
    library: Library, question: Question, findings: Findings, register: Register | None = None, contact: str = ""
) -> Reply:
    """The reply that quotes what was accepted: at most `MOST_QUOTES` clauses, wording in force before proposals.

    The escalation names who holds an office by the `register`, and the `contact` where the protocol names nobody.
    """
    protocol = library.protocol(question.authority)
    chosen = _quotes(library, question, findings, register)
    asks_role = findings.depends_on_role and question.role is None
    reply = Reply(
        kind=Kind.ANSWER,
        protocol=protocol_note(protocol),
        lead=(wording.what_it_says(protocol.name),),
        actions=_actions(question, chosen, next_clauses(findings, chosen), asks_role=asks_role),
    )
    first, *others = escalations_for(library, question, chosen, findings.parts, register, contact)
    reply = arranged(replace(reply, escalation=first, further=tuple(others)), chosen)
    reply = replace(reply, actions=(*reply.actions, *_start(protocol, question.role, (first, *others))))
    return replace(reply, notes=tuple(_notes(library, reply, asks_role=asks_role)))


def arranged(reply: Reply, quotes: Iterable[Quote]) -> Reply:
    """The reply with these quotations, the wording in force apart from what is only proposed."""
    quotes = tuple(quotes)
    return replace(
        reply,
        quotes=tuple(shown for shown in quotes if shown.status is not Status.PROPOSED),
        proposed=tuple(shown for shown in quotes if shown.status is Status.PROPOSED),
    )


def _quotes(library: Library, question: Question, findings: Findings, register: Register | None) -> tuple[Quote, ...]:
    """What is quoted: what was accepted, as far as it is for this side and for the post that a complaint is about."""
    about_proposals = asks_about_proposals(question.text)
    found = [candidate.clause for candidate in findings.accepted]
    accepted = fitting(library.protocol(question.authority), question, found)
    chosen = _chosen(library, accepted, about_proposals=about_proposals)
    ordered = in_order_of_the_post(library, question, chosen, register)
    if ordered == [shown.clause for shown in chosen]:
        return chosen
    companions = {shown.clause for shown in chosen if shown.companion} - {ordered[0]}
    again = _chosen(
        library, [clause for clause in ordered if clause not in companions], about_proposals=about_proposals
    )
    return tuple(shown for shown in again if shown.clause in ordered)


def _chosen(library: Library, accepted: Sequence[str], *, about_proposals: bool) -> tuple[Quote, ...]:
    """The accepted clauses with their companions; each companion directly after the clause that needs it.

    A clause for whose companions there is no room left is not shown without them, unless it is the first.
    """
    chosen: dict[str, Quote] = {}
    for clause in map(library.clause, accepted):
        if clause.id in chosen or (chosen and _rewords_another(clause) and not about_proposals):
            continue
        together = {clause.id: quote(clause)}
        for beside in _beside(library, clause, about_proposals=about_proposals):
            together.setdefault(beside.clause, beside)
        new = {shown: quotation for shown, quotation in together.items() if shown not in chosen}
        if not chosen or len(chosen) + len(new) <= MOST_QUOTES:
            chosen |= new
    return tuple(chosen.values())[:MOST_QUOTES]


def _beside(library: Library, clause: Clause, *, about_proposals: bool) -> Iterable[Quote]:
    if clause.counterpart and (about_proposals or clause.status is Status.PROPOSED):
        yield quote(library.clause(clause.counterpart))
    for companion in library.companions(clause.id):
        yield quote(library.clause(companion), companion=True)


def _rewords_another(clause: Clause) -> bool:
    """A proposal that rewords a clause in force is only named in a note, unless the question is about proposals."""
    return clause.status is Status.PROPOSED and clause.counterpart is not None


def _notes(library: Library, reply: Reply, *, asks_role: bool) -> Iterable[str]:
    shown = {quotation.clause for quotation in reply.proposed}
    changing = [
        quotation.label
        for quotation in reply.quotes
        if (counterpart := library.clause(quotation.clause).counterpart) and counterpart not in shown
    ]
    if changing:
        yield wording.a_change_is_proposed(" and ".join(changing))
    if asks_role:
        yield wording.ROLE_MATTERS
    yield wording.NO_VERDICT


def next_clauses(findings: Findings, shown: Iterable[Quote]) -> tuple[str, ...]:
    """The ids of the next closest clauses, best first, that were not shown."""
    seen = {quotation.clause for quotation in shown}
    ordered = [*findings.accepted, *findings.rejected]
    return tuple(candidate.clause for candidate in ordered if candidate.clause not in seen)[:MOST_OFFERED_NEXT]


def _actions(
    question: Question, shown: Sequence[Quote], following: tuple[str, ...], *, asks_role: bool
) -> tuple[Action, ...]:
    """The buttons under an answer."""
    authority = question.authority
    roles = _role_actions(question) if asks_role else ()
    return (
        *roles,
        Action(ActionKind.SECTION, wording.SHOW_SECTION, authority, clauses=(shown[0].clause,)),
        Action(ActionKind.OTHERS, wording.NOT_WHAT_I_MEANT, authority, clauses=following),
        Action(ActionKind.PERSON, wording.ASK_A_PERSON, authority),
        Action(ActionKind.SHARE, wording.SHARE, authority, clauses=tuple(quotation.clause for quotation in shown)),
    )


def _start(protocol: Protocol, role: Role | None, escalations: Iterable[Escalation]) -> Iterator[Action]:
    """The buttons that start the requests to which the routes lead, where this protocol lays them down for this side.

    Where there are several, each says which it is.
    """
    started = {kind.id: kind for one in escalations if (kind := _to_start(protocol, role, one))}
    for kind in started.values():
        label = wording.START_REQUEST if len(started) == 1 else wording.start_this(kind.name)
        yield Action(ActionKind.REQUEST, label, protocol.authority, request=kind.id)


def _to_start(protocol: Protocol, role: Role | None, escalation: Escalation) -> RequestType | None:
    sides = {None, role} if role else {None, *Role}
    kinds = [kind for kind in protocol.requests if kind.kind == escalation.request and kind.started_by in sides]
    kinds.sort(key=lambda kind: (escalation.route not in kind.routes, kind.status is Status.PROPOSED))
    return next(iter(kinds), None)


def _role_actions(question: Question) -> tuple[Action, Action]:
    """The two buttons that ask for the asker's side and then ask the question again."""
    return (
        Action(ActionKind.ROLE, wording.I_AM_A_MEMBER, question.authority, question=question.text, role=Role.MEMBER),
        Action(ActionKind.ROLE, wording.I_AM_AN_OFFICER, question.authority, question=question.text, role=Role.OFFICER),
    )


def silent(
    library: Library, question: Question, findings: Findings, register: Register | None = None, contact: str = ""
) -> Reply:
    """The reply on a matter that this protocol does not rule on: whom to ask, the nearest clauses behind a button."""
    protocol = library.protocol(question.authority)
    return Reply(
        kind=Kind.SILENT,
        protocol=protocol_note(protocol),
        lead=(f"{wording.protocol_is_silent(protocol.name)} {wording.NEITHER_PERMISSION_NOR_PROHIBITION}",),
        escalation=whom_to_ask(library, question, register, contact),
        actions=(
            Action(ActionKind.OTHERS, wording.SHOW_NEAREST, question.authority, clauses=next_clauses(findings, ())),
            Action(ActionKind.PERSON, wording.ASK_A_PERSON, question.authority),
        ),
    )


def out_of_scope(protocol: Protocol) -> Reply:
    """The reply to a message that no member/officer protocol answers: what the desk is for, in one line."""
    return Reply(
        kind=Kind.OUT_OF_SCOPE,
        protocol=protocol_note(protocol),
        lead=(wording.not_what_i_am_for(protocol.name),),
        actions=(Action(ActionKind.PERSON, wording.ASK_A_PERSON, protocol.authority),),
    )


def pressing(reply: Reply) -> Reply:
    """The reply to a matter that must not wait: nothing in it carries the asker's words, or makes light of the matter.

    Clauses stay where there are any. Elsewhere it is said neither that the protocol is silent nor what the desk is for.
    """
    if reply.kind is Kind.ANSWER:
        kept = tuple(action for action in reply.actions if action.kind is not ActionKind.ROLE)
        return replace(reply, actions=kept, notes=tuple(note for note in reply.notes if note != wording.ROLE_MATTERS))
    person = Action(ActionKind.PERSON, wording.ASK_A_PERSON, reply.protocol.authority)
    return Reply(reply.kind, reply.protocol, actions=(person,))


def unclear(protocol: Protocol, examples: Iterable[str]) -> Reply:
    """The question back, with whole questions to choose from."""
    choices = tuple(Action(ActionKind.ASK, example, protocol.authority, question=example) for example in examples)
    return Reply(
        kind=Kind.UNCLEAR,
        protocol=protocol_note(protocol),
        lead=(wording.SAY_MORE, wording.SAY_MORE_EXAMPLES) if choices else (wording.SAY_MORE,),
        actions=choices,
    )
