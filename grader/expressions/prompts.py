"""What an interpreter shows beside the formula: prompts are blanked out, and an output goes on with its input."""

from __future__ import annotations

import re

from grader.expressions.patterns import later

#: Of Python, IPython, Julia, Octave, MATLAB, Haskell, Sage, Scala and Mathematica; R's and Node's is the last.
_PROMPT = later(
    r"[ \t]*(?:>>>|In ?\[\d{1,4}\]:=?|(?:julia|ghci|Prelude|scala|sage|irb|octave:\d{1,4}|\*?Main|λ|maxima)>|sage:"
    r"|>>(?=[ \t])|(?P<plain>>)(?=[ \t]))[ \t]*(?:print(?=\([^\"'\n]*\)[ \t]*$))?"
)
_OUTPUT = later(r"[ \t]*(?:Out ?\[\d{1,4}\][:=]|ans ?=|res\d+: \w+ =|\[1\](?=[ \t]))[ \t]*")
_VALUE = later(r"[-+*/^()., \w\\[\]]{1,80}")
_WORDS = later(r"[A-Za-z]{2,} +[A-Za-z]{2,}")
_DECIMAL = later(r"[ \t]*-?\d*\.\d+(?:[eE][-+]?\d+)?[ \t]*")
_NUMBER = later(r"[-\d., eE]*")


def without_prompts(text: str) -> str:
    """Return `text` without prompts; the first output behind an input is its next member, every character in place.

    A sign > alone is a prompt only where R's output stands behind it: "> 12" says that something is larger.
    """
    if ">" not in text and "sage:" not in text and "In" not in text and "Out" not in text:
        return text
    lines = text.split("\n")
    answered = any(_OUTPUT.match(line) for line in lines[1:])
    kinds = []
    for at, line in enumerate(lines):
        prompt = _PROMPT.match(line)
        if prompt is not None and _is_typed(prompt, line, answered):
            kinds.append("input")
            lines[at] = " " * prompt.end() + line[prompt.end() :]
        else:
            output = _OUTPUT.match(line)
            kinds.append("output" if output is not None else "blank" if not line.strip() else "")
            if output is not None:
                lines[at] = " " * output.end() + line[output.end() :]
    if "input" not in kinds and "Out" not in text:
        return text
    return _joined(lines, kinds)


def _is_typed(prompt: re.Match[str], line: str, answered: bool) -> bool:
    rest = line[prompt.end() :]
    if prompt["plain"]:
        return answered and rest.strip() != ""
    return _NUMBER.fullmatch(rest) is None or not prompt[0].lstrip().startswith(">> ")


def _joined(lines: list[str], kinds: list[str]) -> str:
    """The lines as one text; the first value behind an input is put behind a sign that stands for the line's end."""
    text = lines[0]
    waiting = kinds[0] == "input"
    gap = ""
    for line, kind in zip(lines[1:], kinds[1:], strict=True):
        if waiting and (kind == "blank" or not line.strip()):
            gap += "\n" + line
            continue
        if (
            waiting
            and kind != "input"
            and _VALUE.fullmatch(line)
            and not _WORDS.search(line)
            and "#" not in text[text.rfind("\n") + 1 :]
        ):
            text += ("≈" if _DECIMAL.fullmatch(line) else "=") + " " * len(gap) + line
            waiting = False
        else:
            text += gap + "\n" + line
            waiting = kind == "input"
        gap = ""
    return text + gap
