"""The terminal report: one line a part, more where something is open, and at its end what to do next.

No template engine here: `grader check` answers faster than one loads. Its words are in `report/words.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.model import Assignment, Report
from grader.reports import summary, words
from grader.reports.plain import plain
from grader.reports.terminal import Terminal, flowed, padded
from grader.reports.text_entry import EntryLines
from grader.reports.visible import one_line

_NARROWEST = 40


def write(
    report: Report,
    assignment: Assignment,
    *,
    colour: bool = False,
    width: int = 80,
    hints: summary.Levels = 1,
    command: str = "",
    templates: Path | None = None,
) -> str:
    """Return the report as lines of at most `width` columns (40 at least).

    `colour` adds ANSI styles; signs and words say the same without them. Hints of open parts are shown up to level
    `hints` (0: none), or up to each part's own where `hints` is a mapping. `command` is what to run next; `templates` a
    folder whose `report/words.toml` replaces words.
    """
    say = words.load(templates)
    terminal = Terminal(max(_NARROWEST, width), colour)
    page = _Page(assignment, report, say, terminal)
    entries = EntryLines(say, terminal, hints)
    lines = [*page.head()]
    for section in summary.sections(report, assignment):
        lines += ["", page.title(section), *(line for entry in section.entries for line in entries.of(entry))]
    return "\n".join([*lines, "", *page.close(command, hints)]) + "\n"


@dataclass(frozen=True, slots=True)
class _Page:
    assignment: Assignment
    report: Report
    say: words.Words
    terminal: Terminal

    def head(self) -> Iterator[str]:
        title, student = one_line(plain(self.assignment.title)), one_line(self.report.student)
        name = self.say("summary.title", assignment=title, student=student)
        yield self.terminal.ends(name, self._score(), "bold")
        yield self.terminal.rule()
        tallies = (
            f"{self.say(f'status.{status}.sign')} {n} {self.say(f'status.{status}.word')}"
            for status, n in summary.counts(self.report).items()
        )
        yield from flowed(tallies, "   ", self.terminal.width)
        for warning in self.report.warnings:
            yield from self.terminal.marked("!", one_line(warning), "middle", indent=0)

    def title(self, section: summary.Section) -> str:
        if section.question is None:
            return self.terminal.paint(self.say("question.other"), "bold")
        short = padded(self.say("question.short", number=section.number), 4)
        points = words.of_points(section.score, section.required, section.bonus)
        return self.terminal.ends(f"{short} {one_line(plain(section.question.title))}", points, "bold")

    def close(self, command: str, hints: summary.Levels) -> Iterator[str]:
        yield self.terminal.rule()
        yield self.terminal.paint(self._score(), "bold")
        for key, amount in (("pending", self.report.pending), ("pending_bonus", self.report.pending_bonus)):
            if amount:
                yield from self.terminal.paragraph(self.say(f"summary.{key}", points=self.say.points(amount)))
        steps = summary.next_steps(self.report, self.assignment)
        if not steps:
            waits = self.report.pending or self.report.pending_bonus
            yield from self.terminal.paragraph(self.say("summary.only_waiting" if waits else "summary.nothing_open"))
            return
        yield from self._next(steps)
        told = self.say("summary.command", command=command) if command else self.say("summary.again")
        yield from self.terminal.paragraph(told)
        if summary.more_to_come(self.report, self.assignment, hints):
            yield from self.terminal.paragraph(self.say("hints.by_tries"))

    def _score(self) -> str:
        return self.say(
            "summary.score", score=words.number(self.report.score), max=self.say.points(self.report.max_score)
        )

    def _next(self, steps: tuple[summary.Entry, ...]) -> Iterator[str]:
        yield ""
        yield self.terminal.paint(self.say("summary.next"), "bold")
        for place, entry in enumerate(steps, 1):
            verdict = entry.verdict
            where = f" ({one_line(verdict.where)})" if verdict.where else ""
            remark = plain(entry.remark) if entry.remark in entry.authored else entry.remark
            advice = one_line(remark) or self.say(f"next.{verdict.status}")
            yield from self.terminal.marked(f"{place}.", f"{one_line(verdict.part)}{where}: {advice}", indent=2)
