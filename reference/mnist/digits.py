"""Drawn digits: handwritten-looking digits made from a seed, in MNIST's shape and placement. numpy only.

A way of writing the digit is jittered, warped, scaled, slanted and rotated as points, then drawn with a Gaussian
brush: one small matrix product an image. Placement follows MNIST: the long side is 20 pixels, and the centre of mass
is in the middle of 28 x 28 pixels (LeCun, Cortes and Burges, "The MNIST database of handwritten digits").
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from reference.mnist.skeletons import SKELETONS, Stroke

Floats = npt.NDArray[np.float32]

SIDE = 28  # pixels
LONG_SIDE = 20.0  # pixels
POINTS = 40  # brush points of an image, shared out among its strokes by length
CHUNK = 500  # images drawn at once: their brush rows fit a processor's cache


def draw(count: int, seed: int, difficulty: float = 1.0) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """Return `count` images, uint8 [count, 28, 28], and their labels, int64 [count]; the same for the same seed.

    `difficulty` scales how far the writing strays from the model: 0.5 is easy, 1 feels like MNIST, 1.5 is hard.
    """
    random = np.random.default_rng(seed)
    labels = random.integers(0, 10, count)
    images = np.empty((count, SIDE, SIDE), np.uint8)
    for start in range(0, count, CHUNK):
        part = slice(start, start + CHUNK)
        points, weights = _write(labels[part], random, difficulty)
        images[part] = _brush(*_place(points, weights, random), random)
    return images, labels


def _write(labels: npt.NDArray[np.int64], random: np.random.Generator, difficulty: float) -> tuple[Floats, Floats]:
    """Return brush points [n, POINTS, 2] in a free scale, and the length of path [n, POINTS] that each stands for."""
    points = np.empty((len(labels), POINTS, 2), np.float32)
    joined = np.empty((len(labels), POINTS), bool)
    for digit, ways in SKELETONS.items():
        shares = np.array([share for share, _ in ways])
        chosen = random.choice(len(ways), len(labels), p=shares / shares.sum())
        for way, (_, strokes) in enumerate(ways):
            who = np.flatnonzero((labels == digit) & (chosen == way))
            basis, ends = _basis(strokes)  # [POINTS, controls], [POINTS]
            controls = np.array([point for stroke in strokes for point in stroke], np.float32)
            jitter = random.standard_normal((len(who), *controls.shape), np.float32)
            points[who] = basis @ (controls + 0.05 * difficulty * jitter)
            joined[who] = ~ends
    points = _distort(points, random, difficulty)
    steps = np.linalg.norm(np.diff(points, axis=1, append=points[:, -1:]), axis=2) * joined  # [n, POINTS]
    return points, (steps + np.roll(steps, 1, axis=1)) / 2


@cache
def _basis(strokes: tuple[Stroke, ...]) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Return the matrix from control points to brush points (Catmull-Rom curves), and where a stroke ends."""
    lengths = np.array([np.hypot(*np.diff(np.array(stroke), axis=0).T).sum() for stroke in strokes])
    counts = np.maximum(np.floor(POINTS * lengths / lengths.sum()), 2).astype(int)
    counts[np.argmax(counts)] += POINTS - counts.sum()
    basis = np.zeros((POINTS, sum(len(stroke) for stroke in strokes)), np.float32)
    ends = np.zeros(POINTS, bool)
    row = column = 0
    for stroke, count in zip(strokes, counts, strict=True):
        basis[row : row + count, column : column + len(stroke)] = _catmull_rom(stroke, int(count))
        row, column = row + int(count), column + len(stroke)
        ends[row - 1] = True
    return basis, ends


