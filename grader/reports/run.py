"""The evidence of a training run, checked for shape before anything is drawn from it."""

from __future__ import annotations

import base64
import binascii
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SIDE = 28  # pixels a side of a digit
CLASSES = 10
_MAX_POINTS = 5_000
_MAX_LAYERS = 200
_NOTE = 300  # characters


@dataclass(frozen=True, slots=True)
class Digit:
    """A hidden image that the network misread; `pixels` are 28x28 uint8 values, row by row."""

    pixels: bytes
    label: int
    predicted: int


@dataclass(frozen=True, slots=True)
class Layer:
    """What one layer costs: multiply-accumulates, parameters and memory (elements), MACs per element moved."""

    name: str
    kind: str
    shape: str
    macs: float | None
    parameters: float | None
    memory: float | None
    intensity: float | None


@dataclass(frozen=True, slots=True)
class Run:
    """One training verdict's evidence. What is absent, or not of the shape that was promised, is None or empty."""

    data: str
    quick: bool
    accuracies: tuple[float, ...]
    mean_accuracy: float | None
    wall_seconds: float | None
    cpu_seconds: float | None
    isolation: str
    form: str
    next_accuracy: float | None
    next_points: float | None
    confusion: tuple[tuple[int, ...], ...]
    digits: tuple[Digit, ...]
    loss: tuple[tuple[float, float], ...]
    accuracy: tuple[tuple[float, float], ...]  # percent of the step's own batch
    note: str  # why there is no accuracy by step
    layers: tuple[Layer, ...]
    stdout: str

    @property
    def confusions(self) -> tuple[tuple[int, int, int], ...]:
        """(label, predicted, count) of all misread images, the most frequent pair first."""
        pairs = ((t, p, n) for t, row in enumerate(self.confusion) for p, n in enumerate(row) if t != p and n)
        return tuple(sorted(pairs, key=lambda pair: -pair[2]))


def of(evidence: Mapping[str, Any]) -> Run | None:
    """Return the run that `evidence` tells of, or None when it holds no measured accuracy."""
    mean = _number(evidence.get("mean_accuracy"))
    if mean is None:
        return None
    band = evidence.get("next_band")
    band = band if isinstance(band, Mapping) else {}
    return Run(
        data=str(evidence.get("data", "")),
        quick=bool(evidence.get("quick")),
        accuracies=_numbers(evidence.get("accuracy")),
        mean_accuracy=mean,
        wall_seconds=_number(evidence.get("wall_seconds")),
        cpu_seconds=_number(evidence.get("cpu_seconds")),
        isolation=str(evidence.get("isolation") or ""),
        form=str(evidence.get("form") or ""),
        next_accuracy=_number(band.get("accuracy")),
        next_points=_number(band.get("points")),
        confusion=_matrix(evidence.get("confusion")),
        digits=_digits(evidence.get("wrong_digits")),
        loss=_curve(evidence.get("curve"), "loss"),
        accuracy=_curve(evidence.get("curve"), "accuracy"),
        note=str(evidence.get("curve_note") or "")[:_NOTE],
        layers=_layers(evidence.get("layers")),
        stdout=str(evidence.get("stdout") or ""),
    )


def _number(value: Any) -> float | None:
    usable = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return value if usable else None


def _numbers(value: Any) -> tuple[float, ...]:
    entries = value if isinstance(value, list | tuple) else ()
    return tuple(number for entry in entries if (number := _number(entry)) is not None)


def _matrix(value: Any) -> tuple[tuple[int, ...], ...]:
    if not isinstance(value, list | tuple) or len(value) != CLASSES:
        return ()
    rows = tuple(tuple(int(count) for count in _numbers(row)) for row in value)
    return rows if all(len(row) == CLASSES for row in rows) else ()


def _curve(value: Any, key: str) -> tuple[tuple[float, float], ...]:
    points = value[:_MAX_POINTS] if isinstance(value, list | tuple) else ()
    pairs = ((_number(p.get("step")), _number(p.get(key))) for p in points if isinstance(p, Mapping))
    found = tuple((step, height) for step, height in pairs if step is not None and height is not None)
    return found if len(found) > 1 else ()


def _digits(value: Any) -> tuple[Digit, ...]:
    entries = value[:12] if isinstance(value, list | tuple) else ()
    return tuple(digit for entry in entries if isinstance(entry, Mapping) and (digit := _digit(entry)))


def _digit(entry: Mapping[str, Any]) -> Digit | None:
    label, predicted = _number(entry.get("label")), _number(entry.get("predicted"))
    try:
        pixels = base64.b64decode(str(entry.get("pixels")), validate=True)
    except binascii.Error:
        return None
    if label is None or predicted is None or len(pixels) != SIDE * SIDE:
        return None
    return Digit(pixels, int(label), int(predicted))


def _layers(value: Any) -> tuple[Layer, ...]:
    entries = value[:_MAX_LAYERS] if isinstance(value, list | tuple) else ()
    return tuple(_layer(entry) for entry in entries if isinstance(entry, Mapping))


def _layer(entry: Mapping[str, Any]) -> Layer:
    shape = entry.get("shape")
    return Layer(
        name=str(entry.get("name") or ""),
        kind=str(entry.get("kind") or ""),
        shape=" × ".join(map(str, shape)) if isinstance(shape, list | tuple) else str(shape or ""),
        macs=_number(entry.get("macs")),
        parameters=_number(entry.get("parameters")),
        memory=_number(entry.get("memory")),
        intensity=_number(entry.get("arithmetic_intensity")),
    )
