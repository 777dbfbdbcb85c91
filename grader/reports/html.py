"""The HTML report: one self-contained page without a script and without a request to anywhere."""

from __future__ import annotations

import base64
import functools
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from grader.model import Assignment, Report

if TYPE_CHECKING:
    from jinja2 import Environment


def write(report: Report, assignment: Assignment, *, hints: int = 1, templates: Path | None = None) -> str:
    """Return the page. Hints of open parts, up to level `hints`, are there folded up (0: none).

    `templates` is a folder whose files replace the built-in ones of the same name (`report/page.html.j2` …).
    Raises AssignmentError for a template that cannot be rendered.
    """
    from grader.reports.rendering import rendered

    made, style = _prepared(templates)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    return rendered(
        made, "report/page.html.j2", report, assignment, hints=hints, style=_css(style), style_sha256=digest
    )


@functools.cache
def _prepared(templates: Path | None) -> tuple[Environment, str]:
    from grader.reports.rendering import environment
    from grader.reports.visible import visible

    made = environment(templates, html=True, escaped=visible)
    return made, "\n" + made.get_template("report/style.css").render()


def _css(style: str) -> str:
    from markupsafe import Markup

    return Markup(style)  # noqa: S704 - the style sheet, from the templates folder
