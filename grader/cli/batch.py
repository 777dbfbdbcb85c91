"""`grader batch`: a class's folder of submissions, graded in parallel; run again, it goes on where it was stopped."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.grade import LEVELS
from grader.cli.options import say, settings
from grader.model import Policy

if TYPE_CHECKING:
    from grader.batch import Summary


@click.command("batch")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR")
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder for the results.")
@click.option("--workers", type=click.IntRange(1, 256), help="Processes that grade [as many as processors].")
@click.option("--roster", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="CSV of the students.")
@click.option("--no-train", is_flag=True, help="Run no training code.")
@click.option("--require-isolation", type=click.Choice(LEVELS), default="L2", help="Lowest sandbox level [L2].")
def command(
    folder: Path, *, out: Path, workers: int | None, roster: Path | None, no_train: bool, require_isolation: str
) -> None:
    """Grade every submission in DIR: a file, folder or zip each. What is unchanged since the last time is kept."""
    from grader.batch import Order, grade_class
    from grader.cli.progress import Line

    how = settings()
    policy = Policy(
        train=not no_train, require_isolation=require_isolation, data_dir=how.data_dir or data_dir_at_hand()
    )
    order = Order(folder, out, policy, workers or processors(), roster, how.assignments)
    with Line(quiet=how.quiet) as line:
        summary = grade_class(order, line.show)
    say_summary(summary, out)


def data_dir_at_hand() -> Path | None:
    """Return $MNIST_DIR as a part of how this batch grades: with other data, trained networks are graded again."""
    named = os.environ.get("MNIST_DIR")
    return Path(named) if named and Path(named).is_dir() else None


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def say_summary(summary: Summary, out: Path) -> None:
    """Print the summary line and where the results lie; what a person should look at on standard error."""
    for entry in summary.entries:
        if entry.message and entry.name:
            say(f"{entry.name}: {entry.state}: {entry.message}")
        for flag in entry.flags:
            say(f"{entry.name}: {flag}")
    if settings().quiet:
        return
    counts = ", ".join(f"{count} {str(state).replace('_', ' ')}" for state, count in summary.states.items())
    kept = f" ({summary.kept} unchanged)" if summary.kept else ""
    faults = f"; {summary.faulty} with a fault of the grader, run batch again" if summary.faulty else ""
    click.echo(f"{len(summary.entries)} rows: {counts}{kept} in {summary.seconds:.1f} s{faults}")
    click.echo(f"Reports: {out / 'reports'}/NAME/report.html")
    click.echo(f"Table:   grader export {out} --to csv")
