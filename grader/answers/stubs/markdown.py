"""The stub in Markdown: a heading a part, its statement as a block quote, tables with empty cells."""

from __future__ import annotations

from collections.abc import Iterable

from grader.answers.stubs import wording
from grader.model import Assignment, Part, Question


def files(assignment: Assignment, student: str) -> dict[str, str]:
    """Return the answer file's name and text."""
    lines = [*front_matter(assignment, student), "", f"# {assignment.title}", ""]
    lines += [*quote(wording.introduction("answers.md", wording.has_code(assignment))), ""]
    for question in assignment.questions:
        lines += question_lines(question)
        for part in wording.answerable(question):
            lines += [*part_lines(part), ""]
    return {"answers.md": "\n".join(lines).rstrip("\n") + "\n"}


def front_matter(assignment: Assignment, student: str) -> list[str]:
    """Return the lines that say whose answers to what these are."""
    shown = f'"{student}"' if "#" in student else student
    return ["---", f"assignment: {assignment.id}", f"student: {shown}".rstrip(), "---"]


def question_lines(question: Question) -> list[str]:
    """Return the question's heading and statement."""
    shared = [*quote(question.statement.strip().split("\n")), ""] if question.statement.strip() else []
    return [f"## {wording.question_title(question)}", "", *shared]


def part_lines(part: Part, code_cell: bool = False) -> list[str]:
    """Return the part's heading and statement, and space or a table for the answer."""
    space = [*table(part), ""] if part.rows else [""]
    return [f"### {part.id}", *quote(wording.statement(part, code_cell)), "", *space]


def quote(lines: Iterable[str]) -> list[str]:
    """Return the lines as a block quote."""
    return [f"> {line}".rstrip() for line in lines]


def table(part: Part) -> list[str]:
    """Return a table of the part's rows and columns with empty cells."""
    titles = [column.title.replace("|", "\\|") for column in part.columns]
    empty = " |" * len(titles)
    rows = [f"| {row.title.replace('|', chr(92) + '|')} |{empty}" for row in part.rows]
    return ["| |" + "".join(f" {title} |" for title in titles), "| --- |" + " --- |" * len(titles), *rows]
