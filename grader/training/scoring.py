"""From logits to accuracy, outside the sandbox: the only numbers that count."""

from __future__ import annotations

import base64
import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from grader.training.hidden import CLASSES, Experiment

#: Points by which public accuracy may exceed hidden accuracy before a person should look.
GAP = 5.0
#: Points by which hidden accuracy may exceed public accuracy beyond chance: MNIST's test images are a little easier
#: than its training images (0.1 to 0.35 points for honest networks, docs/training.md).
EASIER = 0.5
DEVIATIONS = 4.0  # standard errors that count as chance
#: How far the logits of twins may differ, as a share of their spread: batches of other sizes round otherwise.
TWIN_TOLERANCE = 0.02
WRONG_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Score:
    """How one run's answers compare with the truth; accuracies in percent."""

    accuracy: float
    public_accuracy: float
    asked: tuple[int, int]  # hidden images, public images
    confusion: npt.NDArray[np.int64]  # [10, 10], rows truth; answers without a number are in no column
    not_finite: int  # questions answered with a NaN or an infinity
    twins: int
    unequal_twins: int
    wrong: tuple[dict[str, Any], ...]

    @property
    def gap(self) -> float:
        """Public minus hidden accuracy."""
        return self.public_accuracy - self.accuracy

    @property
    def too_good(self) -> bool:
        """Whether more of the hidden images are right than of those that nobody could know beforehand."""
        hidden, public = self.asked
        if not hidden or not public:
            return False
        share = (hidden * self.accuracy + public * self.public_accuracy) / (hidden + public) / 100
        error = 100 * math.sqrt(share * (1 - share) * (1 / hidden + 1 / public))
        return -self.gap > EASIER + DEVIATIONS * error


def score(logits: npt.NDArray[np.float32], run: Experiment) -> Score:
    """Score logits [q, 10] over the run's class names. An image asked twice counts by its first answer."""
    finite: npt.NDArray[np.bool_] = np.all(np.isfinite(logits), axis=1)  # [q]
    back = np.argsort(run.permutation)  # the name in this run -> class
    predicted = np.where(finite, back[np.where(finite[:, None], logits, 0).argmax(axis=1)], -1)
    first, second = _twins(run.number)
    once = np.ones(len(run.number), bool)
    once[second] = False
    secret = run.number < run.hidden  # [q]
    hidden, public = np.logical_and(once, secret), np.logical_and(once, ~secret)
    right: npt.NDArray[np.bool_] = np.equal(predicted, run.truth)  # [q]
    confusion = np.zeros((CLASSES, CLASSES), np.int64)
    counted = hidden & finite
    np.add.at(confusion, (run.truth[counted], predicted[counted]), 1)
    return Score(
        100 * float(right[hidden].mean()),
        100 * float(right[public].mean()) if public.any() else float("nan"),
        (int(hidden.sum()), int(public.sum())),
        confusion,
        int((~finite & once).sum()),
        len(first),
        _unequal(logits[first], logits[second]),
        tuple(_wrong(run, predicted, np.flatnonzero(hidden & ~right)[:WRONG_SHOWN])),
    )


def _twins(number: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Return where the images asked twice are asked first, and where again."""
    order = np.argsort(number, kind="stable")
    again = np.flatnonzero(number[order][1:] == number[order][:-1])
    return order[again], order[again + 1]


def _unequal(one: npt.NDArray[np.float32], other: npt.NDArray[np.float32]) -> int:
    """Count the twins whose logits differ by more than rounding."""
    if not len(one):
        return 0
    with np.errstate(all="ignore"):
        spread = np.ptp(np.concatenate([one, other], axis=1), axis=1) + 1e-6
        far = np.abs(one - other).max(axis=1) > TWIN_TOLERANCE * spread
    return int((far | ~np.isfinite(one).all(axis=1)).sum())


def _wrong(run: Experiment, predicted: npt.NDArray[np.int64], where: npt.NDArray[np.intp]) -> list[dict[str, Any]]:
    return [
        {
            "pixels": base64.b64encode(run.asked[place].tobytes()).decode("ascii"),
            "label": int(run.truth[place]),
            "predicted": int(predicted[place]) if predicted[place] >= 0 else None,
        }
        for place in where
    ]
