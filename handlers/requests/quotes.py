"""The clauses that a request rests on, as quotations, and the check of every word that is shown of them."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.messages import Quote
from handlers.quoting import quote, verify
from handlers.requests.request import Task
from knowledge.errors import QuotationError, UnknownClause
from knowledge.library import Library
from knowledge.requests import RequestType


def quotes_of(library: Library, kind: RequestType) -> tuple[Quote, ...]:
    """The clauses above the form, each followed by those that must travel with it; verified.

    Raises `knowledge.errors.QuotationError` where one of them, or words that the form shows of a clause, differ from
    the source: then nothing may be sent.
    """
    shown: dict[str, Quote] = {}
    for clause in kind.clauses:
        shown[clause] = quote(library.clause(clause))
        for beside in library.companions(clause):
            shown.setdefault(beside, quote(library.clause(beside), companion=True))
    said = [(field.clause, field.words) for field in kind.fields if field.clause]
    said += [(stage.clause, stage.words) for stage in kind.stages]
    said += [(duty.clause, duty.words) for duty in kind.duties]
    verify(library, shown.values())
    verify_words(library, (*said, *kind.conditions))
    return tuple(shown.values())


def task_quotes(library: Library, tasks: Iterable[Task]) -> tuple[Quote, ...]:
    """The clauses that lay duties on somebody, verified.

    A protocol that was amended since may not have the words of a duty any more: then its clause is not quoted.
    """
    clauses = [task.clause for task in tasks if cited_words(library, task)[0]]
    shown = tuple(quote(library.clause(clause)) for clause in dict.fromkeys(clauses))
    verify(library, shown)
    return shown


def cited_words(library: Library, task: Task) -> tuple[str, str]:
    """The label of a duty's clause and its words, verified; both "" where the protocol no longer has them."""
    try:
        clause = library.clause(task.clause)
    except UnknownClause:
        return "", ""
    library.verify(clause.id, clause.text)
    return (clause.label.text, task.words) if task.words in clause.text else ("", "")


def verify_words(library: Library, said: Iterable[tuple[str, str]]) -> None:
    """Each (clause, words): the words must stand in the clause, and the clause in its source.

    Raises `knowledge.errors.QuotationError`.
    """
    said = set(said)
    for clause in {clause for clause, _ in said}:
        library.verify(clause, library.clause(clause).text)
    for clause, words in said:
        if words not in library.clause(clause).text:
            raise QuotationError(f"“{words[:60]}” does not stand in {clause}.")
