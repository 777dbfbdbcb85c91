"""Reads the accuracy on a step's own batch out of the graph that its loss was computed by.

A loss keeps what its backward path needs, scores and targets among it. Reading them replaces nothing, draws no random
number and keeps nothing alive; a loss written by hand over log-probabilities tells as much as `cross_entropy` does.
"""

from __future__ import annotations

from typing import Any

CLASSES = 10
NODES = 256  # of the graph that are looked at, those next to the loss first


def of(torch: Any, loss: Any) -> float | None:
    """Return percent of the batch whose highest score is that of its class; None where the loss tells no classes."""
    try:
        with torch.no_grad():
            for scores, target in _kept(torch, loss.grad_fn):
                percent = _percent(scores, target)
                if percent is not None:
                    return percent
    except Exception:  # noqa: S110 - a graph of another torch, or changed in place: the student's to hear from torch
        pass
    return None


def _kept(torch: Any, root: Any) -> Any:
    """Yield (scores, target) of what may be a loss in the graph under `root`, the nearest first."""
    nodes, seen = [root], {root}
    while nodes and len(seen) <= NODES:
        following = []
        for node in nodes:
            pair = _pair(torch, node)
            if pair is not None:
                yield pair
                continue
            following += [below for below, _ in node.next_functions if below is not None and below not in seen]
            seen.update(following)
        nodes = following


def _pair(torch: Any, node: Any) -> Any:
    """Return scores [b, 10, …] and target (classes [b, …], or a weight for each [b, 10, …]) that the node holds."""
    if hasattr(node, "_saved_target"):  # nll_loss, mse_loss, binary_cross_entropy …
        return node._saved_self, node._saved_target
    below = [each for each, _ in node.next_functions if each is not None and each.name().startswith("LogSoftmax")]
    if not below:
        return None
    scores, name = below[0]._saved_result, node.name()
    if name.startswith("Mul"):  # cross_entropy with probabilities, kl_div
        return scores, node._saved_other if node._saved_other is not None else node._saved_self
    if name.startswith("Gather") and node._saved_index.shape == (len(scores), 1):
        return scores, node._saved_index[:, 0]
    if name.startswith("Index") and len(node._saved_indices) == 2:
        rows, classes = node._saved_indices
        return (scores, classes) if torch.equal(rows, torch.arange(len(scores))) else None
    return None


def _percent(scores: Any, target: Any) -> float | None:
    if scores.dim() == 1:  # one image without a batch
        scores, target = scores[None], target[None]
    if scores.dim() < 2 or scores.shape[1] != CLASSES:
        return None
    if target.shape == scores.shape:
        classes, told = _heaviest(target)
    elif target.shape == scores[:, 0].shape and not target.is_floating_point():
        classes, told = target, (target >= 0) & (target < CLASSES)
    else:
        return None
    right, of_all = int(((scores.argmax(1) == classes) & told).sum()), int(told.sum())
    return round(100 * right / of_all, 2) if of_all else None


def _heaviest(weights: Any) -> tuple[Any, Any]:
    """Return the class of each row, and whether it is one: all others alike (one-hot), or more than half of a whole."""
    top, classes = weights.max(1)
    low = weights.amin(1)
    alike = ((weights == low.unsqueeze(1)).sum(1) == CLASSES - 1) & (top > low)
    return classes, alike | ((low >= 0) & (2 * top > weights.sum(1)))
