"""TOML answers: an own reader, because values must keep their text and line, and a repeated key costs only its part."""

from __future__ import annotations

import re

from grader.answers import limits
from grader.answers.escapes import remark, unescape
from grader.answers.nested import Items, Node, Scalar, Table, sheet
from grader.answers.sheet import Sheet, quoted
from grader.errors import SubmissionError

_SPACE = re.compile(r"[ \t]*")
_SPACE_AND_LINES = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
# No possessive groups: Python 3.11.0 to 3.11.4 err there. The parts exclude one another, so nothing is tried twice.
_STRINGS = (  # opening mark, the whole string, whether a backslash escapes
    ('"""', re.compile(r'"""\n?((?:[^"\\]|\\.|"(?!""))*"{0,2})"""', re.DOTALL), True),
    ("'''", re.compile(r"'''\n?((?:[^']|'(?!''))*'{0,2})'''"), False),
    ('"', re.compile(r'"((?:[^"\\\n]|\\[^\n])*)"'), True),
    ("'", re.compile(r"'([^'\n]*)'"), False),
)
_FOLDED_LINE = re.compile(r"((?:^|[^\\])(?:\\\\)*)\\[ \t]*\n[ \t\n]*")
_COMMA_AT_THE_END = re.compile(r"[,;][ \t]*(?:#|\n|$)")
_BARE = re.compile(r"[^,\]}#\n]*")
_DIGITS = r"[0-9](?:_?[0-9])*"
_NATIVE = re.compile(
    rf"true|false|[+-]?(?:inf|nan)|[+-]?(?:0|[1-9](?:_?[0-9])*)(?:\.{_DIGITS})?(?:[eE][+-]?{_DIGITS})?"
    r"|0x[0-9a-fA-F](?:_?[0-9a-fA-F])*|0o[0-7](?:_?[0-7])*|0b[01](?:_?[01])*"
    r"|\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:\d\d)?)?|\d\d:\d\d(?::\d\d(?:\.\d+)?)?",
    re.ASCII,
)


def read(text: str, file: str) -> Sheet:
    """Return the answers of the TOML text. Raises SubmissionError with the line where it is not TOML."""
    reader = _Reader(text, file)
    root = sheet(reader.document(), file)
    return Sheet(root.fields, root.entries, warnings=tuple(reader.warnings))


Pairs = list[tuple[str, Node]]


