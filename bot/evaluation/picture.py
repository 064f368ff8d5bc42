"""The picture of an evaluation as an SVG: how far the confidence can be believed, and what another bound would cost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from index.calibration import Bin, Trade, calibration, calibration_error, trades
from index.evaluation import Marks, figures

_SIDE, _TOP, _LEFT, _APART, _WIDTH, _HEIGHT = 300, 128, 64, 110, 820, 490  # pixels
_INK, _FAINT, _GRID, _BLUE, _RED = "#0b0c0c", "#505a5f", "#e3e5e6", "#1d70b8", "#c3411f"
_STYLE = (
    f"text{{font:13px system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif;fill:{_INK}}}"
    f".title{{font-size:17px;font-weight:600}}.faint{{fill:{_FAINT}}}.small{{font-size:11px}}"
    ".middle{text-anchor:middle}.end{text-anchor:end}.strong{font-weight:600}"
    f".grid{{stroke:{_GRID}}}.line{{fill:none;stroke-width:2.5;stroke-linejoin:round}}"
)
Point = tuple[float, float]


def draw(marks: Sequence[Marks], bound: float) -> str:
    """The picture; `bound` is the confidence from which the desk answers."""
    left, right = _LEFT, _LEFT + _SIDE + _APART
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" role="img">',
        "<title>Calibration of the confidence, and the trade between false answers and refusals</title>",
        f"<style>{_STYLE}</style>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
        *_panel(left, "Can the confidence be believed?", "confidence of the search", "share that is covered"),
        *_calibration(left, calibration(marks)),
        *_panel(right, "What another bound would cost", "answer from this confidence", "share of questions"),
        *_trade(right, trades(marks), bound, marks),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _panel(left: float, title: str, across: str, up: str) -> Iterator[str]:
    middle, bottom = left + _SIDE / 2, _TOP + _SIDE
    yield _text(left, 36, title, "title")
    yield _text(left, _TOP - 26, up, "faint small")
    yield _text(middle, bottom + 40, across, "faint small middle")
    for tenth in range(0, 11, 2):
        x, y = _place(left, (tenth / 10, tenth / 10))
        yield f'<path class="grid" d="M{left} {y:g}h{_SIDE}M{x:g} {_TOP}v{_SIDE}"/>'
        yield _text(left - 8, y + 4, f"{tenth / 10:.1f}", "faint small end")
        yield _text(x, bottom + 18, f"{tenth / 10:.1f}", "faint small middle")


def _calibration(left: float, bins: Sequence[Bin]) -> Iterator[str]:
    error = calibration_error(bins)
    told = "nothing was searched for" if error is None else f"mean distance from the dotted line: {error:.2f}"
    yield _text(left, 58, told, "faint")
    yield _text(left, 78, "figures and circles: number of questions", "faint")
    start, end = _place(left, (0, 0)), _place(left, (1, 1))
    yield f'<path d="M{_pair(start)}L{_pair(end)}" stroke="{_FAINT}" stroke-dasharray="2 5"/>'
    most = max((one.count for one in bins), default=1)
    points = [_place(left, (one.predicted, one.observed)) for one in bins]
    yield _line(points, _BLUE)
    for (x, y), one in zip(points, bins, strict=True):
        radius = 4 + 11 * (one.count / most) ** 0.5
        tip = f"<title>{one.count} questions: {one.predicted:.2f} predicted, {one.observed:.2f} covered</title>"
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{_BLUE}" fill-opacity=".8">{tip}</circle>'
        yield _text(x, y - radius - 4, str(one.count), "small middle")


def _trade(left: float, along: Sequence[Trade], bound: float, marks: Sequence[Marks]) -> Iterator[str]:
    now = figures(marks)
    x, bottom = _place(left, (bound, 0))
    yield f'<path d="M{x:g} {bottom}V{_TOP}" stroke="{_INK}" stroke-dasharray="5 4"/>'
    yield _text(x, _TOP - 8, f"now {bound:g}", "small middle strong")
    for row, colour, name in (
        (58, _BLUE, "refused_though_covered"),
        (78, _RED, "answered_though_not_covered"),
    ):
        measured = now[name] or 0.0
        yield f'<path class="line" stroke="{colour}" d="M{left} {row - 4}h22"/>'
        yield _text(left + 30, row, f"{name.replace('_', ' ')}, now {measured:.2f}", "strong", colour)
        yield _line([_place(left, (one.bound, getattr(one, name))) for one in along], colour)
        cx, cy = _place(left, (bound, measured))
        yield f'<circle cx="{cx:g}" cy="{cy:.1f}" r="5" fill="#ffffff" stroke="{colour}" stroke-width="2.5"/>'


def _place(left: float, point: Point) -> Point:
    """From shares to pixels of a panel."""
    return left + point[0] * _SIDE, _TOP + (1 - point[1]) * _SIDE


def _pair(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"


def _line(points: Iterable[Point], colour: str) -> str:
    return f'<path class="line" stroke="{colour}" d="M{"L".join(map(_pair, points))}"/>'


def _text(x: float, y: float, words: str, style: str, colour: str = "") -> str:
    filled = f' style="fill:{colour}"' if colour else ""
    return f'<text x="{x:g}" y="{y:g}" class="{style}"{filled}>{words}</text>'
