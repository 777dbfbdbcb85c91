"""What is wrong with a YAML text, and on which line: PyYAML says where it gave up, which is not where the fault is."""

from __future__ import annotations

import re
from typing import Any

from grader.answers.sheet import quoted
from grader.errors import SubmissionError

_BARE_DASH = re.compile(r"(?P<key>\s*[^\s#][^#\n]*?:[ \t]+)-[ \t]*(?P<comment>#.*)?$")
_BLOCK_SCALAR = re.compile(r"(?P<indent> *).*(?::|-)[ \t]+[|>][+-]?\d?[+-]?[ \t]*(?:#.*)?$")
_GLUED = re.compile(r"\s*[\"']?(?P<key>\w[\w.]*)[\"']?:(?P<answer>\S.*)")
_NEVER_CLOSED = "a quote that is never closed; close it (inside single quotes an apostrophe is written twice)"
_NOT_WHOLE = "put the whole answer in one pair of single quotes (an apostrophe inside them is written twice)"
_ADVICE = (  # words of the parser's message; what a student should do
    ("'\\t'", "a tab; indent with spaces"),
    ("cannot start any token", "an answer that begins with this character; put it in single quotes"),
    ("undefined alias", "an answer that begins with * or &; put it in single quotes"),
    ("alphabetic or numeric", "an answer that begins with * or &; put it in single quotes"),
    ("tag", "an answer that begins with !; put it in single quotes"),
    ("sequence entries", 'a "-" after a key; put it in quotes ("-" means left out)'),
    ("quoted scalar", _NEVER_CLOSED),
    ("expected ',' or", "a bracket or brace that is never closed, or text after it; put the answer in single quotes"),
    ("scanning a block scalar", "text after |; write it on the lines under the key, indented"),
    ("escape", "a backslash inside double quotes; use single quotes for LaTeX"),
)


def refusal(error: Any, loader: Any, text: str, file: str) -> SubmissionError:
    """Return the one line for a student on the `error` of PyYAML's parser, which a fresh `loader` of `text` repeats."""
    lines = text.split("\n")
    line, advice = _fault(error, loader, lines)
    line = min(line, len(lines) - 1)
    while line and not lines[line].strip():  # the parser notices an open bracket only at the end
        line -= 1
    return SubmissionError(f"{file}:{line + 1}: not YAML at {quoted(lines[line])}: {advice}")


def _fault(error: Any, loader: Any, lines: list[str]) -> tuple[int, str]:
    """The line of the fault, counted from 0, and what to do."""
    problem = f"{error.context or ''} {error.problem or ''}".strip()
    mark = error.problem_mark or error.context_mark
    if "could not find expected ':'" in problem:
        return error.context_mark.line, _no_key(lines, error.context_mark.line)
    if any(words in problem for words in ("mapping values", "expected <block end>", "alphabetic or numeric")):
        found = _behind(_last_token(loader, mark.index), mark.line, lines, problem)
        if found:
            return found
    if any(word in str(error.context) for word in ("quoted scalar", "flow")):  # where it was opened tells more
        mark = error.context_mark
    otherwise = f"{problem}; put the answer in single quotes"
    return mark.line if mark else 0, next((advice for words, advice in _ADVICE if words in problem), otherwise)


def _last_token(loader: Any, index: int) -> Any:
    """The last value or closing bracket before the character `index`, None if there is none."""
    import yaml

    last = None
    kinds = (yaml.ScalarToken, yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)
    try:
        while loader.check_token() and (token := loader.get_token()).start_mark.index < index:
            last = token if isinstance(token, kinds) else last
    except yaml.MarkedYAMLError:
        pass
    waiting = [one for one in loader.tokens if isinstance(one, kinds) and one.start_mark.index < index]
    return waiting[-1] if waiting else last


def _behind(last: Any, line: int, lines: list[str], problem: str) -> tuple[int, str] | None:
    """Line and advice where something stands behind the token `last` that may not; None where that is not it."""
    start: Any = last.start_mark if last else None
    end: Any = last.end_mark if last else None
    style = getattr(last, "style", "")
    if "mapping values" in problem:
        return _second_colon(start, line, lines) if start else None
    if end and end.line == line and style in ("'", '"'):
        return (start.line, _NEVER_CLOSED) if start.line < line else (line, f"text after a closing quote; {_NOT_WHOLE}")
    if end and end.line == line and style == "":
        return line, f"text after a closing bracket or brace; {_NOT_WHOLE}"
    if "expected <block end>" in problem:
        return line, "a line indented differently from those above it; begin it in the column of the key above"
    return None


def _second_colon(start: Any, line: int, lines: list[str]) -> tuple[int, str]:
    """Of a ": " that may not be there: in an answer, in a line that goes on with one, or behind a line without any."""
    if start.line == line:
        return line, 'a ": " inside an answer; put the answer in single quotes'
    if not lines[start.line][: start.column].strip():
        return start.line, _no_key(lines, start.line)
    advice = "begin it in the column of the key above, or put the whole answer in single quotes"
    return line, f'a line with a ": " that is indented further than the key above; {advice}'


def _no_key(lines: list[str], line: int) -> str:
    glued = _GLUED.match(lines[line])
    if glued:
        return f"no space after the colon; write {quoted(glued['key'] + ': ' + glued['answer'])}"
    if line and _BLOCK_SCALAR.match(lines[line - 1]):
        return "text that belongs to the key above; indent it further than the key"
    return "a line that is no key with its answer; write key, colon, space, answer"


def without_bare_dashes(text: str) -> str:
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