class _Reader:
    def __init__(self, text: str, file: str) -> None:
        self.text, self.file, self.at = text, file, 0
        self.nodes, self.line_at, self.line = 0, 0, 1
        self.warnings: list[str] = []

    def document(self) -> Table:
        """Return all pairs, each under the keys of its table's heading."""
        root: Pairs = []
        heading: tuple[str, ...] = ()
        while True:
            self.match(_SPACE_AND_LINES)
            if self.at >= len(self.text):
                return Table(tuple(root), None)
            if self.text[self.at] == "[":
                heading = self.heading()
            else:
                root.append(self.pair(heading, 0))
            self.end_of_line()

    def heading(self) -> tuple[str, ...]:
        """A table's heading, `[a.b]` or `[[a.b]]`; returns its keys."""
        marks = ("[[", "]]") if self.text.startswith("[[", self.at) else ("[", "]")
        self.at += len(marks[0])
        keys = self.keys()
        if not self.took(marks[1]):
            raise self.error(f"the table's heading wants its closing {marks[1]}")
        return keys

    def pair(self, heading: tuple[str, ...], depth: int) -> tuple[str, Node]:
        """`key = value`, with the keys before the last one as maps around it that stand nowhere by themselves."""
        keys = (*heading, *self.keys())
        if not self.took("="):
            number = depth and keys[-1].isdecimal()
            advice = " (is it the rest of a number with a comma? put that in single quotes)" if number else ""
            raise self.error(f"an equals sign was wanted after the key{advice}")
        if len(keys) + depth > limits.DEPTH:
            raise self.error(f"more than {limits.DEPTH} keys deep; write part ids with their answers")
        node = self.value(depth + len(keys))
        for key in reversed(keys[1:]):
            node = Table(((key, node),), None)
        return keys[0], node

    def keys(self) -> tuple[str, ...]:
        found = [self.key()]
        while self.took("."):
            found.append(self.key())
            if len(found) > limits.DEPTH:
                raise self.error(f"more than {limits.DEPTH} keys deep; write part ids with their answers")
        return tuple(found)

    def key(self) -> str:
        self.match(_SPACE)
        if self.text[self.at : self.at + 1] in ('"', "'"):
            return self.string(_STRINGS[2:])
        key = self.match(_BARE_KEY)
        if key is None:
            raise self.error("a key was wanted: a part id, an equals sign, and the answer in single quotes")
        return key[0]

    def value(self, depth: int) -> Node:
        self.match(_SPACE)
        self.nodes += 1
        if self.nodes > limits.NODES:
            raise self.error(f"more than {limits.NODES} values; hand in the answers only")
        if depth > limits.DEPTH:
            raise self.error(f"lists and maps more than {limits.DEPTH} deep; quote the answer")
        line, mark = self.current_line(), self.text[self.at : self.at + 1]
        if mark == "[":
            return self.items(depth, line)
        if mark == "{":
            return self.table(depth, line)
        if mark in ('"', "'") and mark:
            return self.quoted_string(line)
        bare = self.match(_BARE)
        text = bare[0].strip() if bare else ""
        if not _NATIVE.fullmatch(text):
            self.at = bare.start() if bare else self.at
            raise self.error("an answer in straight single quotes was wanted")
        return Scalar(text, line, native=True)

    def quoted_string(self, line: int) -> Scalar:
        triple = self.text[self.at : self.at + 3]
        first_line = line + (triple in ("'''", '"""') and self.text[self.at + 3 : self.at + 4] == "\n")
        return Scalar(self.string(_STRINGS), first_line, block=triple == "'''")

    def string(self, kinds: tuple[tuple[str, re.Pattern[str], bool], ...]) -> str:
        for mark, whole, escapes in kinds:
            if not self.text.startswith(mark, self.at):
                continue
            match = whole.match(self.text, self.at)
            if match is None:
                raise self.error(f"a string never closed; end it with {mark}")
            line = self.current_line()
            self.at = match.end()
            return self.unescaped(match[1], line) if escapes else match[1]
        raise self.error("a quoted string was wanted")

    def unescaped(self, raw: str, line: int) -> str:
        text, wrong = unescape(_FOLDED_LINE.sub(r"\1", raw))
        if wrong:
            self.warnings.append(remark(self.file, line, wrong))
        return text

    def items(self, depth: int, line: int) -> Items:
        items: list[Node] = []
        self.at += 1
        while True:
            self.match(_SPACE_AND_LINES)
            if self.took("]"):
                return Items(tuple(items), line)
            items.append(self.value(depth + 1))
            self.match(_SPACE_AND_LINES)
            if not self.took(",") and not self.text.startswith("]", self.at):
                raise self.error("a comma or a closing bracket was wanted")

    def table(self, depth: int, line: int) -> Table:
        pairs: Pairs = []
        self.at += 1
        while True:
            self.match(_SPACE_AND_LINES)
            if self.took("}"):
                return Table(tuple(pairs), line)
            pairs.append(self.pair((), depth + 1))
            self.match(_SPACE_AND_LINES)
            if not self.took(",") and not self.text.startswith("}", self.at):
                raise self.error("a comma or a closing brace was wanted")

    def end_of_line(self) -> None:
        self.match(_SPACE)
        if _COMMA_AT_THE_END.match(self.text, self.at):
            raise self.error("the end of the line was wanted; delete the comma after the answer")
        if self.text[self.at : self.at + 1] not in ("", "\n", "#"):
            raise self.error("the end of the line was wanted; put the whole answer in one pair of quotes")

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Step over what `pattern` matches here."""
        found = pattern.match(self.text, self.at)
        if found:
            self.at = found.end()
        return found

    def took(self, mark: str) -> bool:
        """Step over spaces, and over `mark` if it comes next."""
        self.match(_SPACE)
        if self.text.startswith(mark, self.at):
            self.at += len(mark)
            return True
        return False

    def current_line(self) -> int:
        self.line += self.text.count("\n", self.line_at, self.at)
        self.line_at = self.at
        return self.line

    def error(self, wanted: str) -> SubmissionError:
        start, end = self.text.rfind("\n", 0, self.at) + 1, self.text.find("\n", self.at)
        seen = self.text[start : end if end >= 0 else len(self.text)].strip()
        return SubmissionError(
            f"{self.file}:{self.current_line()}: not TOML at {quoted(seen) if seen else 'the end'}: {wanted}"
        )
