"""YAML answers, from the events of PyYAML's parser: nothing is constructed, so every scalar stays as typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, cast

from grader.answers import limits
from grader.answers.escapes import remark, unescape
from grader.answers.nested import Items, Node, Scalar, Table, sheet
from grader.answers.sheet import Sheet, clean, quoted
from grader.answers.yaml_faults import refusal, without_bare_dashes
from grader.errors import SubmissionError

_COMMA = "a comma in {}; put the whole answer in quotes"
_STANDARD = "tag:yaml.org,2002:"  # `!!str 5` is 5
_LONGEST_CUT = 100  # characters up to which an answer is put together again
_NEXT = re.compile(r"[^ \n]")
_GROUPED = re.compile(r"\D*\d{1,3}(?:,\d{3})+(?:\.\d+)?(?:\s+[^\W\d_]+)?")


def read(text: str, file: str) -> Sheet:
    """Return the answers of the YAML text. Raises SubmissionError with the line where it cannot be read."""
    import yaml

    try:
        tree = _Builder(text, file)
        root = tree.build()
    except yaml.MarkedYAMLError as error:
        mended = without_bare_dashes(text)
        if mended == text or "sequence entries" not in str(error.problem):
            raise refusal(error, _loader()(text), text, file) from None
        return read(mended, file)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        seen = f"U+{error.character:04X}"
        raise SubmissionError(f"{file}:{line}: a control character ({seen}), which is no text; delete it") from None
    read_as = sheet(root, file)
    return Sheet(read_as.fields, read_as.entries, warnings=tuple(tree.warnings))


@dataclass(slots=True)
class _Open:
    """A map or list whose end has not come yet; `size_before` counts the values before it.

    `loose` maps a child of a map in braces to the gap before it, where it is a key without quotes and colon.
    """

    mapping: bool
    flow: bool
    line: int
    anchor: str | None
    size_before: int
    children: list[Node] = field(default_factory=list)
    loose: dict[int, str] = field(default_factory=dict)


class _Builder:
    """Puts the events together; counts values with each alias written out, and depth, as they come."""

    def __init__(self, text: str, file: str) -> None:
        self.text, self.file = text, file
        self.size, self.at = 0, 0
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
        self.notice_loose(event)
        problem = None
        if event.tag and not event.tag.startswith(_STANDARD):
            problem = f"{quoted(f'{event.tag} {text}')} begins with !; put the answer in single quotes"
        native, lines = event.style is None, event.style == "|"
        self.add(Scalar(text, line + block, native=native, block=lines, problem=problem), event.anchor, 1)

    def notice_loose(self, event: Any) -> None:
        """Remember a key of a map in braces that has no colon: most often the rest of a number like 614,656."""
        start, end = event.start_mark.index, event.end_mark.index
        at, around = self.at, self.open[-1] if self.open else None
        self.at = end
        if around and around.mapping and around.flow and len(around.children) % 2 == 0 and event.style is None:
            following = _NEXT.search(self.text, end)
            if start < end and not (following and following[0] == ":"):
                around.loose[len(around.children)] = self.text[at:start]

    def begin(self, event: Any) -> None:
        line = event.start_mark.line + 1
        if len(self.open) >= limits.DEPTH:
            raise SubmissionError(f"{self.file}:{line}: maps and lists more than {limits.DEPTH} deep; quote the answer")
        mapping = type(event).__name__ == "MappingStartEvent"
        self.open.append(_Open(mapping, bool(event.flow_style), line, event.anchor, self.size))
        self.count(1, line)

    def finish(self, _: Any) -> None:
        done = self.open.pop()
        node: Node = Items(tuple(done.children), done.line)
        if done.mapping:
            node = Table(self.pairs(done), done.line)
        self.add(node, done.anchor, self.size - done.size_before)

    def pairs(self, done: _Open) -> tuple[tuple[str, Node], ...]:
        found: list[tuple[str, Node]] = []
        for i, (key, value) in enumerate(zip(done.children[::2], done.children[1::2], strict=True)):
            before = found[-1][1] if found else None
            gap = done.loose.get(2 * i)
            if gap is not None and isinstance(key, Scalar) and isinstance(before, Scalar) and before.native:
                found[-1] = found[-1][0], _joined(before, gap, key.text)
            else:
                found.append((self.key(key), value))
        return tuple(found)

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


def _joined(before: Scalar, gap: str, rest: str) -> Scalar:
    """The answer without quotes that a comma cut in two: a number is whole again, of others nobody knows the end."""
    if len(before.text) > _LONGEST_CUT:
        return replace(before, problem=before.problem or _COMMA.format(quoted(before.text)))
    whole = f"{before.text}{gap}{rest}"
    if _GROUPED.fullmatch(whole):
        return replace(before, text=whole)
    return replace(before, text=whole, problem=_COMMA.format(quoted(whole)))


def _events(text: str) -> Iterator[Any]:
    import yaml

    return cast(Iterator[Any], yaml.parse(text, Loader=_loader()))


def _loader() -> Any:
    """A loader that leaves every escape but a folded line's as written (`unescape` reads those)."""
    import yaml

    as_written = {chr(code): "\\" + chr(code) for code in range(32, 127)}
    return type("Loader", (yaml.SafeLoader,), {"ESCAPE_REPLACEMENTS": as_written, "ESCAPE_CODES": {}})
