"""From the characters people type, paste or extract from a PDF to the few that the lexer knows.

Every replacement keeps track of where a character stood, so that a message can point into the text as typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from grader.expressions.patterns import later

_SUPERSCRIPTS = dict(
    zip(
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴺᴹᴷᵀᴸᴮᴰᴴ",
        "0123456789+-=()niabcdefghjklmoprstuvwxyzNMKTLBDH",
        strict=True,
    )
)
_SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", "0123456789+-=()aehijklmnoprstuvxβγρφχ", strict=True))
_FRACTIONS = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"

_SINGLE = {
    **dict.fromkeys("‐‑‒–—―−﹣－⁃˗➖", "-"),
    **dict.fromkeys("·⋅∙•∗＊⁎⨉", "*"),
    **dict.fromkeys("✕✖⨯╳", "×"),
    **dict.fromkeys("÷∕⁄／➗", "/"),
    **dict.fromkeys("＋﹢➕", "+"),
    **dict.fromkeys("＝﹦⩵", "="),
    **dict.fromkeys("’‘ʼ′´‵＇ʹ", "'"),
    "″": "''",
    "‴": "'''",
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("≃≅≐∼≒≓≊≍～˜", "≈"),
    **dict.fromkeys("∣｜❘ǀ", "|"),
    **dict.fromkeys("∑", "Σ"),
    **dict.fromkeys("∏", "Π"),
    **dict.fromkeys("⟨〈⟦", "("),
    **dict.fromkeys("⟩〉⟧", ")"),
    "∆": "Δ",
    "Ω": "Ω",
    "µ": "μ",
    "ϵ": "ε",
    "ϕ": "φ",
    "ϑ": "θ",
    "ϱ": "ρ",
    "ϖ": "π",
    "ɛ": "ε",
    "ɑ": "α",
    "ς": "σ",
    "ı": "i",
    "…": "...",
    "⇒": "⇒",
    "⟹": "⇒",
    **dict.fromkeys("≔≕≝≜≙≗≘≞≛≟", "="),
    "⟶": "→",
    "，": ",",
    "；": ";",
    "：": ":",
    "．": ".",
    "％": "%",
    "\u00a0": " ",
}
#: Characters that no lexer should see: zero-width, soft hyphen, byte-order and direction marks, invisible operators.
_INVISIBLE = frozenset(
    "\u200b\u200c\u200d\u2060\u00ad\ufeff\u200e\u200f\u2062\u2063\u2064\ufe0e\ufe0f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"
)
#: What people and chat programs put beside an answer; a cross would say that it is wrong, and is not among them.
_DECORATIONS = frozenset("✅☑✔🎉👉💡📌📝🔹🔸🔷🔶⭐🌟✨🟢🔥👍🙂😊🎯💯🏁🧮🔢🚀")
_TAGS = later(
    r"<\s*(/?)\s*(sup|sub)\s*>|<br\s*/?>|&(times|middot|sdot|minus|nbsp|radic|le|ge|lt|gt|amp|sup2|sup3|frac12|thinsp|pi);",
    re.IGNORECASE,
)
_ENTITIES = {
    "times": "×",
    "middot": "*",
    "sdot": "*",
    "minus": "-",
    "nbsp": " ",
    "thinsp": " ",
    "radic": "√",
    "le": "≤",
    "ge": "≥",
    "lt": "<",
    "gt": ">",
    "amp": "&",
    "sup2": "^{2}",
    "sup3": "^{3}",
    "frac12": "½",
    "pi": "π",
}


class Characters:
    """Normalised text and, for each of its characters, the column in the text as typed."""

    __slots__ = ("columns", "text")

    def __init__(self, text: str, columns: list[int] | None) -> None:
        self.text = text
        self.columns = columns

    def column(self, position: int) -> int:
        """Return the column, counted from 0, in the text as typed."""
        if self.columns is None:
            return position
        if position < len(self.columns):
            return self.columns[position]
        return self.columns[-1] + 1 if self.columns else 0

    def rewritten(self, edits: Iterable[tuple[int, int, str]]) -> Characters:
        """Return the characters with something else from one position to another; edits overlap nowhere."""
        pieces: list[str] = []
        columns: list[int] = []
        at = 0
        for start, end, new in sorted(edits):
            if new and self.text[start:end] != new:
                pieces += (self.text[at:start], new)
                columns += map(self.column, range(at, start))
                columns += (self.column(min(start + index, max(start, end - 1))) for index in range(len(new)))
                at = end
        if not at:
            return self
        columns += map(self.column, range(at, len(self.text)))
        return Characters("".join(pieces) + self.text[at:], columns)


def normalise(text: str) -> Characters:
    """Return `text` in the lexer's characters: scripts as `^{…}` and `_{…}`, one minus, nothing invisible."""
    if text.isascii() and "<" not in text and "&" not in text and "\\_" not in text:
        return Characters(text, None)
    if "<" not in text and "&" not in text and "\\_" not in text and (same := _one_for_one(text)) is not None:
        return Characters(text.translate(same), None)
    pieces: list[str] = []
    columns: list[int] = []

    def put(piece: str, column: int) -> None:
        pieces.append(piece)
        columns.extend([column] * len(piece))

    at = 0
    while at < len(text):
        char = text[at]
        if char in "<&" and (tag := _TAGS.match(text, at)):
            put(_tag_text(tag), at)
            at = tag.end()
        elif text.startswith("\\_", at):
            put("_", at)
            at += 2
        elif char in _SUPERSCRIPTS or char in _SUBSCRIPTS:
            table, mark = (_SUPERSCRIPTS, "^") if char in _SUPERSCRIPTS else (_SUBSCRIPTS, "_")
            put(mark + "{", at)
            while at < len(text) and text[at] in table:
                put(table[text[at]], at)
                at += 1
            put("}", at - 1)
        else:
            put(_plain(char), at)
            at += 1
    return Characters("".join(pieces), columns)


def _one_for_one(text: str) -> dict[int, str] | None:
    """What becomes of each character, None where one becomes a script, several characters or none."""
    table = {}
    for char in set(text):
        if not " " <= char < "\x7f":
            plain = "" if char in _SUPERSCRIPTS or char in _SUBSCRIPTS else _plain(char)
            if len(plain) != 1:
                return None
            table[ord(char)] = plain
    return table


def _tag_text(tag: re.Match[str]) -> str:
    if tag[2]:
        return "}" if tag[1] else ("^{" if tag[2].lower() == "sup" else "_{")
    return _ENTITIES[tag[3].lower()] if tag[3] else "\n"


def _plain(char: str) -> str:
    if char < "\x7f" and char >= " ":
        return char
    if char in "\n\r\t":
        return "\n" if char != "\t" else " "
    if char in _DECORATIONS or char == "\u2061":  # function application, between a function's name and its argument
        return " "
    if char in _INVISIBLE or unicodedata.category(char) in ("Cc", "Cf"):
        return ""
    if char in _SINGLE:
        return _SINGLE[char]
    if char in _FRACTIONS or char in "√∛∜≤≥≠≈∝∞×π⌈⌉⌊⌋ΣΠ→⇒∴∈±∓≡ℓ":
        return char
    if unicodedata.category(char) == "Zs":
        return " "
    folded = unicodedata.normalize("NFKC", char)
    return "".join(_SINGLE.get(piece, piece) for piece in folded)
