"""`grader grade`: one submission, graded for an instructor or a CI job."""

from __future__ import annotations

import os
from pathlib import Path

import click

from grader.cli.options import Settings, say, settings
from grader.errors import UsageError
from grader.model import Assignment, Policy, Report, Status

LEVELS = ("L0", "L2", "L3")
FORMATS = ("junit", "gradescope", "classroom50", "github")


@click.command("grade")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default="report", help="Folder [report].")
@click.option("--json", "as_json", is_flag=True, help="Print results.json's document to standard output.")
@click.option("--min-score", type=click.FloatRange(0, 100), metavar="PERCENT", help="Exit with 1 below this score.")
@click.option("--no-train", is_flag=True, help="Run no training code.")
@click.option("--format", "format_", type=click.Choice(FORMATS), help="Print this format to standard output.")
@click.option("--require-isolation", type=click.Choice(LEVELS), default="L2", help="Lowest sandbox level [L2].")
@click.option(
    "--templates",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with your own templates of the report; it needs only those that differ.",
)
def command(
    path: Path,
    *,
    out: Path,
    as_json: bool,
    min_score: float | None,
    no_train: bool,
    format_: str | None,
    require_isolation: str,
    templates: Path | None,
) -> int:
    """Grade the submission PATH: a file, or a folder or zip of it. Writes report.html and results.json.

    With --json or --format, standard output holds that document alone and the summary goes to standard error.
    """
    from grader.batch import write_results

    if as_json and format_:
        raise click.UsageError("--json and --format both print a document; give one of them")
    how = settings()
    policy = Policy(train=not no_train, require_isolation=require_isolation, data_dir=how.data_dir)
    report, assignment = judge(path, policy, how)
    files = write_results(report, assignment, out, templates)
    if as_json or format_:
        click.echo(_document(report, assignment, path, format_), nl=False)
    if not how.quiet:
        for line in (summary_line(report), *map(str, files)):
            click.echo(line, err=bool(as_json or format_))
    for warning in report.warnings:
        say(f"warning: {warning}")
    return _exit_code(report, min_score)


def judge(path: Path, policy: Policy, how: Settings) -> tuple[Report, Assignment]:
    """Read and grade one submission."""
    from grader import answers, catalog
    from grader.grading import grade

    submission = answers.read(path, how.assignments)
    assignment = catalog.load(submission.assignment, how.assignments)
    return grade(assignment, submission, policy), assignment


def summary_line(report: Report) -> str:
    """Return the one line that says how the submission did, safe to print."""
    from grader.exports.text import number

    waiting = f", {number(report.pending)} not decided yet" if report.pending else ""
    points = f"{number(report.score)} of {number(report.max_score)} points{waiting}"
    return "".join(mark for mark in f"{report.student}: {points} ({report.assignment})" if mark.isprintable())


def _document(report: Report, assignment: Assignment, path: Path, format_: str | None) -> str:
    if format_ is None:
        from grader.reports import WRITERS

        return WRITERS["json"](report, assignment)
    if format_ == "github":
        return _for_github(report, assignment, path)
    from grader.exports import EXPORTS
    from grader.gradebook import Entry, State

    entry = Entry(path.name, report.student, State.GRADED, report, handed_in_at=path.stat().st_mtime)
    return EXPORTS[format_].write([entry], None).content.decode("utf-8")


def _for_github(report: Report, assignment: Assignment, path: Path) -> str:
    """Annotations and the report for the log; the job summary goes where GitHub wants it."""
    from grader.exports import github
    from grader.reports import WRITERS

    target = os.environ.get("GITHUB_STEP_SUMMARY")
    if target:
        _append(Path(target), github.summary(WRITERS["markdown"](report, assignment)))
    return github.inert(WRITERS["text"](report, assignment)) + github.marks(report, _root_in_repository(path))


def _root_in_repository(path: Path) -> str | None:
    """Return the submission's folder as the repository sees it; None for a zip and outside of the repository."""
    folder = (path if path.is_dir() else path.parent).resolve()
    repository = Path(os.environ.get("GITHUB_WORKSPACE") or ".").resolve()
    if path.suffix.casefold() == ".zip" or not folder.is_relative_to(repository):
        return None
    root = folder.relative_to(repository).as_posix()
    return "" if root == "." else root


def _append(file: Path, text: str) -> None:
    try:
        with file.open("a", encoding="utf-8", errors="replace") as stream:
            stream.write(text)
    except OSError as error:
        raise UsageError(f"{file}: the job summary cannot be written there ({error.strerror})") from None


def _exit_code(report: Report, min_score: float | None) -> int:
    """3 for a fault of ours, 1 below the wanted percentage of what has been decided, else 0."""
    if any(verdict.status is Status.ERROR for verdict in report.verdicts):
        say("some part could not be graded, which is no fault of the submission: its points wait (see the report)")
        return 3
    if min_score is None:
        return 0
    decided = report.max_score - report.pending
    if decided <= 0:
        say("warning: nothing has been decided yet, so --min-score passes")
        return 0
    return int(report.score < min_score / 100 * decided - 1e-9)
