"""From the sections of a Markdown text to pieces for the assignment's parts: which headings name a part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from grader.answers import plain
from grader.answers.naming import Names, Target, first_word
from grader.answers.piece import LONG_KINDS, Piece, left_out
from grader.answers.sheet import Line, Section, quoted
from grader.model import Part

_POINTS = re.compile(r"\(\s*\d+(?:\.\d+)?\s*(?:points?|pts?|p)?\.?(?:,? bonus)?\s*\)")
_KEY = re.compile(
    r"\s*(?:(?:[-*+•]|\d{1,2}[.)])\s+)?"
    r"(?:[*_`]*(?P<id>q\d\w*(?:\.\w+)+)[*_`]*\s*[:=]|(?P<bold>\*\*|__)(?P<name>q\d\w*(?:\.\w+)+)(?P=bold)\s+\S)",
    re.IGNORECASE,
)
_SPACED = re.compile(r"\W*(?:(?:q|question)\s*)?(?P<question>\d{1,2})(?P<part>[\s.]+[^\W\d_]\w*)", re.IGNORECASE)
_ALONE = re.compile(r"[*_`]{0,3}\w[\w.\\-]{0,80}\s?(?:[:=].*)?", re.DOTALL)
_MOST_HINTS = 5
_FORM = re.compile(r"\s*\(\s*[\d.]+ (?:bonus )?points?\b.*\)\s*")  # `(2 points. A number.)`
_SENTENCE = 20  # characters of a line of the statement that is no answer, however its lines are broken


class Folding:
    """Goes through sections in order; a piece ends where a heading that is not its own begins."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._pieces: list[Piece] = []
        self._target: Target | None = None
        self._heading: Section | None = None
        self._lines: list[Line] = []
        self._quotes: list[Line] = []
        self._question: tuple[str, int] = ("", 0)  # the question whose heading stands above, and that heading's level
        self._last_question = ""  # the last question that had a heading, wherever it ended
        self._quoted = 0  # hints about block quotes
        self.warnings: list[str] = []

    def fold(self, sections: Iterable[Section]) -> list[Piece]:
        """Return the pieces of `sections`."""
        for section in sections:
            if section.title is None:
                self._lines += section.body
            else:
                self._headed(section, plain.without_tags(section.title))
            self._quotes += section.quotes
        self._end()
        return self._pieces

    def _headed(self, section: Section, title: str) -> None:
        word, rest = first_word(title)
        target = self._names.find((word,)) if word else None
        inner = None if target else self._inside(section, title, word)
        if target:
            self._begin(section, target, rest)
        elif inner:
            self.warnings.append(f"{section.heading.where}: read as {inner[0]}; write ### {inner[0]}")
            self._begin(section, inner[1], rest)
        elif not section.sure:
            self._lines += (section.heading, *section.body)
        else:
            self._other(section, word, self._names.question(title))

    def _inside(self, section: Section, title: str, word: str) -> tuple[str, Target] | None:
        """The part that a heading names by its last word alone, under the heading of its question."""
        if not section.sure:
            return None
        question, level = self._question
        if section.level <= level:
            self._question = question, level = "", 0
        if named := self._names.question(title):
            self._question, self._last_question = (named, section.level), named
        deep = self._heading is not None and section.level > self._heading.level
        if not question or not word or deep or not _ALONE.fullmatch(title):
            return None
        target = self._names.find((question, word))
        return (target.part.id, target) if target and not target.problem else None

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
            f"{line.where}: no heading, so no answer; write ### {match['id'] or match['name']}"
            for line in self._lines
            if line.fence is None
            and (match := _KEY.match(line.text))
            and self._names.find((match["id"] or match["name"],))
        ][:_MOST_HINTS]
        if self._target and self._heading:
            where = self._heading.heading.where
            lines = self._lines if self._target.part.file else plain.lines(self._lines)
            self._mention_quotes(self._target.part, lines)
            block = where if self._target.row is None else None
            self._pieces.append(
                Piece(self._target, tuple(lines), where, block=block, markdown=True, cell=self._heading.code)
            )
        self._target, self._heading, self._lines, self._quotes = None, None, [], []

    def _mention_quotes(self, part: Part, lines: Sequence[Line]) -> None:
        """A hint where a block quote stands under a heading, and it is not the part's statement: nothing else stands
        there, or the answer is a proof, whose lines may begin with a relation.
        """
        alone = left_out("\n".join(line.text for line in lines))
        if part.file or self._quoted == _MOST_HINTS or not (alone or part.kind == "steps"):
            return
        blocks = (f"{letter}: {text}" for letter, text in part.rubric.get("blocks", {}).items())
        stated = [_words(line) for line in (*part.statement.split("\n"), *blocks)]
        said = [line for line in self._quotes if not _FORM.fullmatch(line.text) and not _says(stated, line.text)]
        if said:
            self._quoted += 1
            seen = quoted(said[-1].text)
            advice = f"write {part.id} without the >" if alone else "write the relation as \\>"
            self.warnings.append(f"{said[-1].where}: {seen} stands in a block quote, which is not read; {advice}")

    def _other(self, section: Section, word: str, question: str | None) -> None:
        """A heading that names no part: a warning where it was meant to, else ordinary text between parts."""
        where = section.heading.where
        has_text = any(line.text.strip() for line in section.body)
        if question and word != question and not self._meant(section.title or ""):
            self._end()
            if has_text:
                self.warnings.append(
                    f"{where}: {quoted(section.title or '')} names no part; {self._names.advice(question)}"
                )
        elif self._names.looks_like_an_id(word):
            self._end()
            if has_text or not self._names.is_question(word) or word != section.title:
                near = self._meant(section.title or "")
                advice = f"write ### {near}" if near else self._names.advice(word)
                self.warnings.append(f"{where}: there is no part {quoted(word)}; {advice}")
        elif self._target and self._target.part.file:  # a comment in code without a fence
            self._lines += (section.heading, *section.body)
        elif self._belongs(section):
            self._lines += (Line(section.title or "", where), *section.body)
        else:
            self._end()
            meant = self._meant(section.title or "")
            if meant and has_text:
                self.warnings.append(f"{where}: a heading is a part's when its first word is the id; write ### {meant}")

    def _meant(self, title: str) -> str | None:
        """The id that stands further back in a heading, or in pieces: `q 03 intensity`, `3.intensity`."""
        word = next((word for word in title.split()[:20] if self._names.find((word,))), None)
        if word:
            return word
        match = _SPACED.match(title[:100])
        parts = (f"q{match['question']}", match["part"].strip(" \t.\u00a0")) if match else None
        if parts is None and self._last_question and _ALONE.fullmatch(title):
            parts = (self._last_question, first_word(title)[0])
        target = self._names.find(parts) if parts and parts[1] else None
        return target.part.id if target and not target.problem else None

    def _belongs(self, section: Section) -> bool:
        """Tell whether an ordinary heading is part of the answer above it: deeper, and nothing but text around."""
        if self._target is None or self._heading is None or section.level <= self._heading.level:
            return False
        return self._target.part.kind in LONG_KINDS or not any(line.text.strip() for line in self._lines)


def _says(stated: Sequence[str], line: str) -> bool:
    """Tell whether the line is one of the statement's lines, or a piece of it that is too long for an answer."""
    words = _words(line)
    return words in ("", *stated) or (len(words) > _SENTENCE and words in " ".join(filter(None, stated)))


def _words(line: str) -> str:
    return re.sub(r"\W+", " ", line).strip().casefold()
