"""What a job printed, made safe to show: no control characters, escape sequences, direction tricks or CI commands."""

from __future__ import annotations

import re
import unicodedata

#: Escape sequences of terminals: CSI, OSC and other strings (up to their end), then any two-character escape.
_ESCAPES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]?|\x9b[0-?]*[ -/]*[@-~]"
)
_LINES = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
#: Lines that CI runners would obey (`::notice::…` at the beginning, `##[…]` and `##vso[…]` anywhere).
_COMMANDS = re.compile(r"^(\s*:)(?=:)|(##)(?=\[|vso\[)", re.MULTILINE)


def clean(text: str, most: int) -> str:
    """`text` with only printable characters, newlines and tabs, cut to `most` bytes (with a note where it was cut).

    Carriage returns become newlines; a CI runner's commands are broken up by a space.
    """
    cut = len(text.encode("utf-8", "replace")) > most
    text = _LINES.sub("\n", _ESCAPES.sub("", text))
    text = "".join(letter for letter in text if letter in "\n\t" or unicodedata.category(letter) not in _REFUSED)
    text = _COMMANDS.sub(lambda found: found.group(0) + " ", text)
    if cut:
        text = text.encode("utf-8", "replace")[:most].decode("utf-8", "ignore")
        text += f"\n[output cut after {most} bytes]\n"
    return text


#: Control, format (zero-width and direction marks among them), surrogate, private and unassigned characters.
_REFUSED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
