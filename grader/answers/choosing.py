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
_LONGEST_NAME = 255  # characters; a zip may claim more


def answer_file(bundle: Bundle, suffixes: Collection[str], what: str) -> str:
    """Return the name of the one answer file of the bundle, called `what` in messages.

    Files called `answers`, and files that say which assignment they answer, are answer files; only where there is
    none, the one file whose suffix could be an answer file's. Those nearest to the top count; the bundle gets a
    warning on the others. Raises SubmissionError for none and for two.
    """
    possible = [name for name in bundle.names if PurePosixPath(name).suffix.casefold() in suffixes]
    all_found = [name for i, name in enumerate(possible) if _is_one(bundle, name, open_it=i < _MOST_OPENED)]
    found = _nearest(all_found)
    if not found:
        found = _nearest([name for name in possible if not _NOT_ANSWERS.match(PurePosixPath(name).stem)])
    if not found:
        raise SubmissionError(f"{what}: no answer file in it; {_hint(bundle, suffixes)}")
    if len(found) > 1:
        raise SubmissionError(f"{what}: {len(found)} answer files, {_list(found)}; hand in one")
    deeper = [name for name in all_found if name != found[0]]
    if deeper:
        bundle.warnings.append(f"{_list(deeper)}: not read, as {quoted(found[0])} is the answer file; hand in one")
    return found[0]


def _hint(bundle: Bundle, suffixes: Collection[str]) -> str:
    """What to do where there is no answer file."""
    links = [name for name in bundle.links if PurePosixPath(name).suffix.casefold() in suffixes]
    if links:
        return f"{quoted(links[0])} is a link, and links are not followed; hand in the file itself"
    if any(name.casefold().endswith(".zip") for name in bundle.names):
        return "hand in the zip inside it"
    return "call it answers.md (or .yaml, .toml, .json, .ipynb)"


def code_file(bundle: Bundle, answers: str, file: str) -> list[str]:
    """Return the names of the files beside `answers` that are `file`: by exactly this name, else as downloaded."""
    exact, downloaded = _beside(bundle, answers, file)
    return exact or downloaded


def spare_code(bundle: Bundle, answers: str, file: str) -> list[str]:
    """Return the downloads of `file` that are not read because `file` itself is there."""
    exact, downloaded = _beside(bundle, answers, file)
    return downloaded if exact else []


def stray_code(bundle: Bundle, answers: str, file: str, part: str) -> list[str]:
    """Return the names of files that were probably meant as `file`: elsewhere, or called like it or like the part."""
    stem, suffix = PurePosixPath(file).stem, PurePosixPath(file).suffix
    question, _, rest = part.partition(".")
    number = re.sub(r"(?<=\D)0+(?=\d)", "0*", re.escape(question))
    names = rf"(?:{re.escape(stem)}|{number}(?:[\W_]?{re.escape(rest)})?)"
    meant = re.compile(rf"{_owner(answers)}{names}(?:[\W_].*)?{re.escape(suffix)}(?:\.txt)?", re.IGNORECASE)
    taken = code_file(bundle, answers, file)
    names_of = {name: PurePosixPath(name).name for name in bundle.names if name not in taken}
    return [name for name, last in names_of.items() if len(last) <= _LONGEST_NAME and meant.fullmatch(last)]


def _beside(bundle: Bundle, answers: str, file: str) -> tuple[list[str], list[str]]:
    """The names of files beside `answers` that are exactly `file`, and of those that are downloads of it."""
    beside = [name for name in bundle.names if PurePosixPath(name).parent == PurePosixPath(answers).parent]
    exact = [name for name in beside if PurePosixPath(name).name == file]
    stem, suffix = PurePosixPath(file).stem, PurePosixPath(file).suffix
    download = re.compile(
        rf"{_owner(answers)}{re.escape(stem)}[ _]?(?:\(\d+\)|-\d+)?{re.escape(suffix)}", re.IGNORECASE
    )
    return exact, [name for name in beside if name not in exact and download.fullmatch(PurePosixPath(name).name)]


def _owner(answers: str) -> str:
    """A pattern for what a download puts before a file's name: the same student as before that of the answers."""
    owner = re.split(r"[\W_]", PurePosixPath(answers).name, maxsplit=1)[0]
    return "" if owner.casefold() in ("answers", "answer") else rf"(?:{re.escape(owner)}(?:[\W_].*)?[\W_])?"


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
