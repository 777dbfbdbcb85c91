"""Reading the class's roster from a CSV file."""

from __future__ import annotations

import csv
from pathlib import Path

from grader.errors import UsageError

MOST_BYTES = 4 << 20
_ID_TITLES = ("student", "student id", "id", "username", "login", "sis login id", "sis user id", "user", "email")


def read(file: Path) -> tuple[str, ...]:
    """Return the student ids of `file`, each once, in its order.

    They stand in the column titled `student` (or id, username, login, email …), else in the first one, which then has
    no title. Comma, semicolon and tab separate. Raises UsageError when the file cannot be read or names nobody.
    """
    try:
        if file.stat().st_size > MOST_BYTES:
            raise UsageError(f"{file}: is larger than {MOST_BYTES >> 20} MiB, which no roster is")
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{file}: is not UTF-8 at byte {error.start}; save it as UTF-8 CSV") from None
    except OSError as error:
        raise UsageError(f"{file}: cannot be read ({error.strerror})") from None
    first_line = text.partition("\n")[0]
    separator = max(",;\t", key=first_line.count)
    rows = [row for row in csv.reader(text.splitlines(), delimiter=separator) if any(cell.strip() for cell in row)]
    titles = [cell.strip().casefold() for cell in rows[0]] if rows else []
    column = next((titles.index(title) for title in _ID_TITLES if title in titles), None)
    if column is not None:
        rows = rows[1:]
    students = [row[column or 0].strip() for row in rows if len(row) > (column or 0)]
    named = tuple(dict.fromkeys(student for student in students if student))
    if not named:
        raise UsageError(f"{file}: names no student; wanted one a line, below the title 'student'")
    return named
