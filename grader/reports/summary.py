"""What every format says of a report, in one place: sections by question, counts, and what to look at next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from grader.model import Assignment, Hint, Part, Question, Report, Status, Verdict

#: Up to which level hints are shown: one for all parts, or one for each by its id (0 for a part that is not in it).
Levels = int | Mapping[str, int]
#: What is worth a look first: what cannot be read costs little to mend, then what was tried, then what is left out.
_URGENCY = {Status.INVALID: 0, Status.INCORRECT: 1, Status.PARTIAL: 1, Status.MISSING: 2}


@dataclass(frozen=True, slots=True)
class Entry:
    """One part of the report: its verdict, and the part as its author wrote it (None: the assignment has none such)."""

    verdict: Verdict
    part: Part | None

    @property
    def open(self) -> bool:
        """Whether the student can still do something about it, or about one of its cells."""
        return self.verdict.status in _URGENCY or any(cell.status in _URGENCY for cell in self.verdict.cells)

    @property
    def lost(self) -> float:
        """Points that the student can still win here: all that is not earned and does not wait for somebody else."""
        decided = self.verdict.cells or (self.verdict,)
        return sum(verdict.max_score - verdict.score for verdict in decided if verdict.status in _URGENCY)

    @property
    def remark(self) -> str:
        """The first line of feedback that says what is open ("" where there is none)."""
        cells = (cell for cell in self.verdict.cells if cell.status in _URGENCY)
        return next((line for verdict in (self.verdict, *cells) for line in verdict.feedback), "")

    @property
    def authored(self) -> frozenset[str]:
        """Feedback in the author's own words, which may hold Markdown and TeX."""
        parts = (self.part, *self.part.cells) if self.part else ()
        return frozenset(mistake.feedback for part in parts for mistake in part.mistakes)


@dataclass(frozen=True, slots=True)
class Section:
    """One question with its entries; `question` is None for verdicts that belong to no question."""

    question: Question | None
    entries: tuple[Entry, ...]

    @property
    def number(self) -> str:
        """The question's number as people say it: "3" for q03."""
        return self.question.id.lstrip("qQ").lstrip("0") or "0" if self.question else ""

    @property
    def score(self) -> float:
        """Points earned, bonus included."""
        return sum(entry.verdict.score for entry in self.entries)

    @property
    def required(self) -> float:
        """Points that the required parts can give."""
        return sum(entry.verdict.max_score for entry in self.entries if not entry.verdict.optional)

    @property
    def bonus(self) -> float:
        """Points that the optional parts can give."""
        return sum(entry.verdict.max_score for entry in self.entries if entry.verdict.optional)

    @property
    def status(self) -> Status:
        """The question's status, by the contract's rule for a table's cells; optional parts left out do not count."""
        counted = [e.verdict for e in self.entries if not (e.verdict.optional and e.verdict.status is Status.MISSING)]
        return joined_status(counted or [entry.verdict for entry in self.entries])


def joined_status(verdicts: Iterable[Verdict]) -> Status:
    """Return the status of several verdicts together (contract, "A table part has cells"; `not_run` waits too)."""
    listed = list(verdicts)
    seen = {verdict.status for verdict in listed}
    for waiting in (Status.ERROR, Status.NEEDS_REVIEW, Status.NOT_RUN):
        if waiting in seen:
            return waiting
    if len(seen) == 1:
        return seen.pop()
    return Status.PARTIAL if any(verdict.score > 0 for verdict in listed) else Status.INCORRECT


def sections(report: Report, assignment: Assignment) -> tuple[Section, ...]:
    """Return the report's verdicts by question, in the assignment's order; unknown parts come last."""
    verdicts = {verdict.part: verdict for verdict in report.verdicts}
    found: list[Section] = []
    for question in assignment.questions:
        entries = tuple(Entry(verdicts.pop(part.id), part) for part in question.parts if part.id in verdicts)
        if entries:
            found.append(Section(question, entries))
    if verdicts:
        found.append(Section(None, tuple(Entry(verdict, None) for verdict in verdicts.values())))
    return tuple(found)


def next_steps(report: Report, assignment: Assignment, count: int = 3) -> tuple[Entry, ...]:
    """Return the `count` entries to look at first: unreadable, then most points lost, then the first ones left out.

    Optional parts come after all required ones.
    """
    entries = [
        entry for section in sections(report, assignment) for entry in section.entries if entry.open and entry.lost > 0
    ]
    return tuple(sorted(entries, key=_order)[:count])


def counts(report: Report) -> Mapping[Status, int]:
    """Return how many parts have each status, in the order of `Status`; statuses of no part are left out."""
    found = Counter(verdict.status for verdict in report.verdicts)
    return {status: found[status] for status in Status if found[status]}


def shares(report: Report) -> tuple[float, float, float]:
    """Return what share of the maximum is earned, waits, and is lost or open: together 1 (0 without a maximum)."""
    if report.max_score <= 0:
        return 0.0, 0.0, 0.0
    earned = min(1.0, max(0.0, report.score / report.max_score))
    waiting = min(1.0 - earned, max(0.0, report.pending / report.max_score))
    return earned, waiting, 1.0 - earned - waiting


def shown_hints(entry: Entry, levels: Levels) -> tuple[Hint, ...]:
    """Return the hints of a part that is still open, up to the level (of its own), the gentlest first."""
    if entry.part is None or not entry.open:
        return ()
    level = levels if isinstance(levels, int) else levels.get(entry.verdict.part, 0)
    return tuple(sorted((hint for hint in entry.part.hints if hint.level <= level), key=lambda hint: hint.level))


def more_to_come(report: Report, assignment: Assignment, levels: Levels) -> bool:
    """Whether hints go by tries and some part that is still open has more of them."""
    entries = (entry for section in sections(report, assignment) for entry in section.entries)
    return not isinstance(levels, int) and any(
        entry.open and entry.part and len(shown_hints(entry, levels)) < len(entry.part.hints) for entry in entries
    )


def _order(entry: Entry) -> tuple[bool, int, float]:
    missing = entry.verdict.status is Status.MISSING
    urgency = _URGENCY.get(entry.verdict.status, _URGENCY[Status.PARTIAL])
    return entry.verdict.optional, urgency, 0.0 if missing else -entry.lost
