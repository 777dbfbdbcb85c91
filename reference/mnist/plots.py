"""Pictures of a run, as PNG files: loss and accuracy against step, confusion matrix, wrong digits, first filters.

matplotlib is asked for only here, and draws into files without a screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WRONG, FILTERS = 48, 32  # shown at most
ACROSS = 8  # pictures in a row
SMOOTH = 20  # the line of a curve averages this part of its points to each side
MISSING = "no plots: matplotlib is not installed — pip install 'xnn-grader[plots]' adds it"


@dataclass(frozen=True, slots=True)
class Seen:
    """What there is to show of a run."""

    curve: list[dict[str, float]]  # step, loss, and percent of the step's batch where it was counted
    accuracy: float  # percent of the test images
    confusion: npt.NDArray[np.int64]  # [10, 10], rows truth
    wrong: npt.NDArray[np.uint8]  # [w, 28, 28]
    truth: npt.NDArray[np.int64]  # [w]
    predicted: npt.NDArray[np.int64]  # [w]
    filters: npt.NDArray[np.float32]  # [f, h, w]: the weights of each unit that looks at the pixels
    data: str  # "mnist" | "drawn"


def draw(folder: Path, seen: Seen) -> list[Path]:
    """Write the pictures into the folder and return their paths. Raises ModuleNotFoundError without matplotlib."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    paths = []
    for name, picture in {"curve": _curve, "confusion": _confusion, "wrong": _wrong, "filters": _filters}.items():
        figure = Figure(figsize=(8, 5), layout="constrained")
        FigureCanvasAgg(figure)
        picture(figure, seen)
        paths.append(folder / f"{name}.png")
        figure.savefig(paths[-1], dpi=120)
    return paths


def _curve(figure: Figure, seen: Seen) -> None:
    above, below = figure.subplots(2, 1, sharex=True)
    figure.suptitle(f"Training on {_name(seen)}: {seen.accuracy:.2f} % of the test images right at the end")
    _against_step(above, seen.curve, "loss")
    above.set(ylabel="loss of the batch", yscale="log")
    _against_step(below, seen.curve, "accuracy")
    below.axhline(seen.accuracy, color="tab:green", linestyle="--", label="test images, at the end")
    below.set(ylabel="% of the batch right", xlabel="step", ylim=(None, 101))
    for axes in (above, below):
        axes.grid(alpha=0.3)
        axes.legend()


def _against_step(axes: Axes, curve: list[dict[str, float]], what: str) -> None:
    """Dots are single batches; the line averages neighbours, fewer of them at both ends."""
    points = [point for point in curve if what in point]
    step, value = (np.array([point[key] for point in points]) for key in ("step", what))
    reach = len(value) // SMOOTH
    smooth = [value[max(0, i - reach) : i + reach + 1].mean() for i in range(len(value))]
    axes.plot(step, value, ".", color="tab:blue", alpha=0.35, label="one batch")
    axes.plot(step, smooth, color="tab:blue", label=f"mean of {2 * reach + 1} of them" if reach else None)


def _confusion(figure: Figure, seen: Seen) -> None:
    axes = figure.subplots()
    digits = range(len(seen.confusion))
    mistakes = seen.confusion * (1 - np.eye(len(seen.confusion), dtype=np.int64))
    axes.imshow(mistakes, cmap="Oranges")  # the diagonal would drown the mistakes
    dark = mistakes.max() / 2
    for row in digits:
        for column in digits:
            colour = "white" if mistakes[row, column] > dark else "gray" if row == column else "black"
            axes.text(column, row, str(seen.confusion[row, column] or ""), ha="center", va="center", color=colour)
    axes.set(xticks=digits, yticks=digits, xlabel="predicted", ylabel="truth")
    axes.set_title(f"How often each digit was taken for which ({mistakes.sum()} of {seen.confusion.sum()} wrong)")


def _wrong(figure: Figure, seen: Seen) -> None:
    shown = min(len(seen.wrong), WRONG)
    titles = [f"{truth} read as {said}" for truth, said in zip(seen.truth[:shown], seen.predicted[:shown], strict=True)]
    figure.suptitle(f"{shown} of the {len(seen.wrong)} test images it got wrong")
    _gallery(figure, seen.wrong[:shown], titles, cmap="gray_r", vmin=0, vmax=255)


def _filters(figure: Figure, seen: Seen) -> None:
    shown = seen.filters[:FILTERS]
    figure.suptitle(f"What {len(shown)} of {len(seen.filters)} units of the first layer look for (blue −, red +)")
    reach = np.abs(shown).max(axis=(1, 2), keepdims=True) + 1e-12  # each by itself: their sizes differ
    _gallery(figure, shown / reach, [""] * len(shown), cmap="RdBu_r", vmin=-1, vmax=1)


def _gallery(figure: Figure, images: npt.NDArray[Any], titles: list[str], **colours: Any) -> None:
    if not len(images):
        return
    rows = -(-len(images) // ACROSS)
    figure.set_size_inches(8, 0.6 + 0.95 * rows)
    axes = figure.subplots(rows, ACROSS, squeeze=False)
    for place in axes.flat:
        place.set_axis_off()
    for place, image, title in zip(axes.flat, images, titles, strict=False):
        place.imshow(image, **colours)
        place.set_title(title, fontsize=8)


def _name(seen: Seen) -> str:
    return "MNIST" if seen.data == "mnist" else "drawn digits"
