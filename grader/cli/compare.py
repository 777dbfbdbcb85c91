"""`grader compare`: JSON Lines cases on standard input, JSON Lines verdicts on standard output."""

from __future__ import annotations

import json
import sys

import click


@click.command("compare")
def command() -> None:
    """Compare formulas. Reads one JSON case a line and answers each with one JSON line, in the same order.

    A case: {"id": 1, "answer": "MNK/(MN+MK+NK)", "reference": "M*N*K/(M*N + M*K + N*K)", "symbols": ["M","N","K"]}
    """
    from grader.expressions import compare_line

    for raw in sys.stdin.buffer:
        line = raw.decode("utf-8", errors="replace")
        if line.strip():
            click.echo(json.dumps(compare_line(line), ensure_ascii=False))
            sys.stdout.flush()
