"""Attest parts: the student says that something was done."""

from __future__ import annotations

import re

from grader.checks.context import Context
from grader.checks.verdicts import verdict
from grader.model import Answer, Part, Status, Verdict

_DONE = frozenset(
    [
        *(
            "yes",
            "y",
            "yep",
            "yeah",
            "done",
            "complete",
            "completed",
            "completely",
            "read",
            "finished",
            "true",
            "ok",
            "okay",
        ),
        *("check", "checked", "ready", "did", "watched", "seen", "ja", "x", "✓", "✔", "☑", "1", "full", "fully", "all"),
    ]
)
_NOT_DONE = re.compile(
    r"\b(?:no|not|never|none|nope|false|partly|partially|half|almost|nearly|mostly|incomplete|unfinished|undone|unread|skipped"
    r"|skimmed|will|later|todo|started|only|some|except|but|without)\b|n't\b|^\W*[n0]\W*$|^\W*\[\s?\]|☐",
    re.IGNORECASE,
)
_NOT_EVEN = re.compile(r"\bno (?:questions?|problems?|issues?|trouble)\b|\bnot only\b|\ball but done\b", re.IGNORECASE)


def check(part: Part, answer: Answer, context: Context) -> Verdict:
    """Full points for a plain yes; none for a no or a part of it; anything else cannot be read."""
    text = answer.text.replace("’", "'")
    words = re.findall(r"[a-z]+|[✓✔☑]|\d+", text.lower())
    if _NOT_DONE.search(_NOT_EVEN.sub("", text)):
        return verdict(
            part,
            answer,
            Status.INCORRECT,
            0,
            ["This says that it is not (all) done; write `done` once it is."],
            read_as="not done",
        )
    if any(word in _DONE for word in words) and len(words) <= 30:
        return verdict(part, answer, Status.CORRECT, 1, read_as="done")
    return verdict(
        part, answer, Status.INVALID, 0, [f'Wanted is `done` (or `yes`, `complete`); seen is "{_shown(text)}".']
    )


def _shown(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 40 else flat[:39] + "…"
