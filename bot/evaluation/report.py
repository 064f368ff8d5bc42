"""What `protocol-desk evaluate` prints, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.evaluation.floors import Bound
from bot.evaluation.misses import Miss, Placed
from index.calibration import calibration, calibration_error
from index.comparison import Comparison
from index.evaluation import HIGHER_IS_BETTER, KINDS, Figures, Marks, confusion, figures

_NAME, _COLUMN = 30, 13
_MOST_IDS = 12


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A run with all that is told about it. `failed` are the ids of questions without a reply that could be sent."""

    marks: tuple[Marks, ...]
    misses: tuple[Miss, ...]
    failed: tuple[str, ...]
    comparison: Comparison | None
    bounds: tuple[Bound, ...]
    missed: tuple[Bound, ...]

    @property
    def ok(self) -> bool:
        """Whether every question got a reply and no bound was missed."""
        return not self.failed and not self.missed


def as_data(of: Evaluation) -> dict[str, Any]:
    """All of it as plain data (docs/evaluating.md lists the keys)."""
    bins = calibration(of.marks)
    return {
        "questions": len(of.marks) + len(of.failed),
        "failed": list(of.failed),
        "figures": figures(of.marks),
        "authorities": {name: figures(marks) for name, marks in _by_authority(of.marks).items()},
        "kinds": confusion(of.marks),
        "calibration": {"error": _rounded(calibration_error(bins)), "bins": [asdict(one) for one in bins]},
        "misses": [_miss_as_data(one) for one in of.misses],
        "against": asdict(of.comparison) if of.comparison else None,
        "missed_bounds": [
            {"figure": one.figure, "value": figures(of.marks)[one.figure], _side(one): one.value} for one in of.missed
        ],
    }


def as_text(of: Evaluation) -> Iterator[str]:
    """All of it line by line; what matters most stands last, where a terminal shows it."""
    for one in of.misses:
        yield from (*_miss(one), "")
    yield from _table(of.marks)
    yield from ("", *_kinds(of.marks))
    if of.comparison:
        yield from ("", *_comparison(of.comparison))
    if of.failed:
        yield from ("", f"No reply could be sent, because a quotation failed its check: {_ids(of.failed)}")
        yield "Run: protocol-desk knowledge check"
    if of.bounds:
        yield from ("", *gate(of.bounds, of.missed, figures(of.marks)))


def gate(bounds: Sequence[Bound], missed: Sequence[Bound], values: Figures) -> Iterator[str]:
    """Which figure missed which bound."""
    for one in missed:
        what = "below the floor" if one.is_floor else "above the ceiling"
        value = values[one.figure]
        told = f"is {_shown(value)}, {what} of {one.value:g}" if value is not None else "could not be measured"
        yield f"MISSED  {one.file}:{one.line}: {one.figure} {told}."
    verdict = "All figures keep their bounds." if not missed else f"{len(missed)} of {len(bounds)} bounds were missed."
    yield verdict


def _table(marks: Sequence[Marks]) -> Iterator[str]:
    groups = _by_authority(marks)
    columns = {"all": figures(marks)} | ({name: figures(of) for name, of in groups.items()} if len(groups) > 1 else {})
    counts = [len(marks), *(len(of) for of in groups.values())][: len(columns)]
    yield _row("", columns)
    yield _row("questions", map(str, counts))
    for name in HIGHER_IS_BETTER:
        yield _row(name, (_shown(of[name]) for of in columns.values()))


def _kinds(marks: Sequence[Marks]) -> Iterator[str]:
    yield _row("replies, by kind", KINDS)
    for what, counts in confusion(marks).items():
        yield _row(what, map(str, counts.values()))


def _comparison(of: Comparison) -> Iterator[str]:
    yield _row("on the same questions", ("before", "now", "change"))
    for name in HIGHER_IS_BETTER:
        before, now = of.before[name], of.now[name]
        change = f"{now - before:+.3f}" if before is not None and now is not None and now != before else ""
        yield _row(name, (_shown(before), _shown(now), change))
    told = (("better", of.better), ("worse", of.worse), ("new", of.added), ("no longer there", of.gone))
    yield from (f"{what}: {_ids(ids)}" for what, ids in told if ids)


def _miss(one: Miss) -> Iterator[str]:
    yield " · ".join(filter(None, (one.case.id, one.case.role, one.case.kind, "; ".join(one.reasons))))
    yield f"  {' '.join(one.case.question.split())}"
    signals = (("confidence", one.marks.confidence), ("strangeness", one.marks.strangeness))
    told = [f"{name} {value:.2f}" for name, value in signals if value is not None] or ["nothing was searched for"]
    yield f"  reply    {' · '.join((one.marks.reply, *told))}"
    yield from (f"  wanted   {_placed(placed, '' if placed.quoted else 'not quoted')}" for placed in one.wanted)
    yield from (f"  quoted   {_placed(placed, '' if placed.fit else 'beside the point')}" for placed in one.shown)
    if one.marks.offices_found is False:
        yield f"  offices  wanted: {', '.join(one.case.escalate)} · named: {', '.join(one.offices) or 'none'}"


def _placed(one: Placed, remark: str) -> str:
    signals = f"score {one.score:6.2f}  meaning {one.meaning:5.2f}  words {one.words:6.2f}"
    return f"{one.clause:<26} rank {one.rank:3}  {signals}  {remark}".rstrip()


def _miss_as_data(one: Miss) -> dict[str, Any]:
    return {
        "id": one.case.id,
        "authority": one.case.authority,
        "role": one.case.role,
        "question": one.case.question,
        "reasons": list(one.reasons),
        "reply": one.marks.reply,
        "confidence": _rounded(one.marks.confidence),
        "strangeness": _rounded(one.marks.strangeness),
        "wanted": [_placed_as_data(placed) for placed in one.wanted],
        "shown": [_placed_as_data(placed) for placed in one.shown],
        "offices": {"wanted": list(one.case.escalate), "named": list(one.offices)},
    }


def _placed_as_data(one: Placed) -> dict[str, Any]:
    return {name: _rounded(value) if isinstance(value, float) else value for name, value in asdict(one).items()}


def _by_authority(marks: Iterable[Marks]) -> dict[str, list[Marks]]:
    groups: dict[str, list[Marks]] = {}
    for one in marks:
        groups.setdefault(one.authority, []).append(one)
    return dict(sorted(groups.items()))


def _row(name: str, columns: Iterable[str]) -> str:
    return f"{name:<{_NAME}}{''.join(f'{column:>{_COLUMN}}' for column in columns)}"


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}" if value >= 10 else f"{value:.3f}"


def _ids(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - _MOST_IDS} more" if len(ids) > _MOST_IDS else ""
    return f"{len(ids)} ({', '.join(ids[:_MOST_IDS])}{more})"


def _side(bound: Bound) -> str:
    return "floor" if bound.is_floor else "ceiling"


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
