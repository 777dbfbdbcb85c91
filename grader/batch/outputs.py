"""The files that a graded submission leaves: report.html and results.json in a folder of its own."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from grader.batch.find import student_of
from grader.errors import UsageError
from grader.gradebook import RESULTS_NAME
from grader.model import Assignment, Report

REPORT_NAME = "report.html"


def write_results(
    report: Report, assignment: Assignment, folder: Path, templates: Path | None = None
) -> tuple[Path, Path]:
    """Write report.html and results.json into `folder` (made if absent); return their paths.

    Each file is there whole or not at all. `templates` is an instructor's own folder of templates. Raises UsageError
    when the folder cannot be written.
    """
    from grader.reports import WRITERS, html

    page, results = folder / REPORT_NAME, folder / RESULTS_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write_whole(page, html.write(report, assignment, templates=templates))
        _write_whole(results, WRITERS["json"](report, assignment))
    except OSError as error:
        raise UsageError(f"{folder}: cannot write the report there ({error.strerror}); give another --out") from None
    return page, results


def remove_results(folder: Path) -> None:
    """Take away the two files of an earlier run, whose submission has changed into one without a report."""
    for name in (REPORT_NAME, RESULTS_NAME):
        (folder / name).unlink(missing_ok=True)


def folder_names(submissions: Sequence[str]) -> dict[str, str]:
    """Return a folder name for each submission's name, all different even where case does not count."""
    short = {name: _tame(student_of(name)) for name in submissions}
    shared = Counter(folder.casefold() for folder in short.values())
    return {
        name: folder if shared[folder.casefold()] == 1 else f"{_tame(name)}-{_fingerprint(name)}"
        for name, folder in short.items()
    }


def _tame(name: str) -> str:
    return re.sub(r"[^\w.@+-]+", "_", name).strip("._")[:80] or "submission"


def _fingerprint(name: str) -> str:
    return hashlib.sha256(os.fsencode(name)).hexdigest()[:8]


def _write_whole(path: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
