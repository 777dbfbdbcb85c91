"""Makes text safe to show: control, direction and invisible characters become marks that can be seen."""

from __future__ import annotations

import re
import unicodedata

#: Categories without a shape of their own: controls, format and bidi characters, surrogates, private use, unassigned,
#: line and paragraph separators.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_COMBINING = frozenset({"Mn", "Me"})
_STACK = 4
_OTHER = re.compile(r"[^\x20-\x7e\n]")


def visible(text: str) -> str:
    """Return `text` with every character that could act unseen replaced by a mark such as `␛` or `⟨U+202E⟩`.

    Newlines stay, tabs become four spaces, CRLF becomes a newline. No more than four combining characters are left on
    one letter. The result holds nothing that a terminal obeys and nothing that changes the direction of reading.
    """
    text = text.replace("\r\n", "\n").replace("\t", "    ")
    if not _OTHER.search(text):
        return text
    marked = _OTHER.sub(lambda found: _mark(found.group()), text)
    return _unstacked(marked)


def one_line(text: str) -> str:
    """Return `visible(text)` with each run of white space, newlines included, as one space."""
    return " ".join(visible(text).split())


def clipped(text: str, limit: int) -> tuple[str, int]:
    """Return `text` cut to `limit` characters and how many were cut off (0: none)."""
    return (text, 0) if len(text) <= limit else (text[:limit], len(text) - limit)


def _mark(character: str) -> str:
    if unicodedata.category(character) not in _UNSEEN:
        return character
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"⟨U+{code:04X}⟩"


def _unstacked(text: str) -> str:
    kept: list[str] = []
    stack = 0
    for character in text:
        stack = stack + 1 if unicodedata.category(character) in _COMBINING else 0
        if stack <= _STACK:
            kept.append(character)
    return "".join(kept)
