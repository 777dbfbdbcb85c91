"""The seven stations of a training, found in the source by reading it: places for a person to look at, no judgement.

Only names and calls are looked at, so a station written in an unusual way may be missed, and one that is never
reached is listed all the same.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

#: The stations of question 17, in the order in which data passes them.
STATIONS = ("data source", "transformation", "encoder", "decoder", "loss", "backward path", "weight update")
PLACES = 6  # shown of each station

_DATASETS = {"MNIST", "DataLoader", "TensorDataset"}
_TRANSFORMS = {
    *(
        "Compose",
        "ToTensor",
        "Normalize",
        "Resize",
        "ToImage",
        "ToDtype",
        "RandomRotation",
        "RandomAffine",
        "RandomCrop",
    ),
    *("CenterCrop", "Pad", "ConvertImageDtype", "PILToTensor", "RandomErasing", "Lambda"),
}
_LAYERS = {
    *("Linear", "LazyLinear", "Conv1d", "Conv2d", "LazyConv2d", "RNN", "LSTM", "GRU", "MultiheadAttention"),
    *("TransformerEncoder", "TransformerEncoderLayer", "Parameter"),
}
_LOSSES = {
    *("CrossEntropyLoss", "NLLLoss", "MSELoss", "BCEWithLogitsLoss", "MultiMarginLoss", "KLDivLoss", "L1Loss"),
    *("cross_entropy", "nll_loss", "mse_loss", "binary_cross_entropy_with_logits", "kl_div"),
}
_BACKWARD = {"backward", "grad"}
_CLASSES = 10
_GRAY = 255


def find(tree: ast.Module, text: str) -> dict[str, list[dict[str, object]]]:
    """Return the places of each station: {"line": counted from 1, "code": the line as written}, in order."""
    lines = text.splitlines()
    found: dict[str, set[int]] = {station: set() for station in STATIONS}
    layers: list[tuple[int, bool]] = []
    for node in ast.walk(tree):
        for station in _stations(node):
            found[station].add(getattr(node, "lineno", 1))
        if isinstance(node, ast.Call) and _name(node.func) in _LAYERS:
            layers.append((node.lineno, _is_decoder(node)))
    _part(sorted(layers), found)
    return {station: [_place(line, lines) for line in sorted(found[station])[:PLACES]] for station in STATIONS}


def _stations(node: ast.AST) -> Iterator[str]:
    """Yield the stations, other than encoder and decoder, that this node stands for."""
    if isinstance(node, ast.FunctionDef) and node.name == "train" and _arguments(node) >= {"images", "labels"}:
        yield "data source"
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and _is_scale(node.right):
        yield "transformation"
    elif isinstance(node, ast.Call):
        name = _name(node.func)
        if name in _DATASETS:
            yield "data source"
        if name in _TRANSFORMS:
            yield "transformation"
        if name in _LOSSES:
            yield "loss"
        if name in _BACKWARD and isinstance(node.func, ast.Attribute):
            yield "backward path"
        if name == "step" and "sched" not in _owner(node.func) and "warm" not in _owner(node.func):
            yield "weight update"


def _part(layers: list[tuple[int, bool]], found: dict[str, set[int]]) -> None:
    """The decoder is what gives ten outputs, else the last layer with weights; the encoder is the rest."""
    decoders = {line for line, decodes in layers if decodes} or {line for line, _ in layers[-1:]}
    found["decoder"] |= decoders
    found["encoder"] |= {line for line, _ in layers} - decoders


def _is_decoder(call: ast.Call) -> bool:
    sizes = [*call.args[-2:], *(each.value for each in call.keywords if each.arg == "out_features")]
    ten = any(isinstance(size, ast.Constant) and size.value == _CLASSES for size in sizes)
    return _name(call.func) in {"Linear", "LazyLinear"} and ten


def _is_scale(node: ast.expr) -> bool:
    """Pixels are divided by their largest value or by their standard deviation."""
    return (isinstance(node, ast.Constant) and node.value in (_GRAY, 255.0)) or "std" in _name(node).lower()


def _arguments(node: ast.FunctionDef) -> set[str]:
    return {each.arg for each in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)}


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _owner(node: ast.expr) -> str:
    return _name(node.value).lower() if isinstance(node, ast.Attribute) else ""


def _place(line: int, lines: list[str]) -> dict[str, object]:
    code = lines[line - 1].strip() if line <= len(lines) else ""
    return {"line": line, "code": "".join(c if c.isprintable() else " " for c in code)[:120]}
