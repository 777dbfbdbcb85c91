"""`grader check`: a student's own check. Verdicts and hints, never the reference answer."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli import hints as hinting
from grader.cli.completion import part_ids
from grader.cli.options import Settings, settings
from grader.model import Assignment, Policy, Report, Status, Submission

if TYPE_CHECKING:
    from grader.reports.summary import Levels


@click.command("check")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--part", "parts", multiple=True, metavar="ID", shell_complete=part_ids, help="Only this part (may be given again)."
)
@click.option("--train", is_flag=True, help="Run the training code too, on a tenth of the data.")
@click.option("--watch", is_flag=True, help="Check again at every save, and show what changed.")
@click.option("--json", "as_json", is_flag=True, help="Print results.json's document to standard output.")
@hinting.option
def command(path: Path, parts: tuple[str, ...], *, train: bool, watch: bool, as_json: bool, hints: str | None) -> int:
    """Check the answers in PATH: a file, or a folder or zip of it. Training code runs only with --train or --part."""
    if watch and as_json:
        raise click.UsageError("--watch prints for people; leave --json out")
    if watch:
        from grader.cli.watch import watch as follow

        return follow(path, parts, train, hints or hinting.BY_TRIES, settings())
    from grader.grading import grade

    assignment, submission = read(path, parts, settings())
    report = grade(assignment, submission, self_check_policy(train or bool(parts), settings()))
    if as_json:
        from grader.reports import json

        levels = hinting.shown(hints, submission, report) if hints else 0
        click.echo(json.write(report, assignment, hints=levels), nl=False)
    else:
        levels = hinting.shown(hints or hinting.BY_TRIES, submission, report)
        click.echo(as_text(report, assignment, levels, f"grader check {shlex.quote(str(path))}"), nl=False)
    return exit_code(report)


def read(path: Path, parts: tuple[str, ...], how: Settings) -> tuple[Assignment, Submission]:
    """Read the submission at `path`, and the parts of its assignment that were asked for (all without `parts`)."""
    from grader import answers, catalog
    from grader.cli.selection import only

    submission = answers.read(path, how.assignments)
    assignment = catalog.load(submission.assignment, how.assignments)
    return (only(assignment, parts) if parts else assignment), submission


def self_check_policy(train: bool, how: Settings) -> Policy:
    """A self-check: quick training, and code at whatever level this machine gives."""
    return Policy(self_check=True, train=train, quick=True, require_isolation="L0", data_dir=how.data_dir)


def as_text(report: Report, assignment: Assignment, hints: Levels, command: str = "") -> str:
    """Return the terminal report: as wide as the terminal up to 100 columns, coloured if it is one that wants it.

    Hints of open parts are there up to level `hints`; `command` is what to run next.
    """
    from grader.reports import text

    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    width = min(100, shutil.get_terminal_size().columns) if sys.stdout.isatty() else 80
    return text.write(report, assignment, colour=colour, width=width, hints=hints, command=command)


def exit_code(report: Report) -> int:
    """3 when some part is a fault of ours, else 0."""
    return 3 if any(verdict.status is Status.ERROR for verdict in report.verdicts) else 0
