"""The Markdown report, for job summaries and comments: what a student wrote stays text whatever it holds."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import TYPE_CHECKING

from grader.model import Assignment, Report
from grader.reports.visible import one_line, visible

if TYPE_CHECKING:
    from jinja2 import Environment

_SPECIAL = re.compile(r"[\\`*_\[\]<>&|~$#]")
_LIST = re.compile(r"^\s*(?:[-+=]|\d+[.)](?=\s|$))")
#: What some sites turn into a link or a mention although it is escaped; a word joiner in it keeps it text.
_LINKED = re.compile(r"(?i)@|://|\bwww\.|\b(?:mailto|xmpp):")
_WORD_JOINER = "\u2060"


def write(report: Report, assignment: Assignment, *, hints: int = 1, templates: Path | None = None) -> str:
    """Return the report as GitHub-flavoured Markdown. Hints of open parts are there up to level `hints` (0: none).

    `templates` is a folder whose files replace the built-in ones of the same name (`report/page.md.j2`).
    Raises AssignmentError for a template that cannot be rendered.
    """
    from grader.reports.rendering import rendered

    text = rendered(_prepared(templates), "report/page.md.j2", report, assignment, hints=hints)
    return text.strip("\n") + "\n"


def escaped(text: str) -> str:
    """Return `text` as one line of Markdown that shows exactly its characters: no emphasis, link, image, HTML, mention.

    White space runs become one space; a word joiner (invisible) stands in what a site would link by itself.
    """
    return _unlisted(_inner(one_line(text)))


def remark(text: str) -> str:
    """Return a line of feedback: as `escaped`, but what stands between paired backticks is inline code."""
    first, *pieces = one_line(text).split("`")
    if len(pieces) % 2:
        return escaped(text)
    return _unlisted(_inner(first)) + "".join(_inner(piece) if i % 2 else code(piece) for i, piece in enumerate(pieces))


def fenced(text: str) -> str:
    """Return `text` as a fenced block whose fence is longer than any run of backticks within."""
    shown = visible(text).strip("\n")
    fence = _longer_than_any_in(shown, 3)
    return f"{fence}text\n{shown}\n{fence}"


def code(text: str) -> str:
    """Return `text` as one line of inline code; "" stays ""."""
    line = one_line(text)
    if not line:
        return ""
    fence = _longer_than_any_in(line, 1)
    inner = f" {line} " if line.startswith("`") or line.endswith("`") else line
    return f"{fence}{inner}{fence}"


def cell(text: str) -> str:
    """Return `text` as inline code for a table's cell, where a bar would end the cell even within backticks."""
    return code(text).replace("|", "\\|")


@functools.cache
def _prepared(templates: Path | None) -> Environment:
    from markupsafe import Markup

    from grader.reports.rendering import environment

    made = environment(templates, html=False, escaped=escaped)
    made.filters.update(
        fenced=lambda text: Markup(fenced(text)),  # noqa: S704 - in a fence that it cannot close
        code=lambda text: Markup(code(text)),  # noqa: S704 - in backticks that it cannot close
        cell=lambda text: Markup(cell(text)),  # noqa: S704 - the same
        authored=lambda text: Markup(" ".join(text.split())),  # noqa: S704 - the assignment's own Markdown
        remark=lambda text, known: Markup(" ".join(text.split()) if text in known else remark(text)),  # noqa: S704
    )
    return made


def _inner(line: str) -> str:
    marked = _SPECIAL.sub(r"\\\g<0>", line)
    return _LINKED.sub(lambda found: found.group()[0] + _WORD_JOINER + found.group()[1:], marked)


def _unlisted(line: str) -> str:
    return _LIST.sub(lambda found: f"{found.group()[:-1]}\\{found.group()[-1]}", line)


def _longer_than_any_in(text: str, least: int) -> str:
    return "`" * max(least, 1 + max(map(len, re.findall("`+", text)), default=0))
