"""Inputs that nobody would type, a million of them, and near misses that nobody may accept.

    python benchmarks/expressions/fuzz.py [--inputs 1000000] [--near-misses 100000] [--bound 0.05] [--seed N] [--processes 2]

Inputs are random bytes, random tokens and mutated answers of the corpus's open files. Each goes through `read` (which
may raise ReadError and nothing else) and through `judge` (which may raise nothing) against the reference of some case.
Near misses are random trees with one edit after which exact values differ (see `near_misses`); none may be accepted.
Exit code 1 on an exception, a wrong accept, or an input that takes longer than the bound every time it is tried.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import near_misses
from corpus_cases import Case, load

from grader.expressions import Outcome, ReadError, Reference, compare, judge, read, reference

MAX_CHARACTERS = 2_000
#: Inputs slower than this many seconds are counted; so many of the slowest are shown.
SLOW, SHOWN = 0.005, 5
#: Pieces of all notations, the dangerous ones more than once.
TOKENS = (
    r"N M K N_i N_o n k i 0 1 2 3 10 100 1000 9999999999 0.25 1e12 1e400 .5 1/4 ½ ² ³ ⁿ ₂ + - * × · / // % ^ ** ! = == ≈ ~ < > <= "
    r"≤ ≠ ( ) [ ] { } | || ⌈ ⌉ ⌊ ⌋ , ; : . … ' _ $ $$ ` \ & # \frac \tfrac \over \sqrt \cdot \times \left \right \lfloor "
    r"\rfloor \lceil \rceil \binom \choose \sum \prod _{i=1}^{n} ^{ _{ \text{ \mathrm \operatorname{ \log \ln \min \max \begin{ "
    r"sum( for in range( min( max( floor( ceil( sqrt( log2( exp( factorial( binomial( abs( O( Θ( proportional to twice half of "
    r"squared cubed million trillion a quarter or and by if not MACs per = is \\ \n \t ∞ ± √ ∑ ∏ π e pi << >> mod ∝ ﬁ － ＋ ｘ а "
    r"x×y 2^2^2^ 9**9** !!! −− \frac12 dy/dx N'N'' <sup> </sup> &times; "
).split(" ")


@dataclass
class Findings:
    """What one process saw."""

    inputs: int = 0
    near_misses: int = 0
    slowest: list[tuple[float, str, str]] = field(default_factory=list)
    slow: int = 0
    faults: list[str] = field(default_factory=list)
    wrong_accepts: list[str] = field(default_factory=list)
    undecided: int = 0
    unreadable: list[str] = field(default_factory=list)


def random_bytes(draw: random.Random, _: list[Case]) -> str:
    """Any bytes, as UTF-8 where they are, else as Latin-1."""
    raw = draw.randbytes(draw.choice((3, 12, 40, 200, 2000)))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def random_characters(draw: random.Random, _: list[Case]) -> str:
    """Characters from all planes, lone surrogates left out."""
    tops = (0x7F, 0x2FF, 0x2FFF, 0x1FFFF)
    codes = (draw.randint(0, draw.choice(tops)) for _ in range(draw.choice((3, 12, 60, 400))))
    return "".join(chr(code) for code in codes if not 0xD800 <= code <= 0xDFFF)


def random_tokens(draw: random.Random, _: list[Case]) -> str:
    """Pieces of notation in any order, sometimes one piece over and over."""
    pool = TOKENS if draw.random() < 0.8 else [draw.choice(TOKENS) for _ in range(draw.randint(1, 4))]
    joiner = draw.choice(("", "", " "))
    return joiner.join(draw.choice(pool) for _ in range(draw.choice((3, 8, 20, 60, 700))))


def mutated(draw: random.Random, cases: list[Case]) -> str:
    """An answer of the corpus with pieces dropped, doubled, swapped or put in, or two answers spliced."""
    text = draw.choice(cases)["answer"]
    for _ in range(draw.randint(1, 6)):
        at = draw.randint(0, len(text))
        end = min(len(text), at + draw.choice((1, 1, 2, 5)))
        change = draw.randrange(5)
        if change == 0:
            text = text[:at] + text[end:]
        elif change == 1:
            text = text[:at] + text[at:end] * draw.choice((2, 3, 50)) + text[end:]
        elif change == 2:
            text = text[:at] + draw.choice(TOKENS) + text[end:]
        elif change == 3:
            text = text[:at] + draw.choice(cases)["answer"][draw.randint(0, 5) :]
        else:
            text = text[:at] + draw.choice(TOKENS) + text[at:]
    return text


OPERATIONS = (
    "({}+{})|({}-{})|({}*{})|({}/{})|({})^({})|({})!|log({})|log2({})|sqrt({})|exp({})|floor({})|({} mod {})|abs({})|"
    r"binomial({},{})|max({},{})|min({},{})|\frac{{{}}}{{{}}}|sum_{{i=1}}^{{{}}} {}|prod_{{i=1}}^{{{}}} (i+{})"
).split("|")
LEAVES = "n k N M T N_i 2 3 7 10 100 0.5 1/2 e pi i".split()


def random_formula(draw: random.Random, cases: list[Case], depth: int | None = None) -> str:
    """Functions of functions: towers, sums of products of sums, values far beyond reach."""
    depth = draw.randint(1, 6) if depth is None else depth
    if depth <= 0:
        return draw.choice(LEAVES)
    pattern = draw.choice(OPERATIONS)
    return pattern.format(
        *(random_formula(draw, cases, depth - draw.randint(1, 2)) for _ in range(pattern.count("{}")))
    )


SOURCES: tuple[Callable[[random.Random, list[Case]], str], ...] = (
    random_bytes,
    random_characters,
    random_tokens,
    random_tokens,
    random_formula,
    mutated,
    mutated,
    mutated,
)


def run_inputs(
    findings: Findings, draw: random.Random, cases: list[Case], references: list[Reference], count: int
) -> None:
    """Put `count` inputs through `read` and `judge`."""
    for _ in range(count):
        text = draw.choice(SOURCES)(draw, cases)[:MAX_CHARACTERS]
        wanted = draw.choice(references)
        start = time.perf_counter()
        try:
            read(text, wanted.symbols, wanted.kind)
        except ReadError:
            pass
        except Exception as fault:
            findings.faults.append(f"read raised {type(fault).__name__}: {text!r} over {wanted.symbols}")
        start = time.perf_counter()
        try:
            judge(text, wanted)
        except Exception as fault:
            findings.faults.append(f"judge raised {type(fault).__name__}: {text!r} against {wanted.text!r}")
        seconds = time.perf_counter() - start
        findings.inputs += 1
        findings.slow += seconds > SLOW
        if len(findings.slowest) < SHOWN or seconds > findings.slowest[-1][0]:
            seconds = min(seconds, timed(text, wanted))  # a pause of the machine does not count
            findings.slowest.append((seconds, text, wanted.text))
            findings.slowest = sorted(findings.slowest, reverse=True)[:SHOWN]


def timed(text: str, wanted: Reference) -> float:
    """The shortest of three times that judging takes."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        try:
            judge(text, wanted)
        except Exception:
            return 0.0  # named as a fault already
        times.append(time.perf_counter() - start)
    return min(times)


