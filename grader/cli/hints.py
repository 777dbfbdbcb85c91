"""Which hints a self-check shows: up to a level that was asked for, or one more with each try at a part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from grader.cli.options import say

if TYPE_CHECKING:
    from grader.model import Report, Submission
    from grader.reports.summary import Levels

BY_TRIES = "auto"
option = click.option(
    "--hints",
    type=click.Choice([BY_TRIES, "0", "1", "2", "3"]),
    metavar="LEVEL",
    help="Hints up to this level, 0 to 3; auto opens one more with each new answer to a part [auto; with --json 0].",
)


def shown(asked: str, submission: Submission, report: Report, *, count: bool = True) -> Levels:
    """Return the level of hints to show, of each part where they go by tries; remember the tries of `report`.

    Without `count` the answers of `report` are no tries yet. Where nothing can be remembered, hints stay at the first.
    """
    from grader import attempts

    memory = attempts.memory(submission)
    before = memory.read() if memory else attempts.Attempts()
    now = attempts.counted(before, report) if count else before
    if memory and now != before:
        try:
            memory.write(now)
        except OSError as error:
            why = f"your tries cannot be remembered here ({error.strerror or error}), so hints stay at the first level"
            say(f"{memory.path.parent}: {why}; --hints 2 and --hints 3 show more")
    return attempts.levels(report, now) if asked == BY_TRIES else int(asked)
