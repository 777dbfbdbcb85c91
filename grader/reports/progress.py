"""How a training went, in a few rows: for the reports that draw no charts."""

from __future__ import annotations

from grader.reports.run import Run
from grader.reports.words import Words

ROWS = 6
_UNKNOWN = "–"


def rows(found: Run | None, most: int = ROWS) -> tuple[tuple[str, str, str], ...]:
    """Return step, loss and accuracy of at most `most` points (2 at least), first and last among them."""
    if found is None:
        return ()
    loss, accuracy = dict(found.loss), dict(found.accuracy)
    steps = sorted({*loss, *accuracy})
    if len(steps) > most:
        steps = [steps[round(i * (len(steps) - 1) / (most - 1))] for i in range(most)]
    return tuple((_count(step), _short(loss.get(step)), _percent(accuracy.get(step))) for step in steps)


def fitted(found: Run | None, say: Words, width: int) -> list[str]:
    """Return step, loss and accuracy as three lines of at most `width` columns, time from left to right.

    As many points as there is room for; none at all where not even two would fit.
    """
    for most in range(ROWS, 1, -1):
        points = rows(found, most)
        lines = [[say("run.step"), say("run.loss"), say("run.accuracy")], *map(list, points)]
        widths = [max(map(len, line)) for line in lines]
        if len(points) > 1 and sum(widths) + 2 * len(points) <= width:
            return ["  ".join(_aligned([line[i] for line in lines], widths)) for i in range(3)]
    return []


def _aligned(cells: list[str], widths: list[int]) -> list[str]:
    return [cells[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True))]


def _count(step: float) -> str:
    return f"{step:,.0f}" if abs(step) < 1e9 else f"{step:.3g}"


def _short(loss: float | None) -> str:
    return _UNKNOWN if loss is None else f"{loss:.3f}" if abs(loss) < 1e3 else f"{loss:.3g}"


def _percent(accuracy: float | None) -> str:
    return _UNKNOWN if accuracy is None else f"{accuracy:.0f} %"
