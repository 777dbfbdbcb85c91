"""`grader demo`: a small class, made and graded end to end."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.batch import data_dir_at_hand, processors, say_summary
from grader.cli.options import settings

if TYPE_CHECKING:
    from grader.gradebook import Entry


@click.command("demo")
@click.argument(
    "folder", required=False, default="demo", type=click.Path(file_okay=False, path_type=Path), metavar="[DIR]"
)
def command(folder: Path) -> None:
    """Make a small class of submissions in DIR (default: demo), grade it, training included, and say where it lies."""
    from grader import demo
    from grader.cli.progress import Line
    from grader.sandbox import probe

    how = settings()
    level = probe().level
    with Line(quiet=how.quiet) as line:
        done = demo.run(folder, processors(), how.data_dir or data_dir_at_hand(), line.show)
    if not how.quiet:
        click.echo(f"A class of {len(done.summary.entries)} students in {done.submissions}, its code run at {level}.\n")
        click.echo("\n".join(f"  {line}" for line in rows(done.summary.entries)) + "\n")
    say_summary(done.summary, done.results)


def rows(entries: Sequence[Entry]) -> list[str]:
    """Return one line an entry: submission, points, accuracy of the training where it ran."""
    return [f"{entry.name or entry.student:<24}{_points(entry)}" for entry in entries]


def _points(entry: Entry) -> str:
    report = entry.report
    if report is None:
        return str(entry.state).replace("_", " ")
    waiting = f", {report.pending:g} wait" if report.pending else ""
    trained = [verdict.evidence for verdict in report.verdicts if "mean_accuracy" in verdict.evidence]
    accuracy = "".join(f", {evidence['mean_accuracy']:.1f} % on {evidence['data']} digits" for evidence in trained)
    return f"{report.score:g} of {report.max_score:g} points{waiting}{accuracy}"
