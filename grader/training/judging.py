"""From mnist.py to a verdict: every run in a sandbox of its own, every score computed here."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, replace
from typing import Any

from grader.errors import SandboxError
from grader.model import Part, Policy, Status, Verdict
from grader.training import doubts, exchange, hidden, limits, messages, scoring
from grader.training import source as reading
from grader.training.limits import Plan, plan
from grader.training.source import Source, SourceError
from reference.mnist.data import DataError

#: What else than a folder decides which data there is.
_ENVIRONMENT = ("MNIST_DIR", "MNIST_FETCH", "XDG_CACHE_HOME")


@dataclass(frozen=True, slots=True)
class Run:
    """What came of one training: its score, or why there is none; and what it used."""

    seed: int
    score: scoring.Score | None
    trouble: tuple[str, ...]
    wall_seconds: float
    cpu_seconds: float
    level: str
    stdout: str
    facts: dict[str, Any]

    @property
    def accuracy(self) -> float:
        """Percent of the hidden images; nothing came back counts as nothing right."""
        return self.score.accuracy if self.score is not None else 0.0


def judge(source: str, part: Part, policy: Policy) -> Verdict:
    """See `grader.training.judge`."""
    if not policy.train:
        return _verdict(part, Status.NOT_RUN, 0.0, (messages.NOT_RUN,))
    file = part.file or "mnist.py"
    spent = plan(part, policy)
    try:
        readable = reading.read(source, file)
        digits = hidden.material(policy.data_dir, tuple(os.environ.get(name) for name in _ENVIRONMENT))
        runs = _runs(readable, file, digits, spent, policy.require_isolation)
    except SourceError as error:
        return _verdict(part, Status.INVALID, 0.0, (str(error),))
    except (SandboxError, DataError) as error:
        return _verdict(part, Status.ERROR, 0.0, (f"not graded: {error}",))
    return _decide(part, policy, runs, readable, digits.source)


def _runs(source: Source, file: str, digits: Any, spent: Plan, require: str) -> list[Run]:
    """Train as often as planned; where the first run gives nothing, the others would not either."""
    runs: list[Run] = []
    for _ in range(spent.runs):
        runs.append(_run(source, file, hidden.experiment(digits, spent.sizes), spent, require))
        if runs[0].score is None:
            break
    return runs


def _run(source: Source, file: str, data: hidden.Experiment, spent: Plan, require: str) -> Run:
    from grader.sandbox import run as run_in_sandbox
    from grader.sandbox.job import Job

    seed = secrets.randbelow(1 << 31)
    broken: list[str] = []

    def talk(channel: Any) -> exchange.Answers:
        try:
            return exchange.talk(channel, source, data, file=file, seed=seed, threads=spent.job.threads)
        except exchange.UnexpectedError:
            broken.append(messages.UNEXPECTED)
            return exchange.Answers()

    job = Job(driver=exchange.driver(), files={file: source.code.encode()}, limits=spent.job)
    outcome, answers = run_in_sandbox(job, talk, require)
    if limits.starved(outcome):
        raise SandboxError(messages.STARVED.format(outcome.cpu_seconds, outcome.wall_seconds))
    scored = answers is not None and answers.logits is not None and outcome.ending == "finished"
    score = scoring.score(answers.logits, data) if scored and answers and answers.logits is not None else None
    trouble = tuple(broken) or messages.trouble(answers, outcome) if score is None else ()
    return Run(
        seed,
        score,
        trouble,
        round(outcome.wall_seconds, 2),
        round(outcome.cpu_seconds, 2),
        outcome.level,
        outcome.stdout,
        exchange.read_facts(answers.facts) if answers is not None else {},
    )


def _decide(part: Part, policy: Policy, runs: list[Run], source: Source, data: str) -> Verdict:
    mean = sum(run.accuracy for run in runs) / len(runs)
    ran = any(run.score is not None for run in runs)
    share = max((share for accuracy, share in part.bands if mean >= accuracy - 1e-9), default=0.0) if ran else 0.0
    points = round(share * part.points, 6)
    status = Status.CORRECT if points >= part.points else Status.PARTIAL if points > 0 else Status.INCORRECT
    evidence = {
        "data": data,
        "quick": policy.quick,
        "form": source.form,
        "accuracy": [round(run.accuracy, 2) for run in runs],
        "mean_accuracy": round(mean, 2),
        "next_band": _next_band(part, mean, share),
        "isolation": runs[0].level,
        **messages.measurements(runs),
    }
    waits = doubts.about_source(source, part.file or "mnist.py") if points else ""
    if review := "; ".join(filter(None, (waits, doubts.about_runs(runs)))):
        evidence["review"] = review
    feedback = messages.feedback(runs, points, part, evidence)
    if waits:
        return replace(_verdict(part, Status.NEEDS_REVIEW, 0.0, feedback, evidence), suggested_score=points)
    return _verdict(part, status, points, feedback, evidence)


def _next_band(part: Part, mean: float, share: float) -> dict[str, float] | None:
    """The nearest accuracy that earns a larger share, and the points it is worth."""
    better = [band for band in part.bands if band[0] > mean + 1e-9 and band[1] > share]
    return {"accuracy": min(better)[0], "points": round(min(better)[1] * part.points, 6)} if better else None


def _verdict(
    part: Part, status: Status, score: float, feedback: tuple[str, ...], evidence: dict[str, Any] | None = None
) -> Verdict:
    return Verdict(
        part=part.id,
        kind=part.kind,
        status=status,
        score=score,
        max_score=part.points,
        optional=part.optional,
        feedback=feedback,
        evidence=evidence or {},
    )
