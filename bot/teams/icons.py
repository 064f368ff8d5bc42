"""The two icons of the app in Teams, drawn here: a speech bubble that holds a quotation mark."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.teams.package_wording import ACCENT

COLOR_SIZE = 192  # pixels, by Microsoft's rules for app icons
OUTLINE_SIZE = 32  # likewise: white on nothing, without a margin
_SAMPLES = 8  # points looked at in each direction of a pixel, so that edges are smooth
_MARKS = (-0.17, 0.17)  # the two halves of the quotation mark, from the middle of the bubble
_WHITE = (255, 255, 255)

Shape = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Paper:
    """Points to draw on. The bubble is 1 wide; the middle of its body is (0, 0), and y grows downwards."""

    x: NDArray[np.float64]
    y: NDArray[np.float64]

    def disc(self, x: float, y: float, radius: float) -> Shape:
        inside: Shape = np.hypot(self.x - x, self.y - y) <= radius
        return inside

    def bubble(self, inset: float = 0.0) -> Shape:
        """A rounded box with a tail at its lower left; `inset` makes it smaller all around."""
        corner = 0.14 - inset
        beside = np.maximum(np.abs(self.x) - 0.36, 0.0)
        above = np.maximum(np.abs(self.y) - 0.24, 0.0)
        box: Shape = np.hypot(beside, above) <= corner
        from_box = self.y - 0.38 + inset
        tail = (from_box >= 0) & (self.x >= -0.26 + inset) & (self.x + from_box <= -0.04 - 1.4 * inset)
        return box | tail

    def quotation_mark(self) -> Shape:
        """“, each half of it a ball with a horn that bends to the right."""
        drawn = np.zeros_like(self.x, dtype=bool)
        for x in _MARKS:
            horn = self.disc(x + 0.09, 0.03, 0.2) & ~self.disc(x + 0.15, 0.07, 0.17)
            drawn |= self.disc(x, 0.08, 0.11) | (horn & (self.x <= x + 0.1) & (self.y <= 0.08))
        return drawn


def color() -> bytes:
    """The icon in colour, as a PNG."""
    paper = _paper(COLOR_SIZE, width=0.58, middle=0.46)
    ground = tuple(bytes.fromhex(ACCENT.removeprefix("#")))
    white = _coverage(paper.bubble() & ~paper.quotation_mark())[..., np.newaxis]
    pixels = np.array(ground) * (1 - white) + np.array(_WHITE) * white
    return _png(np.dstack([pixels, np.full(white.shape, 255.0)]))


def outline() -> bytes:
    """The icon in white on nothing, as a PNG."""
    paper = _paper(OUTLINE_SIZE, width=1.0, middle=0.42)
    covered = _coverage(paper.bubble() & ~paper.bubble(inset=0.07) | paper.quotation_mark())
    return _png(np.dstack([*(np.full(covered.shape, 255.0) for _ in _WHITE), covered * 255]))


def _paper(size: int, width: float, middle: float) -> _Paper:
    """Paper for `size` pixels, of which the bubble takes the share `width`, its body at the height `middle`."""
    along = (np.arange(size * _SAMPLES) + 0.5) / (size * _SAMPLES)
    x, y = np.meshgrid((along - 0.5) / width, (along - middle) / width)
    return _Paper(x, y)


def _coverage(shape: Shape) -> NDArray[np.float64]:
    """How much of each pixel the shape covers, from 0 to 1."""
    size = len(shape) // _SAMPLES
    parts: NDArray[np.float64] = shape.reshape(size, _SAMPLES, size, _SAMPLES).mean(axis=(1, 3))
    return parts


def _png(pixels: NDArray[np.float64]) -> bytes:
    """Rows of red, green, blue and opacity from 0 to 255, in a file (https://www.w3.org/TR/png-3/)."""
    height, width, _ = pixels.shape
    rows = b"".join(b"\0" + row.tobytes() for row in pixels.round().astype(np.uint8))
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
