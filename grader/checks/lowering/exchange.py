"""The grader's half of the exchange with the driver: exact sizes, and a description that is checked first."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.checks.lowering import feedback
from grader.checks.lowering.convolution import Sizes, Trial, trials

if TYPE_CHECKING:
    from grader.sandbox.job import Channel

LARGEST_DESCRIPTION = 64 << 10


@dataclass(frozen=True, slots=True)
class Finding:
    """What the trials showed: `message` is None when all were passed; `word` says the kind of mistake.

    `unreadable`: the file as a whole cannot be used (it does not compile, or lacks the function).
    """

    passed: int
    tried: int
    message: str | None = None
    word: str = ""
    unreadable: bool = False


class _StopError(Exception):
    """The first thing that is wrong."""

    def __init__(self, message: str, word: str, *, unreadable: bool = False) -> None:
        super().__init__(message)
        self.word, self.unreadable = word, unreadable


def driver() -> str:
    """Return the source of the program that runs in the sandbox."""
    text = files("grader.checks.lowering").joinpath("driver.py").read_text(encoding="utf-8")
    return f"{text}\n\nmain(grader_in, grader_out)\n"


def talk(channel: Channel, file: str, function: str) -> Finding:
    """Try the function on all trials and stop at the first thing that is wrong. Raises EndedError."""
    order = json.dumps({"file": file, "function": function}).encode()
    channel.send(struct.pack("<I", len(order)) + order)
    chosen = trials()
    for number, (first, other_x, other_h) in enumerate(chosen):
        try:
            pairs = _call(channel, first, file)
            if wrong := feedback.wrong_sum(first, pairs):
                raise _StopError(wrong[1], wrong[0])
            again = _call(channel, other_x, file), _call(channel, other_h, file)
            if dependence := feedback.wrong_dependence(pairs, *again, first.sizes):
                raise _StopError(dependence, "dependence")
        except _StopError as error:
            return Finding(number, len(chosen), str(error), error.word, error.unreadable)
    return Finding(len(chosen), len(chosen))


def _call(channel: Channel, trial: Trial, file: str) -> feedback.Pairs:
    """One call of the function: its pairs, of the right number, shapes and kind. Raises _StopError otherwise."""
    sizes = trial.sizes
    header = struct.pack("<6I", sizes.n_i, sizes.l_r, sizes.l_c, sizes.n_o, sizes.f_r, sizes.f_c)
    channel.send(header + trial.x.astype("<i8").tobytes() + trial.h.astype("<i8").tobytes())
    size: int = struct.unpack("<I", channel.receive(4))[0]
    said = description(channel.receive(size)) if size <= LARGEST_DESCRIPTION else None
    if said is None:
        message = f"{file}: it wrote where only the grader's program may; leave files that it did not open alone"
        raise _StopError(message, "intrusion")
    _stop_at_failure(said, sizes, file)
    if structure := feedback.wrong_structure(said, sizes):
        raise _StopError(structure, "structure")
    channel.send(b"y")
    return [(_matrix(channel, sizes.n_o, sizes.n_i), _matrix(channel, sizes.n_i, sizes.m_r * sizes.m_c))
            for _ in range(sizes.pairs)]  # fmt: skip


def _matrix(channel: Channel, rows: int, columns: int) -> Any:
    return np.frombuffer(channel.receive(8 * rows * columns), "<i8").reshape(rows, columns).astype(np.int64)


def _stop_at_failure(said: dict[str, Any], sizes: Sizes, file: str) -> None:
    if "absent" in said:
        raise _StopError(f"{file} has no function `lower`; write `def lower(x, h):`", "absent", unreadable=True)
    if "error" not in said:
        return
    place = f"{file}:{said['line']}" if said["line"] else file
    code = f", in `{said['code']}`" if said["code"] else ""
    text = f": {said['text']}" if said["text"] else ""
    if said["error"] in ("SyntaxError", "IndentationError", "TabError"):
        raise _StopError(f"{place}: this is no Python yet{text}{code}", "syntax", unreadable=True)
    if said["error"] == "NotImplementedError":
        raise _StopError(f"{place}: `lower` is still to be written{code}", "unwritten")
    raise _StopError(f"{place}: for {sizes}, it stopped with {said['error']}{text}{code}", "raised")


def description(raw: bytes) -> dict[str, Any] | None:
    """Return the driver's description if it has one of the forms that ours writes, else None: it may be anybody's."""
    try:
        said = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict):
        return None
    if said == {"absent": True}:
        return said
    if "error" in said:
        line, texts = said.get("line"), [said.get(name, "") for name in ("error", "text", "code")]
        fits = all(isinstance(text, str) for text in texts) and (line is None or _is_count(line))
        return dict(zip(("error", "text", "code"), map(_clean, texts), strict=True), line=line) if fits else None
    if "other" in said:
        return {"other": _clean(said["other"])} if isinstance(said["other"], str) else None
    return _described_pairs(said)


def _described_pairs(said: dict[str, Any]) -> dict[str, Any] | None:
    if not _is_count(said.get("count")):
        return None
    if "no_pair" in said:
        item = said["no_pair"]
        fits = isinstance(item, list) and len(item) == 2 and _is_count(item[0]) and isinstance(item[1], str)
        return {"count": said["count"], "no_pair": [item[0], _clean(item[1])]} if fits else None
    shapes, item = said.get("shapes"), said.get("not_whole", [0, "A", ""])
    if not (isinstance(shapes, list) and all(_is_shape_pair(pair) for pair in shapes)):
        return None
    if len(shapes) != min(said["count"], 256) or not isinstance(said.get("whole"), bool):
        return None
    if not (isinstance(item, list) and len(item) == 3 and _is_count(item[0]) and item[1] in ("A", "B")):
        return None
    return {**said, "not_whole": [item[0], item[1], _clean(str(item[2]))]}


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 40


def _is_shape_pair(pair: object) -> bool:
    return (
        isinstance(pair, list)
        and len(pair) == 2
        and all(isinstance(shape, list) and len(shape) <= 64 and all(map(_is_count, shape)) for shape in pair)
    )


def _clean(text: str) -> str:
    from grader.sandbox.output import clean

    return " ".join(clean(text, 300).split())
