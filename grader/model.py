"""The nouns: submissions, assignments, verdicts and reports as frozen data. Standard library only.

An assignment is given by `Part`s whose references are strings in plain Python syntax (the form that `grader compare`
takes), so that nothing here needs a computer algebra system.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any


class Status(StrEnum):
    """What became of a part; the words are the contract's."""

    CORRECT = "correct"
    PARTIAL = "partial"
    INCORRECT = "incorrect"
    INVALID = "invalid"
    MISSING = "missing"
    NEEDS_REVIEW = "needs_review"
    NOT_RUN = "not_run"
    ERROR = "error"


#: Statuses whose points are neither earned nor lost yet.
UNDECIDED = frozenset({Status.NEEDS_REVIEW, Status.NOT_RUN, Status.ERROR})


# --- what a student hands in -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a submission: file relative to its root, line counted from 1 (None: the file as a whole)."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one student wrote for one part, raw.

    `text` is the answer as typed ("" for a table; the source for a code part). `cells` maps `row.column` to the
    answers of a table part's cells. `problem` is set when the part cannot be judged whatever it says (answered twice,
    wrong shape, over a cap): one line, and the verdict is `invalid` with it. `left_out` marks an empty answer, a "-"
    or "skip", and an untouched stub: the verdict is `missing`. `notes` are remarks on the reading that the student
    should see (a row that is none of the table's, say). `lines` says of code in an answer file where each line stands.
    """

    part: str
    text: str
    where: Where
    cells: Mapping[str, Answer] = field(default_factory=dict)
    problem: str | None = None
    left_out: bool = False
    notes: tuple[str, ...] = ()
    lines: tuple[Where, ...] = ()


@dataclass(frozen=True, slots=True)
class Submission:
    """One student's answers and code. `answers` maps part ids of the assignment to answers (absent: left out)."""

    assignment: str
    student: str
    path: Path
    answers: Mapping[str, Answer]
    warnings: tuple[str, ...] = ()


# --- what an author writes ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mistake:
    """A listed wrong answer (same syntax as a reference) and the feedback that it earns."""

    answer: str
    feedback: str


@dataclass(frozen=True, slots=True)
class Hint:
    """A hint shown by `grader check` from the given level on (1 is the gentlest)."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Approximation:
    """An accepted approximation: its formula, what share of the points it earns (0 to 1), and how it is called."""

    answer: str
    share: float
    name: str


@dataclass(frozen=True, slots=True)
class FollowThrough:
    """A cell or part that is also right given the student's own earlier values.

    `formula` in plain syntax over the keys of `values`; `values` maps each symbol to the id of the earlier part or
    cell (`part.row.column`) whose answer is put in; `share` of the points is earned then. `given` lists the sizes of
    the question that an earlier value must not merely repeat.
    """

    formula: str
    values: Mapping[str, str]
    share: float
    given: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a choice part: its name and the other words that mean it."""

    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A row or column of a table part: its id, its title as shown, and the other words that mean it."""

    id: str
    title: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """The smallest thing that gets a verdict. A table part has `cells`, themselves parts with ids `part.row.column`.

    Fields that only some kinds use keep their defaults elsewhere:

    - symbolic, numeric, dims, proportional: `reference`, `symbols`, `even`, `approximations`, `units`, `mistakes`
      (`trailing_ones`, dims: trailing dimensions of 1 may be written or left out);
    - choice: `choices` and `reference` (the name of the right one);
    - table: `rows`, `columns`, `cells`;
    - text: `word_limit`; text, steps, order: `rubric`, the author's data as it stands in the file;
    - function, training: `file` (name of the code file), `limits` and `bands` as given by the author;
      training: `runs`, each with a fresh seed.
    """

    id: str
    kind: str
    points: float
    statement: str
    where: str
    optional: bool = False
    reference: str = ""
    reference_source: str = ""
    symbols: tuple[str, ...] = ()
    even: tuple[str, ...] = ()
    approximations: tuple[Approximation, ...] = ()
    trailing_ones: bool = False
    units: tuple[str, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    hints: tuple[Hint, ...] = ()
    follow: FollowThrough | None = None
    choices: tuple[Choice, ...] = ()
    rows: tuple[Heading, ...] = ()
    columns: tuple[Heading, ...] = ()
    cells: tuple[Part, ...] = ()
    word_limit: int | None = None
    rubric: Mapping[str, Any] = field(default_factory=dict)
    file: str = ""
    limits: Mapping[str, float] = field(default_factory=dict)
    bands: tuple[tuple[float, float], ...] = ()
    runs: int = 1


@dataclass(frozen=True, slots=True)
class Question:
    """One numbered exercise: its title, the statement shared by its parts (Markdown with TeX), its parts in order."""

    id: str
    title: str
    statement: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Assignment:
    """A folder of questions. `key_sha256` identifies statements, points and reference answers together."""

    id: str
    title: str
    version: str
    path: Path
    questions: tuple[Question, ...]
    key_sha256: str
    bonus_above_max: bool = False

    @property
    def parts(self) -> tuple[Part, ...]:
        """All parts in the order of the questions."""
        return tuple(part for question in self.questions for part in question.parts)

    @property
    def max_score(self) -> float:
        """Sum of the points of the required parts."""
        return round(sum(part.points for part in self.parts if not part.optional), 6)


# --- what grading gives -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Policy:
    """How this run grades: who asks, what may run, where data lies.

    `self_check`: a student's own check, which never shows what gives the reference away. `train`: run training code
    (else `not_run`). `quick`: train on a tenth of the data. `run_code`: run function parts. `require_isolation`: the
    lowest sandbox level at which student code may run ("L0", "L2", "L3"). `data_dir`: where MNIST may be.
    """

    self_check: bool = False
    run_code: bool = True
    train: bool = True
    quick: bool = False
    require_isolation: str = "L2"
    data_dir: Path | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A part's status, score, feedback and the evidence for it. `cells` are a table part's verdicts."""

    part: str
    kind: str
    status: Status
    score: float
    max_score: float
    optional: bool = False
    answer: str = ""
    read_as: str = ""
    where: str = ""
    feedback: tuple[str, ...] = ()
    diagnosis: str | None = None
    suggested_score: float | None = None
    evidence: Mapping[str, Any] = field(default_factory=dict)
    cells: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A submission's verdicts. Scores follow the contract: see `grader.grading.totals`."""

    assignment: str
    student: str
    score: float
    pending: float
    pending_bonus: float
    max_score: float
    grader_version: str
    key_sha256: str
    verdicts: tuple[Verdict, ...]
    warnings: tuple[str, ...] = ()
