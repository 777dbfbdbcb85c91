"""How often a student has tried each part: what opens the next hint of a self-check.

A try is a wrong answer that was not seen before; the same one checked again is none, nor is one that is right, left out
or unreadable. Tries are remembered in the user's own state folder, never in the submission: one small file for each
assignment, student and folder of answers, with counts and digests of answers, not the answers. A file that cannot be
read counts as none.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.model import Report, Status, Submission, Verdict

#: Answers remembered of a part; an older one that comes back counts again.
ANSWERS = 50
#: Parts and bytes of a file; a larger one is not ours.
PARTS, BYTES = 500, 1 << 20
#: Submissions remembered; the one longest without a try is forgotten.
FILES = 200
_WRONG = frozenset({Status.INCORRECT, Status.PARTIAL})
_DIGEST = 12  # hexadecimal digits: 48 bits tell a student's answers apart


@dataclass(frozen=True, slots=True)
class Tries:
    """How often one part was tried, and the digests of the wrong answers that were seen, the latest last."""

    count: int = 0
    seen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attempts:
    """Tries by part id."""

    parts: Mapping[str, Tries] = field(default_factory=dict)


def counted(before: Attempts, report: Report) -> Attempts:
    """Return `before` with the tries of `report` added: one for each part with a wrong answer not seen before."""
    parts = dict(before.parts)
    for verdict in report.verdicts:
        tries, wrong = parts.get(verdict.part, Tries()), tuple(_wrong(verdict))
        fresh = tuple(digest for digest in wrong if digest not in tries.seen)
        if fresh:
            seen = (tries.seen + fresh)[-max(ANSWERS, len(wrong)) :]
            parts[verdict.part] = Tries(tries.count + 1, seen)
    return Attempts(parts)


def levels(report: Report, attempts: Attempts) -> dict[str, int]:
    """Return the hint level that each part has open: its tries, at least 1 where an answer is wrong or unreadable."""
    return {
        verdict.part: max(attempts.parts.get(verdict.part, Tries()).count, int(_needs_help(verdict)))
        for verdict in report.verdicts
    }


@dataclass(frozen=True, slots=True)
class Memory:
    """The file that remembers one student's tries at one folder of answers."""

    path: Path

    def read(self) -> Attempts:
        """Return what is remembered: nothing where there is no file, or none that we could have written."""
        try:
            if not self.path.is_file():
                return Attempts()
            with self.path.open("rb") as file:
                raw = file.read(BYTES + 1)
            return _attempts(json.loads(raw)) if len(raw) <= BYTES else Attempts()
        except (OSError, ValueError, RecursionError):
            return Attempts()

    def write(self, attempts: Attempts) -> None:
        """Remember `attempts` in one step, whatever else reads or writes. Raises OSError."""
        parts = {part: [tries.count, *tries.seen] for part, tries in attempts.parts.items()}
        folder = self.path.parent
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(".tmp", dir=folder)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump({"parts": parts}, file)
            Path(name).replace(self.path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
        _forget_oldest(folder)


def memory(submission: Submission) -> Memory | None:
    """Return where the tries of `submission` are remembered; None where this machine has no place for it.

    A folder, the answer file in it and a zip in it have the same memory. `XDG_STATE_HOME` moves it (Linux).
    """
    import platformdirs

    try:
        path = submission.path.resolve()
        state = Path(platformdirs.user_state_dir("xnn-grader"))
    except (OSError, RuntimeError):  # no home, or a link to itself
        return None
    folder = path if path.is_dir() else path.parent
    key = _digest(submission.assignment, submission.student, str(folder), digits=32)
    return Memory(state / "attempts" / f"{key}.json")


def _wrong(verdict: Verdict) -> Iterator[str]:
    """Yield a digest of each wrong answer in the verdict, as it was read: spaces and notation make no other answer."""
    for leaf in verdict.cells or (verdict,):
        if leaf.status in _WRONG:
            yield _digest(leaf.part, " ".join((leaf.read_as or leaf.answer).split()))


def _needs_help(verdict: Verdict) -> bool:
    """Whether some answer is wrong or unreadable; a table whose other cells are only left out needs none yet."""
    return any(leaf.status in _WRONG or leaf.status is Status.INVALID for leaf in verdict.cells or (verdict,))


def _digest(*texts: str, digits: int = _DIGEST) -> str:
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:digits]


def _attempts(document: Any) -> Attempts:
    """Read what `Memory.write` wrote; raises ValueError for anything else."""
    parts = document.get("parts") if isinstance(document, dict) else None
    if not isinstance(parts, dict) or len(parts) > PARTS:
        raise ValueError("no attempts")
    return Attempts({part: _tries(entry) for part, entry in parts.items()})


def _tries(entry: Any) -> Tries:
    if not isinstance(entry, list) or not entry or type(entry[0]) is not int or entry[0] < 0:
        raise ValueError("no tries")
    if not all(isinstance(digest, str) for digest in entry[1:]):
        raise ValueError("no digests")
    return Tries(entry[0], tuple(entry[1:]))


def _forget_oldest(folder: Path) -> None:
    """Keep the latest FILES files; another check may forget the same ones at the same time."""
    with contextlib.suppress(OSError):
        files = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime)
        for path in files[:-FILES]:
            path.unlink(missing_ok=True)
