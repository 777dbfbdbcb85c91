"""LaTeX that says how something looks or is set, put as anyone types it; every character stays in its column."""

from __future__ import annotations

from collections.abc import Sequence

from grader.expressions.cancelled import without_strokes
from grader.expressions.captions import without_captions
from grader.expressions.decorations import undecorated
from grader.expressions.notation import with_binomials
from grader.expressions.patterns import later
from grader.expressions.siunitx import written_out
from grader.expressions.vocabulary import vocabulary

_DECORATED = later(
    r"\\(?:[a-z]*color|[a-z]*box|h?l?hl|u?u?line|uwave|underline|smash|math[rlc]lap|[rlc]lap|pmb|tcboxmath|Aboxed"
    r"|[hv]?phantom|foreignlanguage|label|tag|[hvm]space|nonumber|notag|[a-z]+style|text(?:super|sub)script"
    r"|tiny|footnotesize|scriptsize|small|normalsize|[lL]arge|LARGE|[hH]uge)(?![a-z])"
)
_CAPTIONED = later(r"\\(?:under|over)(?:brac|paren|set)|\\stack|\\mathop|\\vcentcolon")
_ELL = later(r"\\ell(?![A-Za-z])")
_PRESCRIPT = later(r"\\prescript\s*\{([^{}]{1,40})\}\s*\{\s*\}\s*\{\s*C\s*\}\s*_\s*(?:\{([^{}]{1,40})\}|(\w))")


def plainly_set(text: str, symbols: Sequence[str]) -> str:
    """Return `text`, of the same length, without colours, boxes, captions and strokes, units and numbers written out.

    `symbols` tell whether ℓ is a symbol of its own. Raises ReadError for what may change what the formula says.
    """
    if "ℓ" in text and not _declares(symbols, "ell"):
        text = text.replace("ℓ", "l")
    if "\\" not in text:
        return text
    text = with_binomials(text)
    if "\\prescript" in text:
        text = _PRESCRIPT.sub(lambda m: f"\\binom{{{m[1]}}}{{{m[2] or m[3]}}}".rjust(len(m[0])), text)
    if "\\ell" in text and not _declares(symbols, "ell"):
        bound = "\\sum" in text or "\\prod" in text
        if bound or _declares(symbols, "l") or not _declares(symbols, "L"):  # ℓ alone is no slip of the case of L
            text = _ELL.sub("   l", text)
    if _DECORATED.search(text):
        text = undecorated(text)
    if "\\num" in text or "\\qty" in text or "\\SI" in text or "\\si" in text or "\\unit" in text or "\\tab" in text:
        text = written_out(text, vocabulary(tuple(symbols)))
    if "cancel" in text:
        text = without_strokes(text)
    if _CAPTIONED.search(text):
        text = without_captions(text)
    return text


def _declares(symbols: Sequence[str], letter: str) -> bool:
    return any(letter in name.split("_") for name in symbols)
