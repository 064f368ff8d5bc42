"""What can be wrong with the desk, as a tree. Each error is a sentence: what, where, and what to do next.

DeskError
├── KnowledgeError      a file under knowledge/protocols, or the register, is wrong (file, line, remedy)
├── QuotationError      a quotation no longer agrees with its source; nothing may be sent
├── UnknownAuthority    no protocol of that authority is installed
├── UnknownClause       no clause with that id is installed
├── IndexUnusable       (index.storage) the index is missing, stale, damaged or foreign
└── SettingsError       (bot.settings) a setting is wrong (field, reason, remedy)
"""

from __future__ import annotations

from pathlib import Path


class DeskError(Exception):
    """The root. `str(error)` is fit to be shown to the person at the keyboard."""


class KnowledgeError(DeskError):
    """A file of the knowledge is wrong. Says which file, which line (0 for the file as a whole), and the remedy."""

    def __init__(self, what: str, *, file: Path, line: int = 0, remedy: str) -> None:
        self.where = f"{file}:{line}" if line else str(file)
        super().__init__(f"{self.where}: {what} {remedy}")
        self.what, self.file, self.line, self.remedy = what, file, line, remedy


class QuotationError(DeskError):
    """A quotation differs from its source. The reply that holds it must not be sent."""


class UnknownAuthority(DeskError):  # noqa: N818 - named after what it says
    """No protocol of that authority is installed."""


class UnknownClause(DeskError):  # noqa: N818 - named after what it says
    """No clause with that id is installed: the protocol may have changed since it was named."""
