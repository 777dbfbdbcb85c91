import base64
import math
import re
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.reports import charts
from grader.reports.run import Digit

heights = st.floats(-1e6, 1e6, allow_nan=False)
lines = st.lists(heights, min_size=2, max_size=600).map(lambda values: list(enumerate(values)))


def _decoded(address: str) -> tuple[tuple[int, int], bytes]:
    """Size and pixels of an 8-bit grey PNG, read by the letter of its specification; checksums must hold."""
    data = base64.b64decode(address.removeprefix("data:image/png;base64,"))
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    chunks, at = {}, 8
    while at < len(data):
        (size,) = struct.unpack(">I", data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        assert struct.unpack(">I", data[at + 8 + size : at + 12 + size]) == (zlib.crc32(kind + body),)
        chunks[kind], at = body, at + 12 + size
    width, height, depth, colour = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
    assert (depth, colour) == (8, 0)
    raw = zlib.decompress(chunks[b"IDAT"])
    rows = [raw[y * (width + 1) : (y + 1) * (width + 1)] for y in range(height)]
    assert all(row[0] == 0 for row in rows)
    return (width, height), b"".join(row[1:] for row in rows)


@given(st.binary(min_size=784, max_size=784))
def test_a_digit_comes_back_from_its_png_pixel_by_pixel(pixels):
    assert _decoded(charts.png(Digit(pixels, 1, 7))) == ((28, 28), pixels)


@given(lines)
def test_a_curve_stays_inside_its_frame(points):
    drawn = charts.curve(points)
    assert drawn is not None
    for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", drawn.path):
        assert 0 <= float(x) <= charts.WIDTH
        assert 0 <= float(y) <= charts.HEIGHT


@given(lines)
def test_ticks_stay_inside_the_frame_and_cover_the_heights(points):
    drawn = charts.curve(points)
    assert drawn is not None
    assert all(-0.1 <= tick.at <= charts.HEIGHT + 0.1 for tick in drawn.y_ticks)
    assert all(0 <= tick.at <= charts.WIDTH for tick in drawn.x_ticks)


@given(st.floats(-1e6, 1e6), st.floats(1e-2, 1e9))
def test_ticks_are_evenly_spaced_round_numbers_around_the_range(low, span):
    ticks = charts.nice_ticks(low, low + span)
    assert ticks[0] <= low + 1e-6 * span
    assert ticks[-1] >= low + span * (1 - 1e-6)
    assert 2 <= len(ticks) <= 9


def test_ticks_from_nothing_to_two_and_a_half():
    assert charts.nice_ticks(0.0, 2.5) == [0, 0.5, 1.0, 1.5, 2.0, 2.5]


def test_a_falling_loss_falls_on_the_page():
    drawn = charts.curve([(0, 2.0), (100, 0.5)], floor=0)
    assert drawn is not None
    (_, first), (_, last) = [tuple(map(float, pair)) for pair in re.findall(r"([\d.]+),([\d.]+)", drawn.path)]
    assert first < last  # y grows downwards


def test_one_point_makes_no_curve():
    assert charts.curve([(0, 1.0)]) is None


def test_a_long_run_is_thinned_in_the_table_but_keeps_its_ends():
    drawn = charts.curve([(step, 1 / (step + 1)) for step in range(1000)])
    assert drawn is not None
    assert len(drawn.rows) == 20
    assert (drawn.rows[0][0], drawn.rows[-1][0]) == (0, 999)


def test_the_matrix_has_a_square_for_each_pair_with_its_count():
    counts = [[10 * row + column for column in range(10)] for row in range(10)]
    squares = charts.matrix(counts)
    assert [square.count for square in squares] == list(range(100))
    assert {(square.x, square.y) for square in squares} == {(30.0 * p, 30.0 * t) for p in range(10) for t in range(10)}
    assert all(square.right == math.isclose(square.x, square.y) for square in squares)


@pytest.mark.parametrize(("value", "text"), [(12500.0, "12,500"), (0.25, "0.25"), (1 / 3, "0.3333"), (0, "0")])
def test_numbers_on_axes_are_short(value, text):
    assert charts.short(value) == text
