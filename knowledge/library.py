"""All protocols that are installed, and the check that a quotation is still what its source says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from knowledge.clause import Clause
from knowledge.errors import KnowledgeError, QuotationError, UnknownAuthority, UnknownClause
from knowledge.parser import digest_of
from knowledge.protocol import Protocol, Source
from knowledge.questions import StrayMessage, read_messages
from knowledge.reading import read_protocol
from knowledge.spans import quoted

PACKAGED = Path(__file__).parent / "protocols"


class Library:
    """The protocols by authority, and their clauses by id. It does not change once it is loaded."""

    def __init__(self, protocols: Iterable[Protocol], out_of_scope: Iterable[StrayMessage] = ()) -> None:
        self._protocols = {protocol.authority: protocol for protocol in protocols}
        self._clauses = {clause.id: clause for protocol in self._protocols.values() for clause in protocol.clauses}
        self.out_of_scope: tuple[StrayMessage, ...] = tuple(out_of_scope)

    @classmethod
    def load(cls, folder: Path | None = None) -> Library:
        """Read all protocols under `folder` (by default those that come with the desk).

        Raises KnowledgeError for the first thing that is wrong; `protocol-desk knowledge check` tells them all.
        """
        library, problems = read_library(folder)
        if problems:
            raise problems[0]
        return library

    @property
    def authorities(self) -> tuple[str, ...]:
        """The authorities whose protocol is installed, in alphabetical order."""
        return tuple(sorted(self._protocols))

    def protocol(self, authority: str) -> Protocol:
        """The protocol of one authority. Raises UnknownAuthority."""
        try:
            return self._protocols[authority]
        except KeyError:
            installed = ", ".join(self.authorities)
            raise UnknownAuthority(f"No protocol of “{authority}” is installed. Choose one of: {installed}.") from None

    def clause(self, clause_id: str) -> Clause:
        """The clause with that id, as in `trafford/10.1`. Raises UnknownClause."""
        try:
            return self._clauses[clause_id]
        except KeyError:
            raise UnknownClause(f"No clause “{clause_id}” is installed. The protocol may have changed since.") from None

    def section(self, clause_id: str) -> tuple[Clause, ...]:
        """All clauses under the same outermost heading, in the order of the document, proposals among them.

        Raises UnknownClause.
        """
        protocol = self.protocol(self.clause(clause_id).authority)
        number = protocol.sections[clause_id]
        return tuple(clause for clause in protocol.clauses if protocol.sections[clause.id] == number)

    def companions(self, clause_id: str) -> tuple[str, ...]:
        """The ids of the clauses that must travel with this one: exceptions, conditions, the entries of a stem.

        Raises UnknownClause.
        """
        return self.protocol(self.clause(clause_id).authority).companions.get(clause_id, ())

    def verify(self, clause_id: str, text: str) -> None:
        """Compare a quotation with its source as it is on disk now. To be called each time one is sent.

        Raises QuotationError where the file was changed since it was loaded, where the stretches of the source do not
        give the clause, or where `text` differs from it; UnknownClause where there is no such clause.
        """
        self.verify_all(((clause_id, text),))

    def verify_all(self, quotations: Iterable[tuple[str, str]]) -> None:
        """The same for clause ids and texts that are sent together: each source is read once."""
        printed: dict[str, str] = {}
        for clause_id, text in quotations:
            clause = self.clause(clause_id)
            source = self.protocol(clause.authority).source
            if clause.authority not in printed:
                printed[clause.authority] = _on_disk(source, clause_id)
            whole = printed[clause.authority]
            derived = " ".join(quoted(whole, span.start, span.end) for span in clause.spans)
            if not (derived == clause.text == text and digest_of(text) == clause.digest):
                raise QuotationError(f"{source.path}: the quotation of {clause_id} is not what the source says.")


def _on_disk(source: Source, clause_id: str) -> str:
    try:
        data = source.path.read_bytes()
    except OSError as error:
        raise QuotationError(f"{source.path}: the source of {clause_id} cannot be read. Put it back.") from error
    if hashlib.sha256(data).hexdigest() != source.digest:
        raise QuotationError(f"{source.path}: the source changed since it was loaded. Restart the desk.")
    return data.decode("utf-8")


def read_library(folder: Path | None = None) -> tuple[Library, list[KnowledgeError]]:
    """All protocols under `folder` as far as they can be read, and all that is wrong with them."""
    folder = folder or PACKAGED
    problems: list[KnowledgeError] = []
    folders = sorted(path for path in folder.iterdir() if _is_protocol(path)) if folder.is_dir() else []
    protocols = [protocol for path in folders if (protocol := read_protocol(path, problems))]
    if not folders:
        remedy = "Give the folder that holds one folder for each authority."
        problems.append(KnowledgeError("no protocols are here.", file=folder, remedy=remedy))
    return Library(protocols, read_messages(folder / "out_of_scope.toml", problems)), problems


def _is_protocol(path: Path) -> bool:
    return path.is_dir() and path.name[0] not in "._"
