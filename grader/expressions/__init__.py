"""Reading and judging student mathematics: read -> compare -> diagnose. Nothing else of the grader is needed.

    from grader.expressions import read, reference, compare, diagnose

    wanted = reference("M*N*K/(M*N + M*K + N*K)", ["M", "N", "K"])
    reading = read(r"$\\frac{MNK}{MN + MK + NK}$", wanted.symbols)   # raises ReadError, with a column
    compare(reading, wanted)                                         # Outcome.ACCEPT, REJECT or UNDECIDED
    diagnose(reading, wanted)                                        # what went wrong, for a rejected one

`judge(answer, wanted)` does all of it; `compare_line(line)` answers a JSON line of `grader compare`.
"""

from grader.errors import ReadError
from grader.expressions.compare import compare
from grader.expressions.diagnosis import Diagnosis
from grader.expressions.equality import Outcome
from grader.expressions.judge import Judgement, compare_line, judge
from grader.expressions.reader import read
from grader.expressions.reading import Reading
from grader.expressions.references import Reference, reference


def diagnose(reading: Reading, wanted: Reference) -> Diagnosis:
    """Return what most likely went wrong in an answer that is not equal to the reference."""
    from grader.expressions.diagnosing import diagnose as named  # loaded with the first wrong answer

    return named(reading, wanted)


__all__ = [
    "Diagnosis",
    "Judgement",
    "Outcome",
    "ReadError",
    "Reading",
    "Reference",
    "compare",
    "compare_line",
    "diagnose",
    "judge",
    "read",
    "reference",
]
