"""Choice parts: one option by its name or an alias; a reason behind it is allowed, a second option is not."""

from __future__ import annotations

import re

from grader.catalog.aliases import find
from grader.checks.context import Context
from grader.checks.verdicts import verdict
from grader.model import Answer, Choice, Part, Status, Verdict

_BREAK = re.compile(r"[,.;:!?()\n—–]|\s-\s|\bbecause\b|\bsince\b|\bas\b|\bfor\b", re.IGNORECASE)
_HEDGES = re.compile(
    r"\b(?:maybe|perhaps|possibly|probably|it depends|sometimes|unsure|not sure|either|both|neither)\b|^\W*depends\b",
    re.IGNORECASE,
)


def check(part: Part, answer: Answer, context: Context) -> Verdict:
    """Full points for the right option; an answer that names two options, hedges or names none cannot be read."""
    options = " or ".join(choice.name.replace("_", " ") for choice in part.choices)
    found = chosen(part.choices, answer.text)
    if isinstance(found, str):
        return verdict(
            part, answer, Status.INVALID, 0, [f'{found}: wanted is {options}; seen is "{_shown(answer.text)}".']
        )
    if found.name == part.reference:
        return verdict(part, answer, Status.CORRECT, 1, read_as=found.name)
    feedback = next(
        (m.feedback for m in part.mistakes if m.answer == found.name),
        "Think the case through once more, from the definition.",
    )
    return verdict(part, answer, Status.INCORRECT, 0, [feedback], read_as=found.name, diagnosis="other")


def chosen(choices: tuple[Choice, ...], text: str) -> Choice | str:
    """Return the option that the text names, or why none can be read from it."""
    whole = find(choices, text)
    if whole is not None:
        return whole
    option, rest = _leading(choices, text)
    beside = " ".join(rest.split()[:4])  # behind these a reason may say "both" or "sometimes" of something else
    if _HEDGES.search(text if option is None else beside):
        return "This does not decide for one option"
    if option is None:
        return "No option can be read"
    for other in choices:
        if other is not option and _contradicts(rest, other):
            return "Two options stand here"
    return option


def _leading(choices: tuple[Choice, ...], text: str) -> tuple[Choice | None, str]:
    """The option that the first words are, as in "no, it needs exactly 1024 inputs", and what stands behind it."""
    bare = text.strip(" \t\n*_`\"'>~")
    first = _BREAK.split(bare, maxsplit=1)[0]
    option = find(choices, first)
    if option is not None:
        return option, bare[len(first) :]
    words = list(re.finditer(r"\S+", bare))
    for count in range(min(4, len(words)), 0, -1):
        end = words[count - 1].end()
        option = find(choices, bare[:end])
        if option is not None:
            return option, bare[end:]
    return None, ""


def _contradicts(rest: str, other: Choice) -> bool:
    """Whether the text behind the option names another one as an answer, not in passing ("no, there is no …")."""
    joined = re.match(
        r"[\s,.;:()/]*(?:(?:or|and|but|then|also|rather|no wait|correction)\b)?[\s,.;:()/]*", rest, re.IGNORECASE
    )
    assert joined is not None
    words = rest[joined.end() :].split()
    if not words or joined.end() == 0:
        return False
    return find((other,), words[0]) is not None


def _shown(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else flat[:59] + "…"
