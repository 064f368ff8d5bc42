"""Which list, and which level of it, an entry belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.drafts import Draft
from knowledge.labels import ordinals

_BULLET = "bullet"


@dataclass(slots=True)
class _Level:
    series: str
    place: int
    entry: Draft | None = None


class Lists:
    """The lists that are open at one point, outermost first."""

    def __init__(self) -> None:
        self._levels: list[_Level] = []

    @property
    def started(self) -> bool:
        return bool(self._levels)

    @property
    def last(self) -> Draft | None:
        return self._levels[-1].entry if self._levels else None

    def place(self, letter: str) -> tuple[Draft | None, str]:
        """Find the level for the next entry (`letter` is empty for a bullet).

        Returns the entry that it is nested under, if any, and its mark: the letter, or the count of the bullet. What is
        nested deeper is closed. A letter that continues no open list opens a new one.
        """
        for depth in reversed(range(len(self._levels))):
            level = self._levels[depth]
            if self._continues(level, letter):
                del self._levels[depth + 1 :]
                level.place += 1
                return self._above(depth), letter or str(level.place)
        self._open(letter)
        return self._above(len(self._levels) - 1), letter or "1"

    def put(self, entry: Draft) -> None:
        """Say which draft the entry just placed became."""
        self._levels[-1].entry = entry

    def _continues(self, level: _Level, letter: str) -> bool:
        if not letter:
            return level.series == _BULLET
        return ordinals(letter).get(level.series) == level.place + 1

    def _open(self, letter: str) -> None:
        series, place = self._series(letter)
        if any(level.series == series for level in self._levels):
            self._levels.clear()
        self._levels.append(_Level(series, place))

    @staticmethod
    def _series(letter: str) -> tuple[str, int]:
        """The series that a first entry opens. One that is not first anywhere is taken for what it most looks like."""
        if not letter:
            return _BULLET, 1
        places = ordinals(letter)
        series = min(places, key=lambda name: places[name], default=_BULLET)
        return series, places.get(series, 1)

    def _above(self, depth: int) -> Draft | None:
        return self._levels[depth - 1].entry if depth else None
