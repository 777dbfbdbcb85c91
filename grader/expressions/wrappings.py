"""What code stands in: fences, comments, heads of functions, `return`; blanked out, every character in its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from grader.errors import ReadError
from grader.expressions import words
from grader.expressions.assignments import plainly_named
from grader.expressions.code_signs import in_signs
from grader.expressions.lines import MAX_LINES
from grader.expressions.patterns import later
from grader.expressions.prompts import without_prompts
from grader.expressions.spreadsheets import with_english_names
from grader.expressions.vocabulary import vocabulary

#: Parameters of one function.
MAX_PARAMETERS = 40

_LINE = later(r"^[ \t]*(?=\S)", re.MULTILINE)
_FENCE = later(r"^[ \t]*```[ \t]*[A-Za-z0-9+#_.-]*[ \t]*$", re.MULTILINE)
_MATHEMATICA = later(r"\b(?:Sqrt|Log|Exp|Sum|Product|Binomial)\[|\bPi\b")
_RETURN = later(r"\breturn\b(?=[\s(\\$-])")
_COUNTED = later(
    r"[ \t]%[ \t]*(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|twice)(?![A-Za-z_])",
    re.IGNORECASE,
)
_TWO_WORDS = later(r"\s*([A-Za-z]{3,})[,.]?\s+([A-Za-z]{2,})")
_GOES_ON = frozenset("if else and or for mod in is not".split())
_DOCSTRING = later(r"\s*(\"\"\"|'''|\"|')")
_ASSIGNMENT = later(r"\s*(?:(?:const|let|var|int|long|double|float|auto)\s+)?[A-Za-z_]\w*\s*=(?!=)[^\n]*")
_PARAMETERS = r"\(([^()]*)\)"
_NAMED = r"(?:(?:const|let|var|auto)\s+)?(?:[A-Za-z_]\w*\s*(?:=|<-)\s*)?"
#: Word or sign that a head has, and the head; its parameters are the group that matched.
_HEADS = tuple(
    (mark, later(pattern))
    for mark, pattern in (
        ("def ", rf"\s*def\s+[A-Za-z_]\w*\s*{_PARAMETERS}\s*(?:->\s*[\w.]+\s*)?:"),
        ("lambda", rf"\s*{_NAMED}lambda\s+([\w\s,]*):"),
        ("=>", rf"\s*(?:export\s+)?{_NAMED}{_PARAMETERS}\s*=>"),
        ("=>", r"\s*(?:(?:const|let|var)\s+[A-Za-z_]\w*|[A-Za-z_]\w*)\s*=\s*([A-Za-z_]\w*)\s*=>"),
        ("->", rf"\s*{_NAMED}{_PARAMETERS}\s*->"),
        ("->", r"\s*[A-Za-z_]\w*\s*=\s*([A-Za-z_]\w*)\s*->"),
        ("@", rf"\s*{_NAMED}@\s*{_PARAMETERS}"),
        ("function", rf"\s*{_NAMED}function\b\s*(?:[A-Za-z_]\w*\s*)?{_PARAMETERS}"),
        ("return", rf"\s*(?:[A-Za-z_](?:[\w<>]|::)*[\s*&]+)+[A-Za-z_]\w*\s*{_PARAMETERS}(?=\s*\{{)"),
    )
)
_MARKS = tuple(dict.fromkeys(mark for mark, _ in _HEADS))
_PARAMETER = later(r"(?:(?:const\s+)?[A-Za-z_](?:[\w<>]|::)*[\s&]+)?([A-Za-z_]\w*)(?:\s*:\s*[A-Za-z_][\w.]*)?")
_TAKES_BACK = frozenset("or not never instead plus minus twice double".split())
#: Signs with which a comment says more than words do.
_FORMULA_SIGNS = frozenset("=^*")


def taken_off(text: str, symbols: Sequence[str], aside: list[str], *, listed: bool = False) -> str:
    """Return `text` without what only wraps its formula; what was blanked out and says something goes to `aside`.

    Raises ReadError for a program of several steps, a parameter that is not declared, a comment that may be an answer.
    `listed`: commas part values.
    """
    text = with_english_names(plainly_named(without_prompts(text), symbols, aside), symbols, listed=listed)
    if "```" in text and "\n" in text:
        text = _FENCE.sub(lambda m: " " * len(m[0]), text)
    if "/*" in text:
        text = _without_block_comments(text, aside)
    if "//" in text:
        text = "\n".join(_without_line_comment(line, symbols, aside) for line in text.split("\n"))
    if "%" in text and ";" in text:
        text = "\n".join(_without_percent_comment(line, aside) for line in text.split("\n"))
    if "%" in text and (counted := _COUNTED.search(text)):
        raise ReadError(
            "a number in words stands behind the sign %; put the comment on a line of its own", counted.start()
        )
    head_end = None
    for mark in _MARKS:
        if head_end is None and mark in text:
            text, head_end = _without_head(text, mark, symbols, aside)
    if "return" in text:
        text = _without_return(text, head_end)
    if "E^" in text and "E" not in symbols and _MATHEMATICA.search(text):
        text = text.replace("E^", "e^")
    return in_signs(text)


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + "".join(char if char == "\n" else " " for char in text[start:end]) + text[end:]


# --- comments --------------------------------------------------------------------------------------------------------


def _set_aside(comment: str, position: int | None, aside: list[str]) -> None:
    """Raises ReadError for a comment that takes the formula back or gives another one."""
    said = re.findall(r"[a-z]+", comment.lower())
    if any(word in _TAKES_BACK or words.changes_meaning(word) for word in said) or _FORMULA_SIGNS & set(comment):
        raise ReadError("the comment may be an answer of its own; write the formula alone", position)
    if said:
        aside.append(" ".join(comment.split()))


def _without_block_comments(text: str, aside: list[str]) -> str:
    start = text.find("/*")
    while start >= 0:
        end = text.find("*/", start + 2)
        if end < 0:
            raise ReadError("the comment /* opened here is never closed", start)
        _set_aside(text[start + 2 : end], start, aside)
        text = _blank(text, start, end + 2)
        start = text.find("/*", end)
    return text


def _without_line_comment(line: str, symbols: Sequence[str], aside: list[str]) -> str:
    """`//` opens a comment at the beginning, behind `;` or a brace, and where words follow; else it divides."""
    at = line.find("//")
    while at >= 0:
        before = line[:at].rstrip()
        if not before or before[-1] in ";{}" or _is_in_words(line[at + 2 :], symbols):
            _set_aside(line[at + 2 :], None, aside)
            return before.ljust(len(line))
        at = line.find("//", at + 2)
    return line


def _without_percent_comment(line: str, aside: list[str]) -> str:
    """MATLAB's, behind a semicolon; elsewhere the sign is a percent or a remainder."""
    at = line.find("%")
    before = line[:at].rstrip()
    if at < 0 or not before.endswith(";"):
        return line
    _set_aside(line[at + 1 :], None, aside)
    return before.ljust(len(line))