def _catmull_rom(stroke: Stroke, count: int) -> Floats:
    """Return weights [count, controls] of a uniform Catmull-Rom spline, sampled evenly along the control polygon."""
    controls = len(stroke)
    steps = np.hypot(*np.diff(np.array(stroke), axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(np.maximum(steps, 1e-3))])
    position = np.interp(np.linspace(0, along[-1], count), along, np.arange(controls))
    segment = np.minimum(position.astype(int), controls - 2)
    t = position - segment
    weights = (
        (-(t**3) + 2 * t**2 - t) / 2,
        (3 * t**3 - 5 * t**2 + 2) / 2,
        (-3 * t**3 + 4 * t**2 + t) / 2,
        (t**3 - t**2) / 2,
    )
    matrix = np.zeros((count, controls), np.float32)
    for offset, weight in zip((-1, 0, 1, 2), weights, strict=True):
        np.add.at(matrix, (np.arange(count), np.clip(segment + offset, 0, controls - 1)), weight)
    return matrix


def _distort(points: Floats, random: np.random.Generator, difficulty: float) -> Floats:
    """Bend, then scale, slant and rotate each image's points [n, p, 2]."""
    n = len(points)
    normal = random.standard_normal((n, 14), np.float32)
    bend = 0.05 * difficulty * normal[:, :8].reshape(n, 1, 2, 4)
    x, y = points[..., :1] - 0.5, points[..., 1:] - 0.5  # [n, p, 1]
    waves = np.concatenate([np.sin(3 * x), np.cos(3 * x), np.sin(4 * y), np.cos(4 * y)], axis=2)  # [n, p, 4]
    points = points - 0.5 + (bend @ waves[..., None])[..., 0]
    narrow = np.exp(-0.18 + 0.22 * difficulty * normal[:, 8])  # width over height
    slant = 0.14 + 0.26 * difficulty * normal[:, 9]
    turn = 0.12 * difficulty * normal[:, 10]
    cos, sin = np.cos(turn), np.sin(turn)
    affine = np.stack(  # rotation @ slant @ scaling, [n, 2, 2]
        [
            np.stack([cos * narrow, -cos * slant - sin], axis=1),
            np.stack([sin * narrow, -sin * slant + cos], axis=1),
        ],
        axis=1,
    )
    bent: Floats = points @ affine.transpose(0, 2, 1)
    return bent


def _place(points: Floats, weights: Floats, random: np.random.Generator) -> tuple[Floats, Floats, Floats]:
    """Scale the box of each image to MNIST's size and its centre of mass to the middle; add the brush's width."""
    n = len(points)
    width = np.clip(0.8 * np.exp(0.28 * random.standard_normal(n, np.float32)), 0.45, 1.6)  # pixels
    box = np.ptp(points, axis=1).max(axis=1)  # [n]
    scale = (LONG_SIDE - 1 - 2.6 * width) / np.maximum(box, 1e-3)
    mass = (weights[:, None] @ points) / weights.sum(axis=1)[:, None, None]  # [n, 1, 2]
    middle = SIDE / 2 + random.uniform(-0.5, 0.5, (n, 1, 2)).astype(np.float32)  # MNIST moves by whole pixels
    return (points - mass) * scale[:, None, None] + middle, weights * scale[:, None], width


def _brush(points: Floats, weights: Floats, width: Floats, random: np.random.Generator) -> npt.NDArray[np.uint8]:
    """Draw points [n, p, 2] of weights [n, p] with a Gaussian brush of a width [n] in pixels: uint8 [n, 28, 28]."""
    grid = np.arange(SIDE, dtype=np.float32)
    spread = (-0.5 / width**2)[:, None, None]
    columns = np.exp(spread * (points[:, :, :1] - grid) ** 2)  # [n, p, 28]
    rows = np.exp(spread * (points[:, :, 1:] - grid) ** 2)  # [n, p, 28]
    ink = random.normal(260.0, 40.0, len(points)).astype(np.float32)  # a line's middle: 650 times width, cut at 255
    rows *= (weights * ink[:, None])[:, :, None]
    gray: Floats = rows.transpose(0, 2, 1) @ columns - 24  # [n, 28, p] @ [n, p, 28]; paper is 0, without a haze
    return np.clip(gray, 0, 255).astype(np.uint8)
