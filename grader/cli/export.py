"""`grader export`: results in the form that another system takes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.options import say, settings
from grader.errors import UsageError

if TYPE_CHECKING:
    from grader.exports import Document, Export
    from grader.exports.export import Sheet
    from grader.gradebook import Entry

FORMATS = ("csv", "canvas", "moodle", "gradescope", "classroom50", "junit")


@click.command("export")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR")
@click.option("--to", "format_", required=True, type=click.Choice(FORMATS), help="Format.")
@click.option(
    "--into", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Your own file, for canvas and moodle."
)
@click.option("--column", metavar="TITLE", help="Which column of that file to fill, where it cannot be told.")
@click.option("--out", type=click.Path(path_type=Path), help="Write there: a file, or a folder of one file a student.")
def command(folder: Path, format_: str, into: Path | None, column: str | None, out: Path | None) -> None:
    """Export what grade or batch wrote into DIR, to standard output.

    canvas and moodle print your own file (--into) with the scores filled in; the file itself stays as it is.
    gradescope and classroom50 write one file a student into DIR/FORMAT when DIR holds a class.
    """
    from grader.exports import EXPORTS
    from grader.gradebook import read

    export = EXPORTS[format_]
    sheet = _sheet(format_, into, column, export)
    entries = read(folder)
    if export.one_a_student and len(entries) != 1:
        _write_each(export, entries, out or folder / format_, format_)
        return
    document = export.write(entries, sheet)
    if out is None:
        click.echo(document.content, nl=False)
    else:
        _save(out, document)
    for remark in document.remarks:
        say(remark)


def _sheet(format_: str, into: Path | None, column: str | None, export: Export) -> Sheet | None:
    from grader.exports.export import Sheet

    if export.fills_a_file and into is None:
        raise click.UsageError(
            f"--to {format_} fills your own file: export the gradebook there, and give it with --into"
        )
    if into is not None and not export.fills_a_file:
        raise click.UsageError(f"--into goes with canvas and moodle; --to {format_} makes a file of its own")
    return None if into is None else Sheet(into, into.read_bytes(), column)


def _write_each(export: Export, entries: Sequence[Entry], out: Path, format_: str) -> None:
    """Write one file for each student whose result counts; a student without a submission has none."""
    from grader.batch.outputs import folder_names

    counting = {entry.name: entry for entry in entries if entry.counts and entry.name and entry.report}
    names = folder_names(list(counting))
    for name, entry in counting.items():
        _save(out / f"{names[name]}.json", export.write([entry], None))
    if not settings().quiet:
        click.echo(f"{len(counting)} {format_} files in {out}")
    left_out = len(entries) - len(counting)
    if left_out:
        say(f"{left_out} rows have no result that counts and no file (see --to csv)")


def _save(path: Path, document: Document) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(document.content)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror})") from None
