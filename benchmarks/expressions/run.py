"""Our reader and judge beside its peers, over the same cases in one run.

    python benchmarks/expressions/run.py [--files hw01 …] [--sample 600] [--seed 1] [--limit 3] [--no-peers] [--write]

Ours answers every case of the files, and the sample that the peers answer. Peers live in an environment of their own
(`.venv-peers`, made when missing), each in a process that is killed when a case takes more than `--limit` seconds.
`--write` puts table and chart into docs/expressions.md. Exit code 1 where ours accepts anything wrong.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import sys
from collections.abc import Sequence
from typing import Any

from corpus_cases import OPEN_FILES, Case, expected, load, sampled
from figures import Row, chart, diagnoses, milliseconds, row, table
from peers import OURS, PEERS, ROOT, Child, Tool, install

_DOCS = ROOT / "docs" / "expressions.md"
_BEGIN, _END = "<!-- benchmark: begin -->", "<!-- benchmark: end -->"


def answers_of(tool: Tool, cases: Sequence[Case], limit: float) -> tuple[list[dict[str, Any]], float]:
    """Return the tool's answers and its cold start: the middle of three, from nothing to a first verdict."""
    starts = []
    for _ in range(3):
        child = Child(tool, limit)
        starts.append(child.cold_start)
        child.close()
    child = Child(tool, limit)
    try:
        return [child.answer(case) for case in cases], sorted(starts)[1]
    finally:
        child.close()


def diagnosis_line(cases: Sequence[Case], answers: Sequence[dict[str, Any]]) -> str:
    """One sentence on the diagnoses of ours."""
    found = diagnoses(cases, answers)
    total = max(1, sum(found.values()))
    shares = ", ".join(f"{key} {100 * found[key] / total:.1f} %" for key in ("right", "other", "misdiagnosed"))
    return f"Of {total} wrong answers whose slip has a name: {shares}, not rejected {found['not rejected']}."


def time_line(cases: Sequence[Case], answers: Sequence[dict[str, Any]]) -> str:
    """One sentence on the times of ours without and with a diagnosis."""
    parts = []
    for verdict in ("accept", "reject", "invalid"):
        times = sorted(answer["seconds"] for answer in answers if answer["verdict"] == verdict)
        if times:
            median, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
            parts.append(f"{verdict} {milliseconds(median)} and {milliseconds(p99)}")
    return f"Median and p99 of ours by verdict, in ms: {', '.join(parts)} (a reject includes its diagnosis)."


def write(text: str, rows: Sequence[Row]) -> None:
    """Put the table into the docs between its markers, and the chart beside it."""
    page = _DOCS.read_text(encoding="utf-8")
    before, rest = page.split(_BEGIN)
    _, after = rest.split(_END)
    _DOCS.write_text(f"{before}{_BEGIN}\n{text}\n{_END}{after}", encoding="utf-8")
    _DOCS.with_suffix(".svg").write_text(chart(rows), encoding="utf-8")


def main() -> int:
    """Run, print, and return the exit code."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--files", nargs="+", default=list(OPEN_FILES), help="files of the corpus, without suffix")
    options.add_argument("--sample", type=int, default=600, help="cases for the peers, 0 for all")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--limit", type=float, default=3.0, help="seconds a case")
    options.add_argument("--no-peers", action="store_true")
    options.add_argument("--show", action="store_true", help="list the cases that ours gets wrong")
    options.add_argument("--write", action="store_true", help="write docs/expressions.md and its chart")
    chosen = options.parse_args()

    cases = load(chosen.files)
    sample = sampled(cases, chosen.sample, chosen.seed)
    answers, cold = answers_of(OURS, cases, chosen.limit)
    by_case = {id(case): answer for case, answer in zip(cases, answers, strict=True)}
    everything = row(f"{OURS.title}, whole corpus", cases, answers, cold)
    rows = [row(OURS.title, sample, [by_case[id(case)] for case in sample], cold)]
    left_out = []
    for peer in () if chosen.no_peers else PEERS:
        reason = install(peer)
        if reason is not None:
            left_out.append(f"Left out: {peer.title} ({reason}).")
            continue
        print(f"{peer.title} …", file=sys.stderr, flush=True)
        rows.append(row(peer.title, sample, *answers_of(peer, sample, chosen.limit)))

    if chosen.show:
        show_wrong(cases, answers)
    exact = sum(answer["verdict"] in expected(case) for case, answer in zip(cases, answers, strict=True))
    made = (
        f"Made on {datetime.datetime.now(datetime.UTC):%Y-%m-%d} by `python benchmarks/expressions/run.py --write`: "
        f"{', '.join(chosen.files)}, a sample of {len(sample)} of {len(cases)} cases (seed {chosen.seed}) for the peers, "
        f"killed beyond {chosen.limit:g} s; Python {platform.python_version()}, {os.cpu_count()} cores. "
        "A verdict is right where it accepts what should be accepted and nothing else; times are of reading and "
        "comparing (ours: and diagnosing), the reference being read before."
    )
    verdicts = f"Ours gives the very verdict expected in {100 * exact / len(cases):.2f} % of the whole corpus. "
    text = "\n\n".join(
        [
            table([everything, *rows]),
            verdicts + diagnosis_line(cases, answers),
            time_line(cases, answers),
            *left_out,
            made,
        ]
    )
    print(text)
    if chosen.write:
        write(text + "\n\n![Right answers accepted and verdicts right](expressions.svg)", rows)
    return 1 if everything.wrong_accepts else 0


def show_wrong(cases: Sequence[Case], answers: Sequence[dict[str, Any]]) -> None:
    """Print every case whose verdict is not an expected one."""
    for case, answer in zip(cases, answers, strict=True):
        if answer["verdict"] not in expected(case):
            print(
                case["id"], repr(case["answer"]), "|", case["reference"], "|", case["expect"], "->", answer["verdict"]
            )


if __name__ == "__main__":
    sys.exit(main())
