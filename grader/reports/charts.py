"""Geometry of the charts: numbers in, coordinates and path data out. Words and colours are the template's."""

from __future__ import annotations

import base64
import math
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from grader.reports.run import SIDE, Digit

WIDTH, HEIGHT = 300.0, 170.0  # user units of a curve's drawing area
_MAX_VERTICES = 400
CELL = 30.0  # user units of a cell of the confusion matrix


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis: where it is (user units) and what it says."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Curve:
    """A line chart: `path` in SVG path syntax, y downwards, inside (0, 0, WIDTH, HEIGHT)."""

    path: str
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    points: tuple[tuple[float, float], ...]

    @property
    def rows(self) -> tuple[tuple[float, float], ...]:
        """Some twenty of the points, first and last among them, for the table beside the chart."""
        return _thinned(self.points, 20)


@dataclass(frozen=True, slots=True)
class Square:
    """One cell of the confusion matrix; `shade` is 0 to 1 within its kind (right or wrong)."""

    x: float
    y: float
    count: int
    right: bool
    shade: float


def curve(points: Sequence[tuple[float, float]], *, floor: float | None = None) -> Curve | None:
    """Return the chart of (step, height) pairs, or None for fewer than two. `floor`: a height the axis must show."""
    if len(points) < 2:
        return None
    heights = [height for _, height in points] + ([floor] if floor is not None else [])
    x_ticks = nice_ticks(min(step for step, _ in points), max(step for step, _ in points))
    y_ticks = nice_ticks(min(heights), max(heights))
    left, right = points[0][0], points[-1][0]
    low, high = y_ticks[0], max(y_ticks[-1], *heights)

    def across(step: float) -> float:
        return round((step - left) / ((right - left) or 1.0) * WIDTH, 1)

    def down(height: float) -> float:
        return round(HEIGHT - (height - low) / ((high - low) or 1.0) * HEIGHT, 1)

    vertices = [f"{across(step)},{down(height)}" for step, height in _thinned(points, _MAX_VERTICES)]
    return Curve(
        path="M" + "L".join(vertices),
        x_ticks=tuple(Tick(across(value), short(value)) for value in x_ticks if left <= value <= right),
        y_ticks=tuple(Tick(down(value), short(value)) for value in y_ticks),
        points=tuple(points),
    )


def matrix(counts: Sequence[Sequence[int]]) -> tuple[Square, ...]:
    """Return the squares of a confusion matrix (rows truth, columns read as), shaded by the root of the count."""
    right = max((counts[i][i] for i in range(len(counts))), default=0) or 1
    wrong = max((n for t, row in enumerate(counts) for p, n in enumerate(row) if t != p), default=0) or 1
    return tuple(
        Square(p * CELL, t * CELL, n, t == p, round(math.sqrt(n / (right if t == p else wrong)), 2))
        for t, row in enumerate(counts)
        for p, n in enumerate(row)
    )


def png(digit: Digit) -> str:
    """Return the digit as a `data:` address of an 8-bit grey PNG (W3C PNG specification, filter 0 on each row)."""
    rows = b"".join(b"\0" + digit.pixels[y * SIDE : (y + 1) * SIDE] for y in range(SIDE))
    header = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 0, 0, 0, 0)
    chunks = (_chunk(b"IHDR", header), _chunk(b"IDAT", zlib.compress(rows, 9)), _chunk(b"IEND", b""))
    return "data:image/png;base64," + base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"".join(chunks)).decode("ascii")


def nice_ticks(low: float, high: float, count: int = 5) -> list[float]:
    """Return some `count` round values, 1, 2, 2.5 or 5 times a power of ten apart, from `low`, rounded down, to `high`.

    A range too narrow for its height to be told apart gets one value.
    """
    if high - low <= 1e-9 * max(1.0, -low, high):
        return [low]
    raw = (high - low) / count
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(size * power for size in (1.0, 2.0, 2.5, 5.0, 10.0) if raw <= size * power * (1 + 1e-9))
    first = math.floor(low / step + 1e-9)
    last = math.ceil(high / step - 1e-9)
    return [round(index * step, 12) for index in range(first, last + 1)]


def short(value: float) -> str:
    """Return a number for an axis or a table: 12,500 or 0.25."""
    return f"{value:,.0f}" if abs(value) < 1e15 and value == int(value) else f"{value:.4g}"


def _thinned(points: Sequence[tuple[float, float]], most: int) -> tuple[tuple[float, float], ...]:
    if len(points) <= most:
        return tuple(points)
    return tuple(points[round(i * (len(points) - 1) / (most - 1))] for i in range(most))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
