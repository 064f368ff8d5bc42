"""What was typed into forms that were checked but not sent yet. In memory only: it may be confidential."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Mapping

MOST = 1000
KEPT_FOR = 3600.0  # seconds


class Drafts:
    """Answers by the key of their form. Old ones go, and the oldest where there are too many."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[float, dict[str, str]]] = OrderedDict()

    def keep(self, key: str, answers: Mapping[str, str]) -> None:
        """Keep the answers of a form, instead of those before."""
        self._kept[key] = (time.monotonic(), dict(answers))
        self._kept.move_to_end(key)
        self._tidy()

    def of(self, key: str) -> dict[str, str] | None:
        """The answers of a form; None where they are no longer there."""
        self._tidy()
        found = self._kept.get(key)
        return found[1] if found else None

    def drop(self, key: str) -> None:
        """Forget the answers of a form that was sent."""
        self._kept.pop(key, None)

    def _tidy(self) -> None:
        oldest = time.monotonic() - KEPT_FOR
        while self._kept and (len(self._kept) > MOST or next(iter(self._kept.values()))[0] < oldest):
            self._kept.popitem(last=False)
