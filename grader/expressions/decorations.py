"""Colours, boxes, blanks and labels of LaTeX: what they hold stays, what sets nothing goes."""

from __future__ import annotations

from grader.expressions.arguments import Sheet, commands
from grader.expressions.patterns import later

#: Command to the number of its arguments and the one that is set, -1 where none is.
_SET = {
    **dict.fromkeys(("textcolor", "mathcolor", "colorbox", "raisebox", "scalebox", "foreignlanguage"), (2, 1)),
    **dict.fromkeys(("fcolorbox", "resizebox"), (3, 2)),
    **dict.fromkeys(("fbox", "framebox", "makebox", "hl", "uline", "uuline", "uwave", "underline", "Aboxed"), (1, 0)),
    **dict.fromkeys(("smash", "mathrlap", "mathllap", "mathclap", "rlap", "llap", "clap", "pmb", "tcboxmath"), (1, 0)),
}
_GONE = {
    **dict.fromkeys(("phantom", "hphantom", "vphantom"), 1),
    **dict.fromkeys(("color", "pagecolor", "label", "tag", "hspace", "vspace", "mspace"), 1),
    **dict.fromkeys(("nonumber", "notag", "displaystyle", "textstyle", "scriptstyle", "scriptscriptstyle"), 0),
    **dict.fromkeys("tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge".split(), 0),
}
#: The star of an optimum, `I^* = …`; behind it no operand stands that it could multiply.
_STARRED = later(r"\^\s*(?:\{\s*(?:\*|\\(?:ast|star))\s*\}|\*|\\(?:ast|star)(?![A-Za-z]))(?=\s*(?:[=≈$),.;]|$))")
_SCRIPTS = {"textsuperscript": "^", "textsubscript": "_"}


def undecorated(text: str) -> str:
    """Return `text` without its colours, boxes and blanks, every other character in its place."""
    text = _STARRED.sub(lambda star: " " * len(star[0]), text) if "*" in text or "star" in text else text
    gone = Sheet(text)
    for command in commands(text, _GONE):
        gone.blank(command.start, command.end)
    text = gone.text()
    sheet = Sheet(text)
    for command in commands(text, {name: count for name, (count, _) in _SET.items()} | dict.fromkeys(_SCRIPTS, 1)):
        if command.name in _SCRIPTS:
            sheet.write(command.start, command.behind_name, _SCRIPTS[command.name])
        else:
            sheet.keep(command, _SET[command.name][1])
    return sheet.text()
