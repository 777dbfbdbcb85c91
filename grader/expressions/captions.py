"""What is set over or under a sign or a formula: braces with captions, relations with remarks."""

from __future__ import annotations

import re

from grader.errors import ReadError
from grader.expressions import words
from grader.expressions.arguments import Sheet, braces_of, commands, inside
from grader.expressions.patterns import later

_BRACES = dict.fromkeys(("underbrace", "overbrace", "underbracket", "overbracket", "underparen", "overparen"), 1)
_STACKED = dict.fromkeys(("stackrel", "overset", "underset", "stackbin"), 2)
_RELATION = later(
    r"(?:\\(?:mathrel|vcentcolon|equiv|approx|sim|simeq|cong|doteq|triangleq|coloneqq?|propto|ne|neq|leq?|geq?|lt|gt"
    r"|to|rightarrow|Rightarrow|implies|iff)(?![A-Za-z])|[=:<>≈≡≤≥≠→⇒∝~{}\s])+"
)
#: Signs whose limits stand over and under them: what is set there is no remark.
_WITH_LIMITS = later(r"\\(?:sum|prod|min|max|log|lim|big[a-z]+|cdot|times|div)(?![A-Za-z])|[ΣΠ]|^\s*[-+*/^]\s*$")
_WORDS_ALONE = later(r"(?:\\(?:text|mathrm|textrm|textit|textbf|mbox)(?![A-Za-z])|[^\\0-9_^=<>≤≥≠])*")
_COLON_EQUALS = later(r"\\vcentcolon\s*=|\\mathrel\s*\{\s*\\mathop\s*:\s*\}\s*=|\{\s*\\mathop\s*:\s*\}\s*=")
_SCRIPT = later(r"\s*[_^]\s*")
_SCRIPTED = later(r"\\[A-Za-z]+|[A-Za-z0-9*!?]")


def without_captions(text: str) -> str:
    """Return `text` without the captions of braces and without what is set over relations, columns kept.

    Raises ReadError for something that is set over or under a sign and may change what it says.
    """
    if "\\mathop" in text or "\\vcentcolon" in text:
        text = _COLON_EQUALS.sub(lambda m: ":=".rjust(len(m[0])), text)
    sheet = Sheet(text)
    closed = braces_of(text)
    for command in commands(text, _BRACES):
        sheet.blank(command.start, command.behind_name)
        sheet.blank(command.end, _caption_end(text, command.end, closed))
    for command in commands(text, _STACKED):
        remark, base = (inside(text, span) for span in command.arguments)
        _refuse_meaning(remark, base, command.start)
        sheet.keep(command, 1)
    return sheet.text()


def _caption_end(text: str, at: int, closed: dict[int, int]) -> int:
    """Where the caption `_{…}` behind a brace ends; `at` where none stands there."""
    script = _SCRIPT.match(text, at)
    if script is None:
        return at
    start = script.end()
    if (single := _SCRIPTED.match(text, start)) is not None:
        start = single.end()
        if not single[0].startswith("\\"):
            return start
        while text[start : start + 1] == " ":
            start += 1
    return closed[start] + 1 if start in closed else start


def _refuse_meaning(remark: str, base: str, position: int) -> None:
    if any(low in words.POISON for low in re.findall(r"[a-z]+", remark.lower())) or "/" in remark or "\\not" in remark:
        raise ReadError("what is set over this sign changes what it says; write one formula", position)
    if base.strip() and _RELATION.fullmatch(base):
        return
    if _WITH_LIMITS.search(base):
        raise ReadError("limits set over or under a sign are not read; write them as _{…} and ^{…}", position)
    if not _WORDS_ALONE.fullmatch(remark) or not re.search(r"[A-Za-z]{2}", remark):
        raise ReadError("something is set over or under the formula; write it beside it", position)
