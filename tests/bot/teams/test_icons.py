"""The icons are PNG files as Microsoft wants them: https://learn.microsoft.com/microsoftteams/platform/concepts/design."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.teams import icons


def chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    at = 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        kind, data, (check,) = (
            png[at + 4 : at + 8],
            png[at + 8 : at + 8 + length],
            struct.unpack(">I", png[at + 8 + length : at + 12 + length]),
        )
        assert check == zlib.crc32(kind + data)
        yield kind, data
        at += 12 + length


def pixels(png: bytes) -> NDArray[np.uint8]:
    parts = dict(chunks(png))
    assert list(parts) == [b"IHDR", b"IDAT", b"IEND"]
    width, height, depth, kind, *rest = struct.unpack(">IIBBBBB", parts[b"IHDR"])
    assert (depth, kind, rest) == (8, 6, [0, 0, 0])
    rows = np.frombuffer(zlib.decompress(parts[b"IDAT"]), np.uint8).reshape(height, 1 + 4 * width)
    assert not rows[:, 0].any()
    return rows[:, 1:].reshape(height, width, 4)


@pytest.mark.parametrize(("png", "size"), [(icons.color(), 192), (icons.outline(), 32)], ids=["color", "outline"])
def test_the_size_is_the_one_asked_for(png: bytes, size: int) -> None:
    assert pixels(png).shape == (size, size, 4)
    assert len(png) < 10_000


def test_the_icon_in_colour_is_a_full_square_with_the_symbol_in_its_middle() -> None:
    drawn = pixels(icons.color())
    assert (drawn[..., 3] == 255).all()
    white = (drawn[..., :3] == 255).all(axis=2)
    assert not white[:32].any()
    assert not white[:, :32].any()
    assert not white[-32:].any()
    assert not white[:, -32:].any()
    assert 0.1 < white.mean() < 0.4


def test_the_outline_is_white_on_nothing_and_reaches_the_edges() -> None:
    drawn = pixels(icons.outline())
    assert (drawn[..., :3] == 255).all()
    seen = drawn[..., 3] > 0
    assert seen[:, 0].any()
    assert seen[:, -1].any()
    assert 0.2 < seen.mean() < 0.7
    assert (drawn[..., 3] == 255).any()
