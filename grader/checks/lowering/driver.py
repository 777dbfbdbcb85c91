"""The program that calls a student's function inside the sandbox; the grader sends it as text and never imports it.

Takes u32 length and JSON {"file", "function"}; then for each call six u32 sizes N_i, L_r, L_c, N_o, F_r, F_c and the
int64 entries of x and h (little endian, last axis fastest); a first size of 0 ends. Gives for each call u32 length
and JSON that describes what came back. Where that says "whole": true, the grader may answer one byte "y" and is given
the int64 entries of A and B, pair by pair.
"""

from __future__ import annotations

import json
import sys
import traceback
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

LONGEST = 300  # characters of one text
SHOWN = 256  # pairs whose shapes are described


class AbsentError(Exception):
    """The file has no such function."""


def main(grader_in: BinaryIO, grader_out: BinaryIO) -> None:
    """Answer call after call, whatever the student's code does in them."""
    order = json.loads(_exactly(grader_in, int.from_bytes(_exactly(grader_in, 4), "little")))
    function = None
    while first := int.from_bytes(_exactly(grader_in, 4), "little"):
        sizes = [first, *np.frombuffer(_exactly(grader_in, 20), "<u4").tolist()]
        x = _entries(grader_in, sizes[:3])
        h = _entries(grader_in, [sizes[3], sizes[0], sizes[4], sizes[5]])
        pairs: list[Any] = []
        try:
            function = function or _load(order["file"], order["function"])
            said, pairs = describe(function(x, h))
        except BaseException as error:  # a student's sys.exit as well
            said = failure(error, order["file"])
        text = json.dumps(said).encode()
        grader_out.write(len(text).to_bytes(4, "little") + text)
        grader_out.flush()
        if pairs and grader_in.read(1) == b"y":
            for matrix in (matrix for pair in pairs for matrix in pair):
                grader_out.write(np.ascontiguousarray(matrix, "<i8").tobytes())
            grader_out.flush()


def _exactly(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) != size:
        raise SystemExit("the grader is gone")
    return data


def _entries(stream: BinaryIO, shape: list[int]) -> Any:
    raw = _exactly(stream, 8 * int(np.prod(shape)))
    return np.frombuffer(raw, "<i8").reshape(shape).astype(np.int64)  # a copy, which may be changed


def _load(file: str, name: str) -> Callable[[Any, Any], object]:
    """Run the student's file as a module of its own and return its function."""
    module = types.ModuleType("submission")
    module.__file__ = file
    sys.modules["submission"] = module
    source = Path(file).read_text(encoding="utf-8")
    exec(compile(source, file, "exec", dont_inherit=True), module.__dict__)  # noqa: S102 - inside the sandbox
    function = getattr(module, name, None)
    if not callable(function):
        raise AbsentError
    return function  # type: ignore[no-any-return]


def describe(returned: object) -> tuple[dict[str, Any], list[Any]]:
    """What came back, in numbers, and the pairs as int64 matrices where that is possible without loss."""
    if isinstance(returned, types.GeneratorType | zip | map):
        returned = list(returned)
    if not isinstance(returned, list | tuple):
        return {"other": type(returned).__name__[:LONGEST]}, []
    pairs = []
    for number, pair in enumerate(returned):
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            of = f" of {len(pair)}" if isinstance(pair, list | tuple) else ""
            return {"count": len(returned), "no_pair": [number, type(pair).__name__[:LONGEST] + of]}, []
        pairs.append([np.asarray(matrix) for matrix in pair])
    said = {"count": len(pairs), "shapes": [[list(matrix.shape) for matrix in pair] for pair in pairs[:SHOWN]]}
    for number, pair in enumerate(pairs):
        for name, matrix in zip("AB", pair, strict=True):
            if not _is_whole(matrix):
                return {**said, "whole": False, "not_whole": [number, name, str(matrix.dtype)[:LONGEST]]}, []
    return {**said, "whole": True}, [[matrix.astype(np.int64) for matrix in pair] for pair in pairs]


def _is_whole(matrix: Any) -> bool:
    """Whether all entries are whole numbers that int64 holds."""
    if matrix.dtype.kind in "iub":
        return matrix.dtype != np.uint64 or bool((matrix < 2**63).all())
    if matrix.dtype.kind != "f":
        return False
    return bool(np.isfinite(matrix).all() and (matrix == np.rint(matrix)).all() and (abs(matrix) < 2**53).all())


def failure(error: BaseException, file: str) -> dict[str, Any]:
    """The error in a few words, and the student's own line that it came from."""
    if isinstance(error, AbsentError):
        return {"absent": True}
    said: dict[str, Any] = {"error": type(error).__name__[:LONGEST], "text": " ".join(str(error).split())[:LONGEST]}
    if isinstance(error, SyntaxError) and error.filename == file:
        code = (error.text or "").strip()[:LONGEST]
        return {**said, "text": str(error.msg)[:LONGEST], "line": error.lineno, "code": code}
    own = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file]
    if own:
        said |= {"line": own[-1].lineno, "code": _source_line(file, own[-1].lineno)}
    return said


def _source_line(file: str, number: int | None) -> str:
    try:
        lines = Path(file).read_text(encoding="utf-8", errors="replace").splitlines()
        return lines[(number or 0) - 1].strip()[:LONGEST]
    except (OSError, IndexError):
        return ""
