"""From the sections of a Markdown text to pieces for the assignment's parts: which headings name a part."""

from __future__ import annotations

import re
from collections.abc import Iterable

from grader.answers import plain
from grader.answers.naming import Names, Target, first_word
from grader.answers.piece import Piece
from grader.answers.sheet import Line, Section, quoted

_POINTS = re.compile(r"\(\s*\d+(?:\.\d+)?\s*(?:points?|pts?|p)?\.?(?:,? bonus)?\s*\)")
_KEY = re.compile(r"\s*[*_`]*(?P<id>q\d\w*(?:\.\w+)+)[*_`]*\s*[:=]", re.IGNORECASE)
_MOST_HINTS = 5
_LONG_ANSWERS = frozenset({"text", "steps", "order"})  # kinds whose answers may have headings of their own


class Folding:
    """Goes through sections in order; a piece ends where a heading that is not its own begins."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._pieces: list[Piece] = []
        self._target: Target | None = None
        self._heading: Section | None = None
        self._lines: list[Line] = []
        self.warnings: list[str] = []

    def fold(self, sections: Iterable[Section]) -> list[Piece]:
        """Return the pieces of `sections`."""
        for section in sections:
            if section.title is None:
                self._lines += section.body
                continue
            word, rest = first_word(section.title)
            target = self._names.find((word,)) if word else None
            if target:
                self._begin(section, target, rest)
            elif not section.sure:
                self._lines += (section.heading, *section.body)
            else:
                self._other(section, word)
        self._end()
        return self._pieces

    def _begin(self, section: Section, target: Target, rest: str) -> None:
        self._end()
        self._target, self._heading = target, section
        if not section.sure:
            self.warnings.append(f"{section.heading.where}: read as a heading; write ### {target.part.id}")
        rest = _POINTS.sub("", rest, count=1).strip()
        self._lines = [Line(rest, section.heading.where)] if rest else []
        self._lines += section.body

    def _end(self) -> None:
        """Keep the piece that ends here, if a part's heading began it; mention ids that lack their heading."""
        self.warnings += [
            f"{line.where}: no heading, so no answer; write ### {match['id']}"
            for line in self._lines
            if line.fence is None and (match := _KEY.match(line.text)) and self._names.find((match["id"],))
        ][:_MOST_HINTS]
        if self._target and self._heading:
            where = self._heading.heading.where
            lines = self._lines if self._target.part.file else plain.lines(self._lines)
            block = where if self._target.row is None else None
            self._pieces.append(
                Piece(self._target, tuple(lines), where, block=block, markdown=True, cell=self._heading.code)
            )
        self._target, self._heading, self._lines = None, None, []

    def _other(self, section: Section, word: str) -> None:
        """A heading that names no part: a warning where it was meant to, else ordinary text between parts."""
        where = section.heading.where
        has_text = any(line.text.strip() for line in section.body)
        if self._names.looks_like_an_id(word):
            self._end()
            if has_text or not self._names.is_question(word) or word != section.title:
                self.warnings.append(f"{where}: there is no part {quoted(word)}; {self._names.advice(word)}")
        elif self._target and self._target.part.file:  # a comment in code without a fence
            self._lines += (section.heading, *section.body)
        elif self._belongs(section):
            self._lines += (Line(section.title or "", where), *section.body)
        else:
            self._end()
            meant = next((word for word in (section.title or "").split()[:20] if self._names.find((word,))), None)
            if meant and has_text:
                self.warnings.append(f"{where}: a heading is a part's when its first word is the id; write ### {meant}")

    def _belongs(self, section: Section) -> bool:
        """Tell whether an ordinary heading is part of the answer above it: deeper, and nothing but text around."""
        if self._target is None or self._heading is None or section.level <= self._heading.level:
            return False
        return self._target.part.kind in _LONG_ANSWERS or not any(line.text.strip() for line in self._lines)
