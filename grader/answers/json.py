"""JSON answers: an own reader, because numbers must keep their text, and every value and repeated key its line."""

from __future__ import annotations

import re

from grader.answers import limits
from grader.answers.escapes import remark, unescape
from grader.answers.nested import Items, Node, Scalar, Table, sheet
from grader.answers.sheet import Sheet, quoted
from grader.errors import SubmissionError

_SPACE = re.compile(r"[ \t\n\r]*")
_STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
_NATIVE = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![\w.+-])|true\b|false\b|null\b")
_SEEN = (  # what stands where something else was wanted; what a student should do
    (re.compile(r"//|/\*|#"), "JSON has no comments; delete it"),
    (re.compile(r"['‘’‚]"), "single quotes; put each key and each answer in straight double quotes"),
    (re.compile(r"[“”„«»]"), "curly quotes; put each key and each answer in straight double quotes"),
    (re.compile(r"(?:True|False|None)\b"), "a word of Python; write true, false or null"),
)
_REST_OF_NUMBER = re.compile(r"(?<=\d,)\d+")


def read(text: str, file: str) -> Sheet:
    """Return the answers of the JSON text. Raises SubmissionError with the line where it is not JSON."""
    reader = _Reader(text, file)
    root = sheet(reader.document(), file)
    return Sheet(root.fields, root.entries, warnings=tuple(reader.warnings))


class _Reader:
    def __init__(self, text: str, file: str) -> None:
        self.text, self.file, self.at = text, file, 0
        self.nodes, self.line_at, self.line = 0, 0, 1
        self.warnings: list[str] = []

    def document(self) -> Node:
        node = self.value(0)
        self.space()
        if self.at < len(self.text):
            raise self.error("the end of the file was wanted; is there one closing brace too many?")
        return node

    def value(self, depth: int) -> Node:
        self.space()
        self.nodes += 1
        if depth > limits.DEPTH:
            raise self.error(f"maps and lists more than {limits.DEPTH} deep; write part ids with their answers")
        if self.nodes > limits.NODES:
            raise self.error(f"more than {limits.NODES} values; hand in the answers only")
        mark = self.text[self.at : self.at + 1]
        if mark == "{":
            return self.table(depth)
        if mark == "[":
            return self.items(depth)
        line = self.current_line()
        if mark == '"':
            return Scalar(self.string(), line)
        native = _NATIVE.match(self.text, self.at)
        if native is None:
            raise self.error("a value was wanted; put the answer in straight double quotes")
        self.at = native.end()
        return Scalar(native[0], line, native=True)

    def table(self, depth: int) -> Table:
        line = self.current_line()
        pairs: list[tuple[str, Node]] = []
        self.at += 1
        if self.took("}"):
            return Table((), line)
        while True:
            self.space()
            if self.text[self.at : self.at + 1] != '"':
                raise self.error(self.no_key())
            key = self.string()
            if not self.took(":"):
                raise self.error("a colon was wanted after the key")
            pairs.append((key, self.value(depth + 1)))
            if self.took("}"):
                return Table(tuple(pairs), line)
            if not self.took(","):
                raise self.error(f"a comma or a closing brace was wanted; {self.no_comma()}")

    def no_key(self) -> str:
        """What to say where a key was wanted and none begins."""
        if _REST_OF_NUMBER.match(self.text, self.at):
            return "a comma inside a number without quotes; put the whole answer in straight double quotes"
        if self.text.startswith("}", self.at):
            return "a key in straight double quotes was wanted; delete the comma before the closing brace"
        return "a key in straight double quotes was wanted"

    def no_comma(self) -> str:
        """What to ask where an answer has ended and neither a comma nor the end of the map follows."""
        if self.text[self.at - 1] == '"' and self.text[self.at : self.at + 1] not in ('"', ""):
            return 'is there a double quote inside the answer? write \\" for it'
        return "is the comma after the last answer missing?"

    def items(self, depth: int) -> Items:
        line = self.current_line()
        items: list[Node] = []
        self.at += 1
        if self.took("]"):
            return Items((), line)
        while True:
            items.append(self.value(depth + 1))
            if self.took("]"):
                return Items(tuple(items), line)
            if not self.took(","):
                raise self.error("a comma or a closing bracket was wanted")

    def string(self) -> str:
        match = _STRING.match(self.text, self.at)
        if match is None:
            raise self.error("a string never closed on its line; end it with a double quote (\\n is a new line)")
        text, wrong = unescape(match[1])
        if wrong:
            self.warnings.append(remark(self.file, self.current_line(), wrong))
        self.at = match.end()
        return text

    def took(self, mark: str) -> bool:
        """Step over `mark` if it comes next."""
        self.space()
        if self.text.startswith(mark, self.at):
            self.at += 1
            return True
        return False

    def space(self) -> None:
        match = _SPACE.match(self.text, self.at)
        assert match is not None
        self.at = match.end()

    def current_line(self) -> int:
        self.line += self.text.count("\n", self.line_at, self.at)
        self.line_at = self.at
        return self.line

    def error(self, wanted: str) -> SubmissionError:
        end = self.text.find("\n", self.at)
        seen = self.text[self.at : end if end >= 0 else len(self.text)].strip()
        wanted = next((advice for mark, advice in _SEEN if mark.match(seen)), wanted)
        shown = quoted(seen) if seen else "the end of the line" if self.at < len(self.text) else "the end of the file"
        return SubmissionError(f"{self.file}:{self.current_line()}: not JSON at {shown}: {wanted}")
