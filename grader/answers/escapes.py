"""What a backslash means inside double quotes, where students write LaTeX with single backslashes."""

from __future__ import annotations

import re

_ESCAPE = re.compile(
    r"\\(?:u(?P<u4>[0-9a-fA-F]{4})|U(?P<u8>[0-9a-fA-F]{8})|x(?P<x2>[0-9a-fA-F]{2})|(?P<latex>[a-zA-Z]+)|(?P<other>.))",
    re.DOTALL,
)
_MEANT = {"n": "\n", "t": "\t", "r": "\r"}
# LaTeX commands that begin like an escape for a new line, a tab or a carriage return
_WORDS = (
    "nabla ne neq neg nexists ni nmid not notin nu "
    "rangle rbrace rceil rfloor rho right rightarrow rm rVert rvert "
    "tan tanh tau tbinom text textbf textit textrm tfrac theta tilde times to top triangle"
)
_COMMANDS = frozenset(_WORDS.split())


def unescape(raw: str) -> tuple[str, str | None]:
    r"""Return the text that `raw`, the inside of a double-quoted string, means, and the first escape that is none.

    `\"`, `\\`, `\/`, `\n`, `\t`, `\r`, `\uXXXX` and `\UXXXXXXXX` are what they are in JSON and TOML, but a LaTeX
    command (`\frac`, `\times`, `\cdot`) keeps its backslash: nobody means a form feed by `\frac`.
    """
    wrong: list[str] = []

    def meaning(match: re.Match[str]) -> str:
        code = match["u4"] or match["u8"] or match["x2"]
        if code:
            number = int(code, 16)
            return chr(number) if number <= 0x10FFFF else "�"
        if match["latex"]:
            word = match["latex"]
            if word[0] in _MEANT and word not in _COMMANDS:
                return _MEANT[word[0]] + word[1:]
            wrong.append(match[0])
            return match[0]
        if match["other"] in '"\\/ ':
            return match["other"]
        wrong.append(match[0])
        return match[0]

    text = _ESCAPE.sub(meaning, raw)
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")  # pairs of JSON's \ud83d\ude00
    return joined, wrong[0] if wrong else None


def remark(file: str, line: int, escape: str) -> str:
    """Return the warning on an escape that is none."""
    return (
        f"{file}:{line}: {escape} inside double quotes is read with its backslash; "
        f"write {escape[0]}{escape} there to be sure"
    )
