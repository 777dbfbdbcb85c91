"""Commands of LaTeX and their arguments: where each stands. Texts are changed in place, character for character."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from grader.errors import ReadError
from grader.expressions.patterns import later

#: Behind these a group in braces is their argument, or a script: its braces say how far it reaches.
_TAKES_GROUP = later(r"(?:[_^]|\\(?:sqrt|[dtc]?frac|[dt]?binom)(?:\s*(?:\{[^{}]*\}|[A-Za-z0-9]))?)\s*$")
_OPTION = later(r"\s*\[[^\[\]{}]{0,80}(?:\{[^{}]{0,20}\}[^\[\]{}]{0,80})?\]")
_SINGLE = later(r"\s*(\\[A-Za-z]+|[^\s{}\\])")


class Command(NamedTuple):
    """A command and its arguments; each argument's span holds its braces."""

    name: str
    start: int
    behind_name: int
    end: int
    arguments: list[tuple[int, int]]


def braces_of(text: str) -> dict[int, int]:
    """Where each opening brace of a text is closed; `\\{` is none."""
    closed: dict[int, int] = {}
    opened: list[int] = []
    at = 0
    while at < len(text):
        char = text[at]
        if char == "\\":
            at += 1
        elif char == "{":
            opened.append(at)
        elif char == "}" and opened:
            closed[opened.pop()] = at
        at += 1
    return closed


@cache
def _named(names: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"\\({'|'.join(sorted(names))})(?![A-Za-z])\*?")


def commands(text: str, counts: Mapping[str, int]) -> list[Command]:
    """The commands of `text` among `counts`, which says how many arguments each takes, in order.

    Raises ReadError where an argument is missing, or its brace is never closed.
    """
    closed: dict[int, int] | None = None
    found = []
    for match in _named(frozenset(counts)).finditer(text):
        if closed is None:
            closed = braces_of(text)
        at = match.end()
        while (option := _OPTION.match(text, at)) is not None and counts[match[1]]:
            at = option.end()
        arguments = []
        for _ in range(counts[match[1]]):
            span = _argument(text, at, closed)
            if span is None:
                raise ReadError(f"the command \\{match[1]} lacks an argument in braces", match.start())
            arguments.append(span)
            at = span[1]
        found.append(Command(match[1], match.start(), match.end(), at, arguments))
    return found


def _argument(text: str, at: int, closed: dict[int, int]) -> tuple[int, int] | None:
    single = _SINGLE.match(text, at)
    if single is not None:
        return single.span(1)
    while text[at : at + 1] in (" ", "\n"):
        at += 1
    return (at, closed[at] + 1) if at in closed else None


def group_at(text: str, at: int, closed: dict[int, int]) -> tuple[int, int] | None:
    """The group in braces at a place, options before it passed over; None where none stands there."""
    while (option := _OPTION.match(text, at)) is not None:
        at = option.end()
    while text[at : at + 1] in (" ", "\n"):
        at += 1
    end = closed.get(at)
    return None if end is None else (at, end + 1)


def inside(text: str, span: tuple[int, int]) -> str:
    """An argument without its braces."""
    argument = text[span[0] : span[1]]
    return argument[1:-1] if argument.startswith("{") else argument


class Sheet:
    """A text whose characters are blanked out or written over; every other one stays in its place."""

    __slots__ = ("_typed", "chars")

    def __init__(self, text: str) -> None:
        self._typed = text
        self.chars = list(text)

    def blank(self, start: int, end: int) -> None:
        """Blank out what stands between two places."""
        self.chars[start:end] = " " * (end - start)

    def write(self, start: int, end: int, text: str) -> None:
        """Put `text` between two places, to the right; raises ReadError where it is longer than what stood there."""
        if len(text) > end - start:
            raise ReadError("this command is not read here; write out what it stands for", start)
        self.chars[start:end] = text.rjust(end - start)

    def keep(self, command: Command, kept: int) -> None:
        """Leave only one argument of a command, as it is printed: its braces go where they say nothing."""
        first, last = command.arguments[kept]
        self.blank(command.start, first)
        self.blank(last, command.end)
        braced = self._typed[first] == "{"
        if braced and not _TAKES_GROUP.search(self._typed[max(0, command.start - 60) : command.start]):
            self.blank(first, first + 1)
            self.blank(last - 1, last)

    def text(self) -> str:
        """The text as it stands now."""
        return "".join(self.chars)
