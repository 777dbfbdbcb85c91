"""What a training verdict says to people, and the evidence that it shows them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.training import layers

if TYPE_CHECKING:
    from grader.model import Part
    from grader.sandbox.job import Outcome
    from grader.training.exchange import Answers
    from grader.training.judging import Run

NOT_RUN = "not run: this command was told not to train"
STARVED = (
    "the machine was busy: the training got {:.0f} s of a processor in the {:.0f} s that it may take — grade again "
    "when the machine is quieter, or raise limits.wall_seconds in the question's file"
)
UNEXPECTED = "the program wrote to the grader's channel, so that no predictions could be read — leave open files alone"
ERROR_LINES, ERROR_WIDTH = 7, 400
STDOUT_SHOWN = 4_000
POINTS_OF_CURVE = 200
FEWER = "a quick check has a tenth of the images: code that counts on MNIST's 60,000 can stop here alone"
NO_ACCURACY = (
    "accuracy by step could not be told: the loss holds no scores for ten classes with a class to each — "
    "cross_entropy and nll_loss do"
)


def trouble(answers: Answers | None, outcome: Outcome) -> tuple[str, ...]:
    """Say why a run gave no predictions: the student's own error, or the limit that ended the job."""
    if answers is None or not answers.failed:
        return (outcome.message or "the program ended before it gave its predictions",)
    lines = [_clean(line) for line in answers.failed.splitlines()[:ERROR_LINES]]
    when = "while predicting" if answers.answering else "while training"
    first, *places = [line for line in lines if line] or ["an error without a message"]
    return (f"stopped {when}: {first}", *(f"reached from {place}" for place in places[1:]))


def feedback(runs: Sequence[Run], points: float, part: Part, evidence: dict[str, Any]) -> tuple[str, ...]:
    """Return the verdict's lines: accuracy and points, the way to the next band, and what was noticed."""
    where = "MNIST" if evidence["data"] == "mnist" else "drawn digits (MNIST was not at hand)"
    mean, following = sum(run.accuracy for run in runs) / len(runs), evidence["next_band"]
    lines = []
    if any(run.score is not None for run in runs):
        each = " (" + ", ".join(f"{run.accuracy:.2f}" for run in runs) + ")" if len(runs) > 1 else ""
        lines.append(f"{mean:.2f} % of the hidden images right{each}, on {where}: {points:g} of {part.points:g} points")
        if following is not None:
            more = following["accuracy"] - mean
            lines.append(f"{following['points']:g} points from {following['accuracy']:g} % on: {more:.2f} more")
    if evidence["quick"]:
        lines.append("quick check: a tenth of the data and one run, so the full grading will give another accuracy")
        if evidence["form"] == "script" and any(run.score is None for run in runs):
            lines.append(FEWER)
    noticed = [line for number, run in enumerate(runs, 1) for line in _noticed(run, number, len(runs))]
    review = [evidence["review"]] if "review" in evidence else []
    return (*lines, *dict.fromkeys(noticed), *review)


def _noticed(run: Run, number: int, runs: int) -> list[str]:
    which = f"run {number}: " if runs > 1 else ""
    if run.score is None:
        return [which + run.trouble[0], *run.trouble[1:]]
    lines = []
    if run.score.not_finite:
        lines.append(f"{which}{run.score.not_finite} images got NaN or infinite scores and count as wrong")
    if run.score.unequal_twins > run.score.twins // 20:
        lines.append(
            f"{which}{run.score.unequal_twins} of {run.score.twins} images that were asked twice got different scores "
            "— is the network still in training mode (dropout, batch norm)? call eval() before returning it"
        )
    return lines


def measurements(runs: Sequence[Run]) -> dict[str, Any]:
    """Return the evidence of all runs together."""
    scores = [run.score for run in runs if run.score is not None]
    evidence: dict[str, Any] = {
        "wall_seconds": round(sum(run.wall_seconds for run in runs), 2),
        "cpu_seconds": round(sum(run.cpu_seconds for run in runs), 2),
        "runs": [_measured(run) for run in runs],
        "stdout": runs[0].stdout[-STDOUT_SHOWN:],
    }
    if not scores:
        return evidence
    evidence["confusion"] = np.sum([score.confusion for score in scores], axis=0).tolist()
    evidence["wrong_digits"] = list(scores[0].wrong)
    curve = _curve(runs[0].facts)
    untold = NO_ACCURACY if curve and not any("accuracy" in point for point in curve) else ""
    reported = {"curve": curve, "curve_note": untold, "layers": layers.costs(runs[0].facts.get("layers"))}
    evidence.update({name: value for name, value in reported.items() if value})
    return evidence


def _measured(run: Run) -> dict[str, Any]:
    measured: dict[str, Any] = {
        "seed": run.seed,
        "accuracy": round(run.accuracy, 2),
        "wall_seconds": run.wall_seconds,
        "cpu_seconds": run.cpu_seconds,
    }
    if run.score is not None:
        public = run.score.public_accuracy
        measured["public_accuracy"] = round(public, 2) if math.isfinite(public) else None
        measured["not_finite"] = run.score.not_finite
        measured["unequal_twins"] = run.score.unequal_twins
    return measured


def _curve(facts: dict[str, Any]) -> list[dict[str, float]]:
    """Loss and accuracy by step as reported, where they have the right form."""
    curve = facts.get("curve")
    points = curve[:POINTS_OF_CURVE] if isinstance(curve, list) else []
    return [
        {"step": point["step"], "loss": point["loss"], **_accuracy_at(point)}
        for point in points
        if isinstance(point, dict) and type(point.get("step")) is int and type(point.get("loss")) is float
        if 0 <= point["step"] < 10**9 and math.isfinite(point["loss"])
    ]


def _accuracy_at(point: dict[str, Any]) -> dict[str, float]:
    percent = point.get("accuracy")
    return {"accuracy": percent} if type(percent) is float and 0 <= percent <= 100 else {}


def _clean(line: str) -> str:
    return "".join(c if c.isprintable() else " " for c in line)[:ERROR_WIDTH].strip()
