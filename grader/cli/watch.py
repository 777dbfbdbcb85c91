"""`grader check --watch`: judge again at every save, and show only what changed."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli import hints as hinting
from grader.cli.check import as_text, read, self_check_policy
from grader.cli.options import Settings
from grader.errors import GraderError
from grader.model import Assignment, Part, Report, Submission, Verdict

if TYPE_CHECKING:
    from grader.reports.summary import Levels

POLL_SECONDS = 0.05
SETTLED_SECONDS = 10.0  # an editor saves half an answer now and then; such a save is no try
MOST_FILES = 1_000  # a folder beyond this is no submission; its first files are watched


def watch(path: Path, parts: tuple[str, ...], train: bool, hints: str, how: Settings) -> int:
    """Print the report, then at each save the verdicts that changed, until the person stops it (Ctrl-C: exit 130)."""
    before: tuple[Submission, Report] | None = None
    counted = -SETTLED_SECONDS
    for _ in saves(path):
        try:
            assignment, submission = read(path, parts, how)
            report = _judge(assignment, submission, before, train or bool(parts), how)
        except GraderError as error:
            click.echo(str(error))
            continue
        count = time.monotonic() - counted >= SETTLED_SECONDS
        counted = time.monotonic() if count else counted
        levels = hinting.shown(hints, submission, report, count=count)
        _show(report, before[1] if before else None, assignment, levels)
        before = submission, report
    return 0


def saves(path: Path) -> Iterator[None]:
    """Yield at once, and then each time that a file of `path` is saved, appears or goes; polls every 50 ms."""
    seen = None
    while True:
        found = _stamps(path)
        if found != seen:
            seen = found
            yield
        time.sleep(POLL_SECONDS)


def _stamps(path: Path) -> dict[str, tuple[int, int]]:
    """File -> (modification time in ns, size in bytes); hidden files, editors' backups and caches are left out."""
    if not path.is_dir():
        return {str(path): _stamp(path)}
    found: dict[str, tuple[int, int]] = {}
    for folder, folders, files in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith((".", "__"))]
        for name in files:
            if not name.startswith(".") and not name.endswith(("~", ".tmp", ".swp")):
                found[str(Path(folder, name))] = _stamp(Path(folder, name))
        if len(found) > MOST_FILES:
            break
    return found


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:  # between an editor's delete and its rename
        return (0, 0)
    return status.st_mtime_ns, status.st_size


def _judge(
    assignment: Assignment, submission: Submission, before: tuple[Submission, Report] | None, train: bool, how: Settings
) -> Report:
    """Judge the questions that changed since `before`; other verdicts are kept, slow ones of code among them."""
    from grader.grading import grade_part, totals

    kept = _unchanged(assignment, submission, *before) if before else {}
    policy = self_check_policy(train, how)
    verdicts = tuple(
        kept[part.id] if part.id in kept else grade_part(assignment, submission, part, policy)
        for part in assignment.parts
    )
    return totals(assignment, submission, verdicts)


def _unchanged(
    assignment: Assignment, submission: Submission, before: Submission, report: Report
) -> dict[str, Verdict]:
    """Return the verdicts of the questions whose answers, and the earlier ones that they follow from, are as before."""
    old = {verdict.part: verdict for verdict in report.verdicts}
    ids = {*submission.answers, *before.answers}
    changed = {part for part in ids if submission.answers.get(part) != before.answers.get(part)}
    return {
        part.id: old[part.id]
        for question in assignment.questions
        if not any(_depends_on(part, changed) for part in question.parts)
        for part in question.parts
        if part.id in old
    }


def _depends_on(part: Part, changed: AbstractSet[str]) -> bool:
    """Whether the part's own answer is in `changed`, or one that follow-through may put into its formulas."""
    sources = [source for one in (part, *part.cells) if one.follow for source in one.follow.values.values()]
    return part.id in changed or any(
        source == name or source.startswith(f"{name}.") for source in sources for name in changed
    )


def _show(report: Report, before: Report | None, assignment: Assignment, hints: Levels) -> None:
    if before is None:
        click.echo(as_text(report, assignment, hints), nl=False)
        return
    old = {verdict.part: replace(verdict, where="") for verdict in before.verdicts}
    changed = tuple(verdict for verdict in report.verdicts if replace(verdict, where="") != old.get(verdict.part))
    if changed:
        click.echo(as_text(replace(report, verdicts=changed), assignment, hints), nl=False)
    else:
        click.echo("saved; no verdict changed")
