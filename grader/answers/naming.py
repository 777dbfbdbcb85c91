"""Which part or cell a key or heading means: ids without noise, aliases of rows and columns, the nearest id."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from grader.answers.sheet import quoted
from grader.catalog import aliases
from grader.model import Assignment, Heading, Part

_LONGEST_ID = 200  # characters; no id or alias comes near
_AROUND = "*_`~\"'“”„‘’«»[]()<>:.,;= \t"
# marks of emphasis, quotes and brackets; an id, whose underscores an editor may have escaped; the rest of the line
_FIRST_WORD = re.compile(
    r"(?P<open>[\s*_`~\"'“‘\[(<]*)(?P<id>[^\W\d_](?:\w|\\?[.．‐‑\-_](?=\w))*)"
    r"(?P<close>[*_`~\"'”’\])>]*)(?P<rest>.*)",
    re.DOTALL,
)
# what decorates an id: the target of a link, a footnote, an end of line, punctuation before a space or the end
_DECORATION = re.compile(r"(?:\[\^\w+\]|<br\s?/?>|[.,;?!|\\](?=[\s.,;?!|\\<{\[]|$))+")
_LINK = re.compile(r"\([^()\s]*\)")
_ANCHOR = re.compile(r"\s*\{[#.][\w.:-]*\}\s*$")
_SEPARATOR = re.compile(r"\s*(?:[:=：—–]+[*_`]*|-(?=\s+\S))\s*")
_LOOKS_LIKE_AN_ID = re.compile(r"q\d", re.IGNORECASE)
# a question's heading, whatever stands behind its number's colon, dash or bracket
_QUESTION = re.compile(
    r"\W*(?:q|question|exercise|ex|problem|task|aufgabe|frage|pregunta|exercice)\W{0,3}0*(\d{1,3})\s*(?:[:.\u2013\u2014-](?!\w).*|\(.*)?",
    re.IGNORECASE | re.DOTALL,
)
_LEADING_ZEROS = re.compile(r"(?<=[a-z])0+(?=\d)")


@dataclass(frozen=True, slots=True)
class Target:
    """What a key or heading means: a part, one of its rows, or one cell.

    `keys` counts the keys used up by the part's id, None where the id ends inside a key. `note` is a remark for the
    student; `problem` says why the part cannot be judged from this.
    """

    part: Part
    row: str | None = None
    column: str | None = None
    keys: int | None = None
    note: str | None = None
    problem: str | None = None


def normal(word: str) -> str:
    """Return `word` as ids are compared: no case, no emphasis, quotes or brackets around it, `_` for `-` and space."""
    plain = unicodedata.normalize("NFKC", _visible(word)).replace("\\", "").strip(_AROUND).casefold()
    return re.sub(r"\s*\.\s*", ".", re.sub(r"[\s\-‐_]+", "_", plain)) if plain else ""


def first_word(title: str) -> tuple[str, str]:
    """Return the word that a heading begins with and the rest of the heading ("" for no word)."""
    match = _FIRST_WORD.fullmatch(_visible(title))
    if match is None:
        return "", title
    rest = _ANCHOR.sub("", match["rest"])
    linked = _LINK.match(rest) if "[" in match["open"] and "]" in match["close"] else None
    rest = rest[linked.end() :] if linked else rest
    decoration = _DECORATION.match(rest)
    rest = rest[decoration.end() :] if decoration else rest
    separator = _SEPARATOR.match(rest)
    if separator:
        rest = rest[separator.end() :]
    elif rest and not rest[0].isspace():
        rest = match["close"] + rest
    elif not rest.strip(" \t.,;?!|\\"):
        rest = ""
    return match["id"].replace("\\", ""), rest.strip()


def _visible(text: str) -> str:
    """Return the text without format characters (zero width, direction), which a student cannot see."""
    return text if text.isascii() else "".join(c for c in text if unicodedata.category(c) != "Cf")


class Names:
    """The ids of an assignment, to look keys and headings up in."""

    def __init__(self, assignment: Assignment) -> None:
        self._parts = {normal(part.id): part for part in assignment.parts}
        self._without_zeros = {_LEADING_ZEROS.sub("", name): part for name, part in self._parts.items()}
        self._questions = {normal(one.id): one for one in assignment.questions}
        self._numbers = {
            int(match[1]): one.id for one in assignment.questions if (match := _QUESTION.fullmatch(normal(one.id)))
        }
        self.known = [part.id for part in assignment.parts]

    def find(self, path: Sequence[str]) -> Target | None:
        """Return what the keys `path`, outermost first, mean together; None where no part's id begins them."""
        joined = ".".join(path)
        if len(joined) > _LONGEST_ID:
            return None
        dots = [i for i, c in enumerate(joined) if c == "."]
        for end in (len(joined), *reversed(dots)):
            part, note = self._part(joined[:end])
            if part is not None:
                keys, target = _keys(path, end), _inside(part, joined[end + 1 :])
                strayed = self.find(path[keys:]) if target.row == "" and keys else None
                if strayed:
                    return replace(strayed, keys=None, note=f"{strayed.part.id} stands in the table of {part.id}")
                return replace(target, keys=keys, note=note or target.note)
        return None

    def _part(self, text: str) -> tuple[Part | None, str | None]:
        name = normal(text)
        if name in self._parts:
            return self._parts[name], None
        part = self._without_zeros.get(_LEADING_ZEROS.sub("", name))
        return part, None if part is None else f"{text.strip(_AROUND)} is read as {part.id}"

    def looks_like_an_id(self, word: str) -> bool:
        """Tell whether `word` is made like a part's id: `q` and digits, or dotted after one of the questions."""
        return bool(_LOOKS_LIKE_AN_ID.match(word)) or normal(word).partition(".")[0] in self._questions

    def is_question(self, word: str) -> bool:
        """Tell whether `word` is the id of a question, not of a part."""
        return normal(word) in self._questions

    def question(self, title: str) -> str | None:
        """Return the id of the question that a heading names: `q04`, `Q4: dense layers`, `Question 4`, `Exercise 4`."""
        word = first_word(title)[0]
        if self.is_question(word):
            return word
        match = _QUESTION.fullmatch(title)
        return self._numbers.get(int(match[1])) if match else None

    def advice(self, word: str) -> str:
        """Return what to say of an id that there is not: the nearest, or a question's parts."""
        name = normal(word)[:_LONGEST_ID]
        question = self._questions.get(name)
        if question is not None:
            some = ", ".join(part.id for part in question.parts[:4])
            return f"that is a question; its parts are {some}" + (" …" if len(question.parts) > 4 else "")
        near = get_close_matches(name, self._parts, n=1, cutoff=0.0)
        return f"the nearest is {self._parts[near[0]].id}" if near else "the assignment has no parts"


