"""Choice parts: one option by its name or an alias; a reason behind it is allowed, a second option is not."""

from __future__ import annotations

import html
import re

from grader.catalog.aliases import find, fold
from grader.checks.context import Context
from grader.checks.verdicts import verdict
from grader.model import Answer, Choice, Part, Status, Verdict

_BREAK = re.compile(r"[,.;:!?()\n—–]|\s-\s|\bbecause\b|\bsince\b|\bas\b|\bfor\b", re.IGNORECASE)
_HEDGES = re.compile(
    r"\b(?:maybe|perhaps|possibly|probably|it depends|sometimes|unsure|not sure|either|both|neither)\b|^\W*depends\b",
    re.IGNORECASE,
)
_UNTICKED = re.compile(r"(?<![\w\])}])(?:\[\s?\]|\(\s?\))|☐")  # `fc()` is a call, not a box
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_LEAD_IN = r"(?:(?:my|the|final)\s+)*(?:answer|ans|solution|result|a)\b[\s*_`]*(?:[:=.)]|\bis\b)[\s*_`:]*"
_WORD = re.compile(r"\w")
_GOES_ON = re.compile(r"\s*(?!because\b|since\b|as\b|for\b)[\w\\({\[√]")
_MORE_FORMULA = re.compile(r"[\s$({\[*·/+-]*(?:[\\√^]|(?:sqrt|log|ln|exp)\b|\w(?![a-z]))")
_LED_IN = re.compile(rf"\A[\s*_`]*{_LEAD_IN}", re.IGNORECASE)
_JOINED = re.compile(
    rf"(?:[\s,.;:()/|→⇒❌✗✘☒]|[-=]>)*"
    rf"(?:(?:or|and|but|then|also|rather|no wait|correction)\b)?[\s,.;:()/*_]*(?:{_LEAD_IN})?",
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
    text = html.unescape(_TAG.sub(" ", text))
    if _UNTICKED.search(text):
        return "An empty box does not decide for one option"
    whole = find(choices, text)
    if whole is not None:
        return whole
    option, rest = _leading(choices, text)
    if option is None:  # only now, as "A" may be the name of an option
        option, rest = _leading(choices, _LED_IN.sub("", text, count=1))
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
    words = list(re.finditer(r"\S+", bare))
    first = len(_BREAK.split(bare, maxsplit=1)[0])
    for end in (first, *(word.end() for word in reversed(words[:4]))):
        option = find(choices, bare[:end])
        if option is not None and not _cuts(fold(bare[:end]), bare[end:]):
            return option, bare[end:]
    return None, ""


def _cuts(taken: str, rest: str) -> bool:
    """Whether the formula that was taken for an option goes on: `∝ (N_i N_o)^2` is neither `∝` nor `∝ N_i`."""
    if not _WORD.search(taken):
        return bool(_GOES_ON.match(rest))
    return "∝" in taken and bool(_MORE_FORMULA.match(rest))


def _contradicts(rest: str, other: Choice) -> bool:
    """Whether the text behind the option names another one as an answer, not in passing ("no, there is no …")."""
    joined = _JOINED.match(rest)
    assert joined is not None
    words = rest[joined.end() :].split()
    if not words or joined.end() == 0:
        return False
    return find((other,), words[0]) is not None


def _shown(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else flat[:59] + "…"