def _is_in_words(text: str, symbols: Sequence[str]) -> bool:
    found = _TWO_WORDS.match(text)
    if found is None or found[2] in _GOES_ON or {found[1], found[2]} & set(symbols):
        return False
    first, second = found[1].lower(), found[2].lower()
    return first not in words.OPERATOR_WORDS or (first == "one" and second not in words.OPERATOR_WORDS)


# --- functions -------------------------------------------------------------------------------------------------------


def _without_head(text: str, mark: str, symbols: Sequence[str], aside: list[str]) -> tuple[str, int | None]:
    """Blank out the head of a function that a line opens with, and the braces around its body; say where it ends."""
    starts = [match.start() for match in islice(_LINE.finditer(text), MAX_LINES)]
    for head, start in ((head, start) for own_mark, head in _HEADS if own_mark == mark for start in starts):
        found = head.match(text, start)
        if found is None or (mark in ("=>", "->") and "=" not in found[0][:-2] and not _declared(found[1], symbols)):
            continue
        _check_parameters(found[1], found.start(1), symbols)
        aside.append(" ".join(found[0].split()))
        text = _blank(text, found.start(), found.end())
        return _without_body_marks(text, found.end(), found[0]), found.end()
    return text, None


def _declared(listed: str, symbols: Sequence[str]) -> bool:
    names = vocabulary(tuple(symbols))
    return all(name.strip() in names for name in listed.split(","))


def _check_parameters(listed: str, position: int, symbols: Sequence[str]) -> None:
    names = vocabulary(tuple(symbols))
    parameters = listed.split(",") if listed.strip() else []
    if len(parameters) > MAX_PARAMETERS:
        raise ReadError(f"more than {MAX_PARAMETERS} parameters stand here", position)
    for parameter in parameters:
        found = _PARAMETER.fullmatch(parameter.strip())
        if found is None:
            raise ReadError("a parameter is read as a name alone, without a value of its own", position)
        cut = names.cut(found[1])
        if cut is None or [kind for kind, _ in cut.pieces] != ["sym"]:
            raise ReadError(f"{found[1]} is not one of the declared symbols", position + parameter.find(found[1]))
        position += len(parameter) + 1


def _without_body_marks(text: str, start: int, head: str) -> str:
    """Blank out braces around the body, Julia's `end`, and a docstring."""
    opening = len(text) - len(text[start:].lstrip())
    if text.startswith("{", opening):
        closing = len(text.rstrip(" \t\n;")) - 1
        if closing <= opening or text[closing] != "}":
            raise ReadError("the bracket { opened here is never closed", opening)
        text = _blank(_blank(text, closing, len(text)), opening, opening + 1)
    elif "function" in head and re.search(r"\send\s*$", text[-40:]):
        text = _blank(text, text.rindex("end"), len(text))
    elif head.lstrip().startswith("def") and (quote := _DOCSTRING.match(text, start)):
        end = text.find(quote[1], quote.end())
        if end < 0:
            raise ReadError("the quotation mark opened here is never closed", quote.start(1))
        _set_aside(text[quote.end() : end], quote.start(1), [])
        text = _blank(text, quote.start(1), end + len(quote[1]))
    return text


def _without_return(text: str, head_end: int | None) -> str:
    """Blank out the one `return` that begins a statement, and the semicolon behind it."""
    found = [match for match in _RETURN.finditer(text) if _begins_statement(text, match.start())]
    if not found:
        return text
    if len(found) > 1:
        raise ReadError("more than one return stands here; give the one formula", found[1].start())
    start = found[0].start()
    steps = [line for line in re.split(r"[\n;]", text[head_end or 0 : start]) if line.strip()]
    coded = head_end is not None or any(_steers(line) for line in steps)
    if coded and not all(_ASSIGNMENT.fullmatch(line) for line in steps):
        raise ReadError("a program of several steps is not read; give the one formula", start)
    text = _blank(text, start, found[0].end())
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    stop = len(text[:end].rstrip())
    return _blank(text, stop - 1, stop) if stop > start and text[stop - 1] == ";" else text


def _steers(line: str) -> bool:
    """Whether a line of code steers what follows."""
    return re.match(r"\s*(?:for|while|if|elif|else|switch|case|do|try|with|def)\b", line) is not None


def _begins_statement(text: str, position: int) -> bool:
    before = text[:position].rstrip(" \t")
    return not before or before[-1] in "\n{:;`$"
