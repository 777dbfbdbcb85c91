"""The corpus of answers: which files there are, what a case holds, and when a verdict on it is right.

A case is one JSON line: `answer`, `reference`, `symbols`, optional `kind` and `even`, `expect` (a verdict or a list of
admissible ones), `diagnosis` (expected code or null) and `also` (codes that are right as well).
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent / "corpus"
#: Looked at while working. The held-out files and `other_hands`, written later, were first run when they were done.
OPEN_FILES = ("hw01", "courses_a", "courses_b")

Case = dict[str, Any]


def load(names: Iterable[str] = OPEN_FILES) -> list[Case]:
    """Return the cases of the named files (without folder and suffix), in order."""
    return [
        json.loads(line)
        for name in names
        for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


def sampled(cases: Sequence[Case], size: int, seed: int) -> list[Case]:
    """Return `size` of the cases, the same ones for the same seed (all of them where size is 0)."""
    if not size or size >= len(cases):
        return list(cases)
    return random.Random(seed).sample(list(cases), size)


def expected(case: Case) -> frozenset[str]:
    """Return the admissible verdicts of a case."""
    wanted = case["expect"]
    return frozenset({wanted} if isinstance(wanted, str) else wanted)


def is_right(case: Case, verdict: str) -> bool:
    """Accepted where it should be, or anything but accepted where it should not; a killed case is never right."""
    if verdict == "killed":
        return False
    wanted = expected(case)
    return "accept" in wanted if verdict == "accept" else bool(wanted - {"accept"})


def judged_diagnosis(case: Case, code: str | None) -> str:
    """Return "right", "other" (no more than a hint where a slip has a name) or "misdiagnosed" for a rejected case."""
    codes = [case["diagnosis"], *case.get("also", [])]
    if code is None or code == "other":
        return "right" if "other" in codes else "other"
    name, _, detail = code.partition(":")
    for wanted in codes:
        wanted_name, _, wanted_detail = str(wanted).partition(":")
        number = name in ("factor", "difference") and detail and wanted_detail
        if name == wanted_name and (not number or detail == wanted_detail):
            return "right"
    return "misdiagnosed"


def has_diagnosis(case: Case) -> bool:
    """Whether the case says what should be diagnosed."""
    return expected(case) == {"reject"} and case.get("diagnosis") is not None
