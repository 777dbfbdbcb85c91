"""Which file of a submission holds the answers, and where the code of a part is."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import PurePosixPath

from grader.answers.bundle import Bundle
from grader.answers.sheet import quoted
from grader.errors import SubmissionError

_NAMED = re.compile(r"(?:^|[\W_])answers?(?:[\W_]|$)", re.IGNORECASE)  # also s042_12345_answers, answers (1)
_NOT_ANSWERS = re.compile(r"readme|license|changelog|statements?|requirements|results|package", re.IGNORECASE)
_SAYS_ASSIGNMENT = re.compile(rb"""^[ \t{\\"']*assignment[\\"']*[ \t]*[:=]""", re.MULTILINE | re.IGNORECASE)
_REPORT = b'"schema": "grader/'
_HEAD = 20_000  # bytes in which an answer file says which assignment it answers
_MOST_OPENED = 50


def answer_file(bundle: Bundle, suffixes: Collection[str], what: str) -> str:
    """Return the name of the one answer file of the bundle, called `what` in messages.

    Files called `answers`, and files that say which assignment they answer, are answer files; only where there is
    none, the one file whose suffix could be an answer file's. Those nearest to the top count. Raises SubmissionError
    for none and for two.
    """
    possible = [name for name in bundle.names if PurePosixPath(name).suffix.casefold() in suffixes]
    found = _nearest([name for i, name in enumerate(possible) if _is_one(bundle, name, open_it=i < _MOST_OPENED)])
    if not found:
        found = _nearest([name for name in possible if not _NOT_ANSWERS.match(PurePosixPath(name).stem)])
    if not found:
        inner = any(name.casefold().endswith(".zip") for name in bundle.names)
        hint = "hand in the zip inside it" if inner else "call it answers.md (or .yaml, .toml, .json, .ipynb)"
        raise SubmissionError(f"{what}: no answer file in it; {hint}")
    if len(found) > 1:
        raise SubmissionError(f"{what}: {len(found)} answer files, {_list(found)}; hand in one")
    return found[0]


def code_file(bundle: Bundle, answers: str, file: str) -> list[str]:
    """Return the names of the files beside `answers` that are `file`: by exactly this name, else as downloaded."""
    beside = [name for name in bundle.names if PurePosixPath(name).parent == PurePosixPath(answers).parent]
    exact = [name for name in beside if PurePosixPath(name).name == file]
    stem, suffix = PurePosixPath(file).stem, PurePosixPath(file).suffix
    owner = re.split(r"[\W_]", PurePosixPath(answers).name, maxsplit=1)[0]
    prefix = "" if owner.casefold() in ("answers", "answer") else rf"(?:{re.escape(owner)}(?:[\W_].*)?[\W_])?"
    downloaded = re.compile(rf"{prefix}{re.escape(stem)}[ _]?(?:\(\d+\)|-\d+)?{re.escape(suffix)}", re.IGNORECASE)
    return exact or [name for name in beside if downloaded.fullmatch(PurePosixPath(name).name)]


def _is_one(bundle: Bundle, name: str, open_it: bool) -> bool:
    if _NAMED.search(PurePosixPath(name).stem):
        return True
    if not open_it:
        return False
    try:
        head = bundle.read(name, _HEAD)
    except SubmissionError:
        return False
    return bool(_SAYS_ASSIGNMENT.search(head.replace(b"\0", b""))) and _REPORT not in head


def _nearest(names: list[str]) -> list[str]:
    depth = min((name.count("/") for name in names), default=0)
    return [name for name in names if name.count("/") == depth]


def _list(names: list[str]) -> str:
    shown = " and ".join(quoted(name) for name in names[:3])
    return shown if len(names) <= 3 else f"{shown} and {len(names) - 3} more"
