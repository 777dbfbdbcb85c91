"""YAML answers, from the events of PyYAML's parser: nothing is constructed, so every scalar stays as typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from grader.answers import limits
from grader.answers.escapes import remark, unescape
from grader.answers.nested import Items, Node, Scalar, Table, sheet
from grader.answers.sheet import Sheet, clean, quoted
from grader.errors import SubmissionError

_BARE_DASH = re.compile(r"(?P<key>\s*[^\s#][^#\n]*?:[ \t]+)-[ \t]*(?P<comment>#.*)?$")
_BLOCK_SCALAR = re.compile(r"(?P<indent> *).*(?::|-)[ \t]+[|>][+-]?\d?[+-]?[ \t]*(?:#.*)?$")
_ADVICE = (  # words of the parser's message; what a student should do
    ("mapping values are not allowed", 'a ": " inside an answer; put the answer in single quotes'),
    ("'\\t'", "a tab; indent with spaces"),
    ("cannot start any token", "an answer that begins with this character; put it in single quotes"),
    ("undefined alias", "an answer that begins with * or &; put it in single quotes"),
    ("alphabetic or numeric", "an answer that begins with * or &; put it in single quotes"),
    ("tag", "an answer that begins with !; put it in single quotes"),
    ("sequence entries", 'a "-" after a key; put it in quotes ("-" means left out)'),
    ("quoted scalar", "a quote that is never closed; close it (inside single quotes an apostrophe is written twice)"),
    ("expected ',' or", "a bracket or brace that is never closed, or text after it; put the answer in single quotes"),
    ("expected <block end>", "text after a quote, or a line indented differently from those above it"),
    ("could not find expected ':'", "a line that is no key with its answer; write key, colon, space, answer"),
    ("scanning a block scalar", "text after |; write it on the lines under the key, indented"),
    ("escape", "a backslash inside double quotes; use single quotes for LaTeX"),
)


def read(text: str, file: str) -> Sheet:
    """Return the answers of the YAML text. Raises SubmissionError with the line where it cannot be read."""
    import yaml

    try:
        tree = _Builder(text, file)
        root = tree.build()
    except yaml.MarkedYAMLError as error:
        mended = _without_bare_dashes(text)
        if mended == text or "sequence entries" not in str(error.problem):
            raise _refusal(error, text, file) from None
        return read(mended, file)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        seen = f"U+{error.character:04X}"
        raise SubmissionError(f"{file}:{line}: a control character ({seen}), which is no text; delete it") from None
    read_as = sheet(root, file)
    return Sheet(read_as.fields, read_as.entries, warnings=tuple(tree.warnings))


@dataclass(slots=True)
class _Open:
    """A map or list whose end has not come yet; `size_before` counts the values before it."""

    mapping: bool
    line: int
    anchor: str | None
    size_before: int
    children: list[Node] = field(default_factory=list)


class _Builder:
    """Puts the events together; counts values with each alias written out, and depth, as they come."""

    def __init__(self, text: str, file: str) -> None:
        self.text, self.file = text, file
        self.size = 0
        self.open: list[_Open] = []
        self.anchors: dict[str, tuple[Node, int]] = {}
        self.roots: list[Node] = []
        self.warnings: list[str] = []

    def build(self) -> Node:
        """Return the document; several documents in one file are read as one map."""
        handlers = {
            "ScalarEvent": self.scalar,
            "AliasEvent": self.alias,
            "MappingStartEvent": self.begin,
            "SequenceStartEvent": self.begin,
            "MappingEndEvent": self.finish,
            "SequenceEndEvent": self.finish,
        }
        for event in _events(self.text):
            handler = handlers.get(type(event).__name__)
            if handler:
                handler(event)
        if len(self.roots) == 1:
            return self.roots[0]
        return Table(tuple(pair for root in self.roots if isinstance(root, Table) for pair in root.pairs), 1)

    def scalar(self, event: Any) -> None:
        line, text = event.start_mark.line + 1, event.value
        if event.style == '"':
            text, wrong = unescape(text)
            if wrong:
                self.warnings.append(remark(self.file, line, wrong))
        self.count(1, line)
        block = event.style in ("|", ">")
        self.add(Scalar(text, line + block, native=event.style is None, block=event.style == "|"), event.anchor, 1)

    def begin(self, event: Any) -> None:
        line = event.start_mark.line + 1
        if len(self.open) >= limits.DEPTH:
            raise SubmissionError(f"{self.file}:{line}: maps and lists more than {limits.DEPTH} deep; quote the answer")
        self.open.append(_Open(type(event).__name__ == "MappingStartEvent", line, event.anchor, self.size))
        self.count(1, line)

    def finish(self, _: Any) -> None:
        done = self.open.pop()
        node: Node = Items(tuple(done.children), done.line)
        if done.mapping:
            keys = [self.key(child) for child in done.children[::2]]
            node = Table(tuple(zip(keys, done.children[1::2], strict=True)), done.line)
        self.add(node, done.anchor, self.size - done.size_before)

    def alias(self, event: Any) -> None:
        line = event.start_mark.line + 1
        if event.anchor not in self.anchors:
            raise SubmissionError(
                f"{self.file}:{line}: *{clean(event.anchor)[:40]} names nothing; "
                "put an answer that begins with * in single quotes"
            )
        node, size = self.anchors[event.anchor]
        self.count(size, line)
        self.add(node, None, size)

    def key(self, node: Node) -> str:
        if isinstance(node, Scalar):
            return node.text
        raise SubmissionError(
            f"{self.file}:{node.line}: a map or list where a key was wanted; put an answer in braces in single quotes"
        )

    def count(self, more: int, line: int) -> None:
        self.size += more
        if self.size > limits.NODES:
            raise SubmissionError(
                f"{self.file}:{line}: more than {limits.NODES} values, each alias written out; hand in the answers only"
            )

    def add(self, node: Node, anchor: str | None, size: int) -> None:
        if anchor is not None:
            self.anchors[anchor] = node, size
        (self.open[-1].children if self.open else self.roots).append(node)


def _events(text: str) -> Iterator[Any]:
    """The parser's events, with every escape but a folded line's left as written (`unescape` reads those)."""
    import yaml

    as_written = {chr(code): "\\" + chr(code) for code in range(32, 127)}
    loader = type("Loader", (yaml.SafeLoader,), {"ESCAPE_REPLACEMENTS": as_written, "ESCAPE_CODES": {}})
    return cast(Iterator[Any], yaml.parse(text, Loader=loader))


def _without_bare_dashes(text: str) -> str:
    """Return `text` with each lonely `-` after a key in quotes, outside block scalars."""
    lines = text.split("\n")
    block: int | None = None  # the indentation that the current block scalar's lines exceed
    for i, line in enumerate(lines):
        indent = len(line) - len(line.lstrip(" "))
        if block is not None and (indent > block or not line.strip()):
            continue
        opened = _BLOCK_SCALAR.match(line)
        block = len(opened["indent"]) if opened else None
        bare = _BARE_DASH.match(line)
        if bare and not opened:
            lines[i] = f"{bare['key']}'-' {bare['comment'] or ''}".rstrip()
    return "\n".join(lines)


def _refusal(error: Any, text: str, file: str) -> SubmissionError:
    """The one line for a student on what PyYAML's parser says."""
    opened = any(word in str(error.context) for word in ("quoted scalar", "flow"))  # where it was opened tells more
    mark = error.context_mark if opened else error.problem_mark or error.context_mark
    problem = f"{error.context or ''} {error.problem or ''}".strip()
    lines = text.split("\n")
    line = min(mark.line, len(lines) - 1) if mark else 0
    while line and not lines[line].strip():  # the parser notices an open bracket only at the end
        line -= 1
    otherwise = f"{problem}; put the answer in single quotes"
    advice = next((advice for words, advice in _ADVICE if words in problem), otherwise)
    return SubmissionError(f"{file}:{line + 1}: not YAML at {quoted(lines[line])}: {advice}")
