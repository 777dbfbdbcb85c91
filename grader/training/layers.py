"""The student's network as a list of layers with their costs, from sizes that the child reported.

Evidence, not a mark: the sizes are checked for form and bounds, and the costs computed here with the formulas of
questions 4, 8, 9 and 15 (a dense layer's N_i·N_o MACs; M_r·M_c·N_o·N_i·F_r·F_c of a convolution; one operation for
each element of a window of a pooling layer). Memory counts input, weights and output together, in elements.
"""

from __future__ import annotations

import math
from typing import Any

LARGEST = 10**9  # no size of an honest layer is beyond it
MOST_LAYERS = 60

_DENSE = {"Linear", "LazyLinear"}
_CONVOLUTION = {"Conv1d", "Conv2d"}
_POOLING = {"AvgPool2d", "AdaptiveAvgPool2d", "MaxPool2d", "AdaptiveMaxPool2d"}


def costs(reported: Any) -> list[dict[str, Any]]:
    """Return name, kind, output shape and costs of each layer that is well formed; at most 60 of them."""
    layers = reported if isinstance(reported, list) else []
    described = [_layer(layer) for layer in layers[:MOST_LAYERS] if isinstance(layer, dict)]
    return [layer for layer in described if layer is not None]


def _layer(layer: dict[str, Any]) -> dict[str, Any] | None:
    given, result = _sizes(layer.get("input")), _sizes(layer.get("output"))
    kind, name, parameters = layer.get("kind"), layer.get("name"), layer.get("parameters")
    if given is None or result is None or not _word(kind) or not _word(name) or _count(parameters) is None:
        return None
    macs, weights = _work(str(kind), given, result, layer)
    memory = math.prod(given) + weights + math.prod(result)
    return {
        "name": name,
        "kind": kind,
        "shape": list(result),
        "macs": macs,
        "parameters": parameters,
        "memory": memory,
        "arithmetic_intensity": round(macs / memory, 4) if memory else 0.0,
    }


def _work(kind: str, given: tuple[int, ...], result: tuple[int, ...], layer: dict[str, Any]) -> tuple[int, int]:
    """Return MACs (operations, for pooling) and elements of the weights, biases left out as in the questions."""
    if kind in _DENSE and given and result:
        positions = math.prod(given[:-1])
        return positions * given[-1] * result[-1], given[-1] * result[-1]
    kernel, groups = _sizes(layer.get("kernel_size")), _count(layer.get("groups"))
    if kind in _CONVOLUTION and kernel and groups and len(given) > 1 and len(result) > 1:
        weights = result[0] * (given[0] // groups) * math.prod(kernel[: len(given) - 1])
        return weights * math.prod(result[1:]), weights
    if kind in _POOLING:  # a global one has no kernel: its window is the whole image
        return math.prod(result) * math.prod(kernel) if kernel else math.prod(given), 0
    return 0, _count(layer.get("parameters")) or 0


def _sizes(value: Any) -> tuple[int, ...] | None:
    if not isinstance(value, list) or len(value) > 5 or any(_count(size) is None for size in value):
        return None
    return tuple(value)


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST else None


def _word(value: Any) -> bool:
    return (
        isinstance(value, str) and len(value) <= 80 and value.isascii() and all(c.isalnum() or c in "._" for c in value)
    )
