"""What a tool's answers add up to, as a row of the table and a bar of the chart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from corpus_cases import Case, expected, has_diagnosis, is_right, judged_diagnosis


@dataclass(frozen=True)
class Row:
    """Figures of one tool: shares in percent, times in seconds."""

    title: str
    cases: int
    right: float
    recall: float
    wrong_accepts: int
    killed: int
    median: float
    p99: float
    worst: float
    cold_start: float


def row(title: str, cases: Sequence[Case], answers: Sequence[dict[str, Any]], cold_start: float) -> Row:
    """Add up a tool's answers to the cases. Recall is over the cases that must be accepted and nothing else."""
    pairs = list(zip(cases, answers, strict=True))
    must = [answer["verdict"] for case, answer in pairs if expected(case) == {"accept"}]
    times = sorted(answer["seconds"] for answer in answers)
    return Row(
        title=title,
        cases=len(pairs),
        right=100 * sum(is_right(case, answer["verdict"]) for case, answer in pairs) / len(pairs),
        recall=100 * must.count("accept") / max(1, len(must)),
        wrong_accepts=sum(answer["verdict"] == "accept" and "accept" not in expected(case) for case, answer in pairs),
        killed=sum(answer["verdict"] == "killed" for answer in answers),
        median=times[len(times) // 2],
        p99=times[int(len(times) * 0.99)],
        worst=times[-1],
        cold_start=cold_start,
    )


def diagnoses(cases: Sequence[Case], answers: Sequence[dict[str, Any]]) -> Counter[str]:
    """Count what became of the cases whose slip has a name: right, other, misdiagnosed, or not rejected."""
    found: Counter[str] = Counter()
    for case, answer in zip(cases, answers, strict=True):
        if has_diagnosis(case):
            rejected = answer["verdict"] == "reject"
            found[judged_diagnosis(case, answer["diagnosis"]) if rejected else "not rejected"] += 1
    return found


def milliseconds(seconds: float) -> str:
    """Two significant digits or so, in milliseconds."""
    value = 1000 * seconds
    return f"{value:.3f}" if value < 1 else (f"{value:.1f}" if value < 100 else f"{value:.0f}")


def table(rows: Sequence[Row]) -> str:
    """The Markdown table."""
    head = (
        "| tool | cases | right % | recall % | wrong accepts | killed | median ms | p99 ms | worst ms | cold start ms |"
    )
    lines = [head, "| --- |" + " --- |" * 9]
    for one in rows:
        times = " | ".join(milliseconds(value) for value in (one.median, one.p99, one.worst))
        lines.append(
            f"| {one.title} | {one.cases} | {one.right:.1f} | {one.recall:.1f} | {one.wrong_accepts} | {one.killed} "
            f"| {times} | {1000 * one.cold_start:.0f} |"
        )
    return "\n".join(lines)


_WIDTH, _LEFT, _BAR, _GAP = 640, 200, 14, 14


def chart(rows: Sequence[Row]) -> str:
    """An SVG: two bars a tool, right answers accepted and all verdicts right, in percent."""
    height = 46 + len(rows) * (2 * _BAR + _GAP) + 10
    scale = (_WIDTH - _LEFT - 60) / 100
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}" '
        'font-family="sans-serif" font-size="12" role="img">',
        "<title>Right answers accepted, and verdicts right, in percent of the sampled corpus</title>",
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
    ]
    for index, (color, label) in enumerate((("#1f6f8b", "right answers accepted %"), ("#99a8b2", "verdicts right %"))):
        x = _LEFT + index * 190
        parts.append(f'<rect x="{x}" y="12" width="12" height="12" fill="{color}"/>')
        parts.append(f'<text x="{x + 18}" y="22" fill="#222222">{label}</text>')
    y = 40
    for one in rows:
        parts.append(
            f'<text x="{_LEFT - 8}" y="{y + _BAR + 4}" text-anchor="end" fill="#222222">{escape(one.title)}</text>'
        )
        for color, value in (("#1f6f8b", one.recall), ("#99a8b2", one.right)):
            parts.append(f'<rect x="{_LEFT}" y="{y}" width="{value * scale:.1f}" height="{_BAR - 1}" fill="{color}"/>')
            parts.append(f'<text x="{_LEFT + value * scale + 5:.1f}" y="{y + 11}" fill="#222222">{value:.1f}</text>')
            y += _BAR
        y += _GAP
    return "\n".join([*parts, "</svg>", ""])
