"""`grader start`: the answer file and the code stubs of an assignment, to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.completion import assignment_names
from grader.cli.options import settings

FORMATS = ("md", "yaml", "toml", "json", "ipynb")


@click.command("start")
@click.argument("assignment", shell_complete=assignment_names)
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path), metavar="[DIR]")
@click.option("--format", "format_", type=click.Choice(FORMATS), default="md", help="Format of the answer file [md].")
@click.option("--student", default="", metavar="ID", help="Your student id, written into the answer file.")
def command(assignment: str, folder: Path | None, format_: str, student: str) -> None:
    """Write the answer file and the code stubs of ASSIGNMENT into DIR (default: a new folder of its name)."""
    from grader import catalog
    from grader.answers import stubs

    target = folder or Path(assignment)
    written = stubs.write(catalog.load(assignment, settings().assignments), target, format_, student)
    if settings().quiet:
        return
    for path in written:
        click.echo(str(path))
    click.echo(f"Fill in the answers, then: grader check {target}")
