"""A small assignment on disk, to be changed by a test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

HEAD = """
title = "A small one"
version = "1"
questions = ["q01"]
total = 5

[choices.yes_no]
yes = ["y"]
no = ["n"]
"""

QUESTION = """
title = "First question"
statement = "Shared by its parts."

[parts.cost]
kind = "symbolic"
points = 2
statement = "How many?"
answer = "M*N"
symbols = ["M", "N"]
hints = ["Think.", "Think again."]

[[parts.cost.mistakes]]
answer = "M + N"
feedback = "Is it a sum?"

[parts.can]
kind = "choice"
points = 1
statement = "Can it?"
choices = "yes_no"
answer = "no"

[parts.grid]
kind = "table"
points = 2
statement = "Fill in."
answer = { a = { n = "6", cost = "36" }, b = { n = "20", cost = "400" } }

[parts.grid.rows.a]
title = "Row A"
values = { H = 2, W = 3 }

[parts.grid.rows.b]
title = "Row B"
aliases = ["second row"]
values = { H = 4, W = 5 }

[parts.grid.columns.n]
title = "n"
kind = "numeric"

[[parts.grid.columns.n.mistakes]]
answer = "H + W"
feedback = "Is it a sum?"

[parts.grid.columns.cost]
title = "cost"
kind = "numeric"

[parts.grid.columns.cost.follow]
answer = "n**2"
values = { n = "n" }
share = 0.5

[[parts.grid.columns.cost.mistakes]]
answer = "cost + n"
rows = ["b"]
feedback = "Is something counted twice?"
"""


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes the small assignment, with (old, new) replacements, and returns its parent."""

    def write_assignment(*changes: tuple[str, str], head: tuple[str, str] = ("", "")) -> Path:
        text = QUESTION
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        folder = tmp_path / "assignments" / "small"
        folder.mkdir(parents=True, exist_ok=True)
        assert head[0] in HEAD
        (folder / "assignment.toml").write_text(HEAD.replace(*head) if head[0] else HEAD, encoding="utf-8")
        (folder / "q01.toml").write_text(text, encoding="utf-8")
        return folder.parent

    return write_assignment
