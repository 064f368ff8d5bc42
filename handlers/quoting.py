"""From a clause to a quotation, and the last check before it is sent."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.messages import Duty, Escalation, ProtocolNote, Quote, Step, Telling
from handlers.operative import operative_words
from knowledge.clause import Clause
from knowledge.errors import QuotationError
from knowledge.library import Library
from knowledge.protocol import Protocol


def quote(clause: Clause, *, companion: bool = False) -> Quote:
    """The clause as it is shown: its words to the letter, with the places of those that operate."""
    stem_length = len(clause.stem)
    return Quote(
        clause=clause.id,
        label=clause.label.text,
        label_printed=clause.label.printed,
        heading=clause.heading,
        text=clause.text,
        spans=tuple(span.text for span in clause.spans),
        status=clause.status,
        companion=companion,
        emphasis=operative_words(clause.text, stem_length),
        stem_length=stem_length,
    )


def protocol_note(protocol: Protocol) -> ProtocolNote:
    """The line that names the document under each reply."""
    return ProtocolNote(protocol.authority, protocol.name, protocol.title, protocol.version)


def verify(library: Library, quotes: Iterable[Quote]) -> None:
    """Compare each quotation with the stored source once more (promise 1 of the design).

    Raises `knowledge.errors.QuotationError` where one of them differs: then nothing of the reply may be sent.
    """
    library.verify_all((shown.clause, shown.text) for shown in quotes)


def verify_escalation(library: Library, escalation: Escalation) -> None:
    """The same for the words of an escalation: each must stand in its clause, and the clause in its source.

    Raises `knowledge.errors.QuotationError`.
    """
    parts: list[Step | Duty | Telling] = [*escalation.steps, *escalation.must_state]
    parts += [*escalation.told, *escalation.follows]
    said = {(part.clause, part.words) for part in parts}
    for clause in {clause for clause, _ in said}:
        library.verify(clause, library.clause(clause).text)
    for clause, words in said:
        if words not in library.clause(clause).text:
            raise QuotationError(f"“{words[:60]}” does not stand in {clause}.")
