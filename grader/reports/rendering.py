"""The template engine as the reports use it: whatever a template puts out is made visible and escaped on its own."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined, TemplateError
from markupsafe import Markup, escape

from grader.errors import AssignmentError
from grader.model import Assignment, Report
from grader.reports import charts, grid, progress, run, statements, summary, words
from grader.reports.mathml import checked
from grader.reports.plain import plain
from grader.reports.visible import clipped, one_line
from grader.resources import folder

_CODE_MARKS = "`"


def environment(templates: Path | None, *, html: bool, escaped: Callable[[str], str]) -> Environment:
    """Return an environment that reads `templates` (an instructor's own folder) first, then the built-in ones.

    `escaped` is applied to every string that a template puts out and that is not `Markup`; for `html` the engine's
    own escaping follows.
    """
    own = [FileSystemLoader(templates)] if templates else []
    made = Environment(
        loader=ChoiceLoader([*own, FileSystemLoader(folder("templates"))]),
        autoescape=html,  # noqa: S701 - off for Markdown only, where `escaped` does it
        finalize=lambda value: escaped(value) if isinstance(value, str) and not isinstance(value, Markup) else value,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    say = words.load(templates)
    made.globals.update(
        say=say,
        points=say.points,
        of_points=words.of_points,
        sections=summary.sections,
        next_steps=summary.next_steps,
        counts=summary.counts,
        shares=summary.shares,
        shown_hints=summary.shown_hints,
        grid_of=grid.of,
        cell_title=grid.title,
        run_of=run.of,
        confusions=lambda found: words.confusions(found, say),
        charts=charts,
        progress=progress.rows,
        clipped=clipped,
        mathml=lambda evidence: checked(str(evidence.get("mathml") or "")),
    )
    made.filters.update(
        number=words.number,
        line=one_line,
        plain=plain,
        statement=statements.html,
        phrase=statements.inline,
        remark=_remark,
    )
    return made


def rendered(made: Environment, name: str, report: Report, assignment: Assignment, **values: Any) -> str:
    """Return the template `name` filled in; raises AssignmentError, with file and line, for a template at fault."""
    try:
        return made.get_template(name).render(report=report, assignment=assignment, **values)
    except TemplateError as cause:
        line = getattr(cause, "lineno", None)
        place = f"{getattr(cause, 'filename', None) or name}{f':{line}' if line else ''}"
        raise AssignmentError(f"{place}: {cause}: compare it with the built-in template {name}") from None


def _remark(text: str, known: Collection[str] = ()) -> Markup:
    """One line of feedback: an author's own words (`known`) are typeset, all else is plain with `code` in backticks."""
    if text in known:
        return statements.inline(text)
    pieces = one_line(text).split(_CODE_MARKS)
    if len(pieces) % 2 == 0:
        return escape(_CODE_MARKS.join(pieces))
    marked = (Markup("<code>{}</code>").format(piece) if i % 2 else escape(piece) for i, piece in enumerate(pieces))
    return Markup("").join(marked)
