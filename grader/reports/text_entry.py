"""One part in the terminal report: its line, and below it the answer, the table, the remarks and the hints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from grader.model import Status, Verdict
from grader.reports import grid, progress, run
from grader.reports.plain import plain
from grader.reports.summary import Entry, Levels, shown_hints
from grader.reports.terminal import Terminal, columns, padded, wrapped
from grader.reports.visible import clipped, one_line, visible
from grader.reports.words import Words, confusions, number

TONES = {
    Status.CORRECT: "good",
    Status.PARTIAL: "middle",
    Status.INCORRECT: "bad",
    Status.INVALID: "bad",
    Status.MISSING: "dim",
    Status.NEEDS_REVIEW: "waiting",
    Status.NOT_RUN: "waiting",
    Status.ERROR: "waiting",
}
CODE_KINDS = frozenset({"function", "training"})
_INDENT = 6
_NAME = 24  # columns of the part's id
_LABEL = 8  # columns of "answer" and "read as"
_ANSWER_LIMIT = 400  # characters of an answer that are shown


@dataclass(frozen=True, slots=True)
class EntryLines:
    """Writes entries for one terminal, with hints up to the level (of each part) in `hints`."""

    say: Words
    terminal: Terminal
    hints: Levels

    def of(self, entry: Entry) -> Iterator[str]:
        """Yield the lines of one entry; a correct one is a single line unless there is something to say."""
        verdict = entry.verdict
        yield from self._line(verdict)
        if verdict.cells and verdict.status not in (Status.CORRECT, Status.MISSING):
            yield from self._table(entry)
            for cell in verdict.cells:
                yield from self._remarks(cell, entry, f"{self._cell_name(cell, entry)}: ")
        elif verdict.status is not Status.CORRECT:
            yield from self._answer(verdict)
        yield from self._remarks(verdict, entry, "")
        yield from self._run(run.of(verdict.evidence))
        for hint in shown_hints(entry, self.hints):
            head = f"{self.say('part.hint')} {hint.level}:"
            yield from self.terminal.marked(head, one_line(plain(hint.text)), "link", indent=_INDENT)

    def _run(self, found: run.Run | None) -> Iterator[str]:
        """What there is to say of a training run: the digits it misread, and how loss and accuracy went."""
        misread = confusions(found, self.say)
        if misread:
            yield from self._remark(misread)
        lines = progress.fitted(found, self.say, self.terminal.width - _INDENT)
        if lines:
            yield from self._remark(self.say("run.progress"))
            yield from (" " * _INDENT + line for line in lines)
        if found and found.note:
            yield from self._remark(one_line(found.note))

    def _line(self, verdict: Verdict) -> Iterator[str]:
        sign, word = self.say(f"status.{verdict.status}.sign"), self.say(f"status.{verdict.status}.word")
        tone = TONES[verdict.status]
        bonus = f" {self.say('part.bonus')}" if verdict.optional else ""
        points = f"{number(verdict.score)} / {number(verdict.max_score)}{bonus}"
        points = points if verdict.max_score else self.say("part.no_points")
        head, shown = f"  {self.terminal.paint(sign, tone, 'bold')} ", self.terminal.paint(word, tone)
        name = padded(one_line(clipped(verdict.part, _NAME)[0]), _NAME)
        gap = self.terminal.width - columns(f"  {sign} {name} {word}{points}")
        if gap > 0:
            yield f"{head}{name} {shown}{' ' * gap}{points}"
        else:  # a narrow terminal: the verdict on a line of its own
            yield head + name.rstrip()
            yield f"{' ' * _INDENT}{shown}, {points}"

    def _answer(self, verdict: Verdict) -> Iterator[str]:
        if verdict.kind in CODE_KINDS:
            shown = self.say("part.lines", n=len(verdict.answer.splitlines())) if verdict.answer else ""
        else:
            text, cut = clipped(verdict.answer.strip(), _ANSWER_LIMIT)
            shown = visible(text) + (" " + self.say("part.cut", n=cut) if cut else "")
        if shown:
            yield from self._labelled(self.say("part.answer"), shown, one_line(verdict.where))
        if verdict.read_as.strip() not in ("", verdict.answer.strip()):
            text = clipped(verdict.read_as, _ANSWER_LIMIT)[0]
            yield from self._labelled(self.say("part.read_as"), visible(text), "")

    def _labelled(self, label: str, text: str, where: str) -> Iterator[str]:
        head = f"{' ' * _INDENT}{padded(label, _LABEL)} "
        room = self.terminal.width - columns(head)
        lines = [piece for line in text.split("\n") for piece in wrapped(line, room)]
        if where and columns(lines[0]) + columns(where) + 4 > room:
            lines.append("")
        if where and columns(where) + 2 <= room:
            at = 0 if lines[-1] else -1
            gap = room - columns(lines[at]) - columns(where) - 2
            lines[at] += " " * gap + self.terminal.paint(f"({where})", "dim")
        yield self.terminal.paint(head, "dim") + lines[0]
        yield from (" " * columns(head) + line for line in lines[1:])

    def _table(self, entry: Entry) -> Iterator[str]:
        table = grid.of(entry.verdict, entry.part)
        rows = [["", *(one_line(plain(title)) for title in table.columns)]]
        rows += [[one_line(plain(row.title)), *map(self._cell, row.cells)] for row in table.rows]
        widths = [max(columns(line[i]) for line in rows) for i in range(len(rows[0]))]
        if sum(widths) + 2 * len(widths) + _INDENT <= self.terminal.width:
            yield from (" " * _INDENT + "  ".join(map(padded, line, widths)).rstrip() for line in rows)
            return
        for cell in entry.verdict.cells:
            sign, text = self.say(f"status.{cell.status}.sign"), self._shown(cell)
            yield from self.terminal.marked(sign, f"{self._cell_name(cell, entry)}: {text}", indent=_INDENT)

    def _cell(self, cell: Verdict | None) -> str:
        if cell is None:
            return ""
        return f"{self.say(f'status.{cell.status}.sign')} {self._shown(cell)}".rstrip()

    def _shown(self, cell: Verdict) -> str:
        return one_line(clipped(cell.answer, _ANSWER_LIMIT)[0])

    def _cell_name(self, cell: Verdict, entry: Entry) -> str:
        where = f" ({one_line(cell.where)})" if cell.where and cell.where != entry.verdict.where else ""
        return one_line(plain(grid.title(cell, entry.part))) + where

    def _remarks(self, verdict: Verdict, entry: Entry, name: str) -> Iterator[str]:
        for line in verdict.feedback:
            yield from self._remark(name + one_line(plain(line) if line in entry.authored else line))
        if verdict.suggested_score is not None:
            score, most = number(verdict.suggested_score), self.say.points(verdict.max_score)
            yield from self._remark(name + self.say("part.suggested", score=score, max=most))

    def _remark(self, text: str) -> Iterator[str]:
        yield from self.terminal.marked("-", text, indent=_INDENT)