def _keys(path: Sequence[str], end: int) -> int | None:
    """How many whole keys of `path` make up the first `end` characters of them joined by dots."""
    length = -1
    for count, key in enumerate(path, start=1):
        length += len(key) + 1
        if length == end:
            return count
    return None


def _inside(part: Part, rest: str) -> Target:
    """What `rest`, the text after the part's id, names in it: nothing, a row, a row and a column."""
    if not rest:
        return Target(part)
    if not part.rows:
        return Target(part, problem=f"{part.id} takes one answer; {quoted(rest)} is no part of it")
    if row := heading(part.rows, rest):
        return Target(part, row.id)
    splits = [(rest[:i], rest[i + 1 :]) for i, c in enumerate(rest) if c == "."]
    for first, second in splits:
        row, column = heading(part.rows, first), heading(part.columns, second)
        if row and column:
            return Target(part, row.id, column.id)
    for first, second in splits:
        row, column = heading(part.rows, second), heading(part.columns, first)
        if row and column:
            note = f"{part.id}: rows go before columns; read as {row.id}.{column.id}"
            return Target(part, row.id, column.id, note=note)
    return Target(part, row="", note=_unknown_cell(part, rest, splits))


def _unknown_cell(part: Part, rest: str, splits: list[tuple[str, str]]) -> str:
    for first, second in splits:
        row = heading(part.rows, first)
        if row:
            return unknown(part, "column", second, part.columns)
    return unknown(part, "row", splits[0][0] if splits else rest, part.rows)


def heading(headings: Sequence[Heading], text: str) -> Heading | None:
    """Return the row or column that `text` names; a remark in brackets after the name does not count."""
    if len(text) > _LONGEST_ID:
        return None
    found = aliases.find(headings, text)
    remark = text.rstrip("*_` ").endswith(")")
    return found or (aliases.find(headings, text.partition("(")[0]) if remark else None)


def unknown(part: Part, kind: str, text: str, headings: Sequence[Heading]) -> str:
    """Return the remark on a row or column (`kind`) that the table does not have, with the nearest."""
    spelled = {spelling.casefold(): one for one in headings for spelling in aliases.spellings(one)}
    near = get_close_matches(text.casefold()[:_LONGEST_ID], spelled, n=1, cutoff=0.5)
    known = spelled[near[0]].id if near else ", ".join(one.id for one in headings[:6])
    return f"{part.id} has no {kind} {quoted(text)}; " + (f"the nearest is {known}" if near else f"{kind}s are {known}")
