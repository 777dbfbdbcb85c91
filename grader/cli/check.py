"""`grader check`: a student's own check. Verdicts and hints, never the reference answer."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path

import click

from grader.cli.completion import part_ids
from grader.cli.options import Settings, settings
from grader.model import Assignment, Policy, Report, Status, Submission


@click.command("check")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--part", "parts", multiple=True, metavar="ID", shell_complete=part_ids, help="Only this part (may be given again)."
)
@click.option("--train", is_flag=True, help="Run the training code too, on a tenth of the data.")
@click.option("--watch", is_flag=True, help="Check again at every save, and show what changed.")
@click.option("--json", "as_json", is_flag=True, help="Print results.json's document to standard output.")
@click.option(
    "--hints", type=click.IntRange(0, 3), default=1, metavar="LEVEL", help="Hints up to this level, 0 to 3 [1]."
)
def command(path: Path, parts: tuple[str, ...], *, train: bool, watch: bool, as_json: bool, hints: int) -> int:
    """Check the answers in PATH: a file, or a folder or zip of it. Training code runs only with --train or --part."""
    if watch and as_json:
        raise click.UsageError("--watch prints for people; leave --json out")
    if watch:
        from grader.cli.watch import watch as follow

        return follow(path, parts, train, settings())
    from grader.grading import grade

    assignment, submission = read(path, parts, settings())
    report = grade(assignment, submission, self_check_policy(train or bool(parts), settings()))
    if as_json:
        from grader.reports import WRITERS

        click.echo(WRITERS["json"](report, assignment), nl=False)
    else:
        again = f"grader check {shlex.quote(str(path))}"
        click.echo(as_text(report, assignment, again, hints), nl=False)
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


def as_text(report: Report, assignment: Assignment, command: str = "", hints: int = 1) -> str:
    """Return the terminal report: as wide as the terminal up to 100 columns, coloured if it is one that wants it.

    `command` is what to run next; hints of open parts are there up to level `hints`.
    """
    from grader.reports import text

    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    width = min(100, shutil.get_terminal_size().columns) if sys.stdout.isatty() else 80
    return text.write(report, assignment, colour=colour, width=width, hints=hints, command=command)


def exit_code(report: Report) -> int:
    """3 when some part is a fault of ours, else 0."""
    return 3 if any(verdict.status is Status.ERROR for verdict in report.verdicts) else 0
