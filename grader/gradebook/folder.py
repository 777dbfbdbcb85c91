"""A folder that `grade` or `batch` wrote, read as entries."""

from __future__ import annotations

import json
from pathlib import Path

from grader.errors import UsageError
from grader.gradebook.book import Gradebook
from grader.gradebook.entry import Entry, State
from grader.results import from_json

BOOK_NAME = "gradebook.sqlite"
RESULTS_NAME = "results.json"


def read(folder: Path) -> tuple[Entry, ...]:
    """Return the entries of a folder that `grader batch` (gradebook) or `grader grade` (results.json) wrote.

    Raises UsageError when it holds neither, or something unreadable.
    """
    if (folder / BOOK_NAME).is_file():
        with Gradebook(folder / BOOK_NAME) as book:
            return book.entries()
    results = folder / RESULTS_NAME
    if not results.is_file():
        raise UsageError(
            f"{folder}: holds no {BOOK_NAME} and no {RESULTS_NAME}; give the --out folder of batch or grade"
        )
    try:
        report = from_json(json.loads(results.read_text(encoding="utf-8")))
    except (ValueError, TypeError, AttributeError) as error:
        raise UsageError(f"{results}: cannot be read ({error}); grade again to renew it") from None
    return (Entry(report.student, report.student, State.GRADED, report, handed_in_at=results.stat().st_mtime),)
