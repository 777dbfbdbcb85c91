"""The marks of Markdown's lists before an answer or its lines: bullets, boxes to tick, numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from grader.answers.sheet import Line
from grader.catalog.consistency import FORMULAS
from grader.model import Part

_BULLET = re.compile(r"\s{0,3}([-*+])\s+(?=\S)")
_BULLET_OR_MINUS = re.compile(r"\s{0,3}-\s+\d+(?:\.\d+)?\s*\+")  # `- 1 + F_c`
_BOX = re.compile(r"\[(?P<tick>[ xX✓✔]?)\]\s*")
_BOXED = re.compile(rf"\s*(?:(?:[-*+]|\d{{1,2}}[.)])\s+)?{_BOX.pattern}(?P<text>.*)")
# `2. N`, `2) N`, `(2) N`; one that goes on with an operator is a number or a bracket: `1. / 4`, `(1) x 3`
_GOES_ON = r"(?![-+*/^=<>≤≥≈~×·∗÷−⋅%!,;:.)]|[xX]\s|\\(?:cdot|times|div|leq?|geq?|approx|over)\b)"
_NUMBER = re.compile(rf"\s{{0,3}}(?:(?P<open>\()?(?P<number>[1-9]\d?)(?(open)\)|[.)]))\s+{_GOES_ON}(?=\S)")
_LETTER = re.compile(rf"\s{{0,3}}\(?(?P<letter>[a-d])\)\s+{_GOES_ON}(?=\S)")
# what may stand behind the number of a list where a number or sizes are wanted; `2. pixels`, `2. (4 in all)` are 2
_WORDS = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{3,}|^\s*\(.*\)\s*$")
_BEGINS = {
    "numeric": re.compile(r"[\s*_`$({\[~∼\\]*(?:[1-9]|0(?!\d)|[dt]?frac|sqrt|[½¼¾√])"),
    "dims": re.compile(r"[\s*_`$({\[\\]*(?:[1-9]|0(?!\d)|[dt]?frac|[A-Z](?:_|\s?[,×*]|\s[x ]))"),
}
_AS_WRITTEN = frozenset({"text", "function", "training"})  # kinds whose numbering is the student's own
_TICKED = frozenset({"choice", "attest"})  # kinds that may be answered by ticking a box
_WITHOUT_LETTERS = frozenset({"order"})  # their answers are letters


def without_marks(lines: Sequence[Line], part: Part) -> list[str]:
    """Return the lines of an answer to the part as text, without the marks of lists that they are items of."""
    prose = [line for line in lines if line.text.strip()]
    for without in (_ticked(prose, part), _without_bullets(prose), _without_numbers(lines, prose, part)):
        if without is not None:
            return without
    return [line.text for line in lines]


def doubt(lines: Sequence[Line], part: Part) -> str | None:
    """Return the problem of a formula whose first sign may be a bullet or a minus; None where it is clear."""
    prose = [line for line in lines if line.text.strip()]
    if part.kind not in FORMULAS or len(prose) != 1 or prose[0].fence is not None:
        return None
    if not _BULLET_OR_MINUS.match(prose[0].text):
        return None
    return "the - may be a bullet or a minus; write the formula without a bullet, a minus without a space after it"


def remark(lines: Sequence[Line], part: Part) -> str | None:
    """Return what to say of one number before a formula that could also be a factor of it; None without one."""
    prose = [line for line in lines if line.text.strip()]
    numbers = [match for line in prose if (match := _NUMBER.match(line.text))]
    if part.kind not in FORMULAS or len(numbers) != 1 or _without_numbers(lines, prose, part) is None:
        return None
    if numbers[0]["number"] == "1" and part.kind not in _BEGINS:  # as a factor it would change nothing
        return None
    seen = numbers[0][0].strip()
    return f"{seen} is read as the number of a list, not as part of the answer; leave it out"


def _ticked(prose: Sequence[Line], part: Part) -> list[str] | None:
    """The ticked ones of boxes that are a line each, and the lines around them; None where no box begins a line."""
    boxes = [_BOXED.fullmatch(line.text) if line.fence is None else None for line in prose]
    if part.kind not in _TICKED or not any(boxes) or any(box and _BOX.search(box["text"]) for box in boxes):
        return None
    return [
        (box["text"].strip() or "done") if box else line.text
        for box, line in zip(boxes, prose, strict=True)
        if box is None or box["tick"].strip()
    ]


def _without_bullets(prose: Sequence[Line]) -> list[str] | None:
    """Without bullets and boxes, where every line is an item of one list; where boxes are ticked, only those count.

    A single `+ N` under another line is mathematics, not a list.
    """
    marks = {match[1] if (match := _BULLET.match(line.text)) and line.fence is None else "" for line in prose}
    if len(marks) != 1 or "" in marks:
        return None
    items = [_BULLET.sub("", line.text, count=1) for line in prose]
    boxes = [box for item in items if (box := _BOX.match(item)) and not _BOX.search(item, box.end())]
    if len(boxes) < len(items):
        return items
    ticked = [box for box in boxes if box["tick"].strip()]
    return [box.string[box.end() :] for box in ticked or boxes]


def _without_numbers(lines: Sequence[Line], prose: Sequence[Line], part: Part) -> list[str] | None:
    """Without the numbers of a list: 1, 2, 3 … from the top or between other lines, or one before the whole answer."""
    if part.kind in _AS_WRITTEN or not prose:
        return None
    found = {id(line): match for line in prose if line.fence is None and (match := _NUMBER.match(line.text))}
    numbers = [int(match["number"]) for match in found.values()]
    if _is_list(numbers, id(prose[0]) in found) and not (len(numbers) == 1 and _is_value(prose[0], part.kind)):
        return [line.text[found[id(line)].end() :] if id(line) in found else line.text for line in lines]
    letter = _LETTER.match(prose[0].text) if part.kind not in _WITHOUT_LETTERS and len(prose) == 1 else None
    if letter and prose[0].fence is None and letter["letter"] not in part.symbols:
        return [prose[0].text[letter.end() :]]
    return None


def _is_list(numbers: Sequence[int], from_the_top: bool) -> bool:
    if not numbers:
        return False
    if len(numbers) == 1:
        return from_the_top
    one_by_one = all(after == before + 1 for before, after in pairwise(numbers))
    return (one_by_one or set(numbers) == {1}) and (from_the_top or numbers[0] == 1)


def _is_value(line: Line, kind: str) -> bool:
    """Tell whether the number before a line is rather the answer, and what follows words about it."""
    match = _NUMBER.match(line.text)
    begins = _BEGINS.get(kind)
    if match is None or begins is None:
        return False
    rest = line.text[match.end() :]
    return not begins.match(rest) or (bool(_WORDS.search(rest)) and not (kind == "dims" and rest.startswith("(")))
