"""Reports: `WRITERS[format](report, assignment)` is the text of one. A further format is a file and a line here.

Each writer takes more by keyword: see `text.write`, `markdown.write` and `html.write`.
"""

from __future__ import annotations

from collections.abc import Callable

from grader.model import Assignment, Report
from grader.reports.html import write as write_html
from grader.reports.json import write as write_json
from grader.reports.markdown import write as write_markdown
from grader.reports.text import write as write_text

WRITERS: dict[str, Callable[[Report, Assignment], str]] = {
    "text": write_text,
    "markdown": write_markdown,
    "html": write_html,
    "json": write_json,
}