def run_near_misses(findings: Findings, draw: random.Random, count: int) -> None:
    """Judge `count` provably wrong answers."""
    while findings.near_misses < count:
        symbols = draw.choice(near_misses.ALPHABETS)
        right = near_misses.grown(draw, symbols, draw.randint(1, 7), stepped=draw.random() < 0.5)
        where = near_misses.points(draw, symbols, 24)
        wanted = reference(near_misses.python(right), symbols, kind="symbolic")
        for wrong in near_misses.edits(draw, right, symbols):
            point = near_misses.differing_point(right, wrong, where)
            if point is None:
                continue
            answer = draw.choice((near_misses.python, near_misses.latex))(wrong)
            findings.near_misses += 1
            try:
                outcome = compare(read(answer, symbols), wanted)
            except ReadError as error:
                findings.unreadable.append(f"{answer}: {error}")
                continue
            findings.undecided += outcome is Outcome.UNDECIDED
            if outcome is Outcome.ACCEPT:
                values = near_misses.value(right, point), near_misses.value(wrong, point)
                findings.wrong_accepts.append(f"{answer} against {wanted.text}: {values[1]} and {values[0]} at {point}")
            if findings.near_misses >= count:
                return


def reference_of(case: Case) -> Reference | None:
    """The reference of a case; None where it is one of those that cannot be read on purpose."""
    try:
        return reference(case["reference"], case["symbols"], even=case.get("even") or (), kind=case.get("kind"))
    except ReadError:
        return None


def work(job: tuple[int, int, int]) -> Findings:
    """One process: (seed, inputs, near misses)."""
    seed, inputs, misses = job
    draw = random.Random(seed)
    cases = load()
    findings = Findings()
    references = [wanted for case in draw.sample(cases, 400) if (wanted := reference_of(case)) is not None]
    run_inputs(findings, draw, cases, references, inputs)
    run_near_misses(findings, draw, misses)
    return findings


def main() -> int:
    """Run, print, and return the exit code."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--inputs", type=int, default=1_000_000)
    options.add_argument("--near-misses", type=int, default=100_000)
    options.add_argument("--bound", type=float, default=0.05, help="seconds that no input may take")
    options.add_argument("--seed", type=int, default=None, help="default: another one each time, printed")
    options.add_argument("--processes", type=int, default=2)
    chosen = options.parse_args()
    seed = chosen.seed if chosen.seed is not None else random.SystemRandom().randrange(10**9)
    share = chosen.processes
    jobs = [(seed + index, -(-chosen.inputs // share), -(-chosen.near_misses // share)) for index in range(share)]
    start = time.perf_counter()
    with multiprocessing.Pool(share) as pool:
        found = pool.map(work, jobs)
    faults = [line for one in found for line in one.faults]
    accepts = [line for one in found for line in one.wrong_accepts]
    slowest = sorted((case for one in found for case in one.slowest), reverse=True)[:SHOWN]
    slow = sum(one.slow for one in found)
    print(
        f"seed {seed}: {sum(one.inputs for one in found)} inputs and {sum(one.near_misses for one in found)} near misses"
    )
    print(f"  in {time.perf_counter() - start:.0f} s; faults {len(faults)}; wrong accepts {len(accepts)}")
    unreadable = [line for one in found for line in one.unreadable]
    print(f"  near misses left undecided: {sum(one.undecided for one in found)}; not readable: {len(unreadable)}")
    print(
        f"  over {1000 * SLOW:.0f} ms, pauses of the machine included: {slow}; slowest (bound {1000 * chosen.bound:.0f} ms):"
    )
    for seconds, text, wanted in slowest:
        print(f"    {1000 * seconds:.1f} ms: {text!r} against {wanted!r}")
    for line in [*faults[:20], *accepts[:20], *unreadable[:3]]:
        print("  " + line)
    over = bool(slowest) and slowest[0][0] > chosen.bound
    return 1 if faults or accepts or over else 0


if __name__ == "__main__":
    sys.exit(main())
