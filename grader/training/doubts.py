"""What a person should look at before, or beside, the points: signs of answers that were not learned here."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from grader.training import baggage, scoring

if TYPE_CHECKING:
    from grader.training.judging import Run
    from grader.training.source import Source


def about_source(source: Source, file: str) -> str:
    """Say that the source brings data along, or nothing. Points wait for a person then."""
    size = source.baggage.size
    if size <= baggage.USUAL:
        return ""
    return (
        f"{file}:{source.baggage.line}: the source holds {size:,} bytes of data where code that trains holds less than "
        f"{baggage.USUAL:,} — the points wait until a person has looked; leave tables and weights out"
    )


def about_runs(runs: Sequence[Run]) -> str:
    """Say what is odd about the accuracies, or nothing. Points stay as they are: honest networks can be odd, too."""
    scores = [run.score for run in runs if run.score is not None]
    better = max((score for score in scores if score.too_good), key=lambda score: -score.gap, default=None)
    if better is not None:
        return (
            f"for a person to look at: accuracy is {-better.gap:.1f} points higher on the hidden images than on the "
            "public ones — MNIST's test images can be known beforehand"
        )
    widest = max((score.gap for score in scores if math.isfinite(score.gap)), key=abs, default=0.0)
    if abs(widest) > scoring.GAP:
        return f"for a person to look at: accuracy differs by {abs(widest):.1f} points between public and hidden images"
    return ""
