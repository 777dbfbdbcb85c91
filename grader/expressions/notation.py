"""LaTeX: what each command stands for, and the styles, captions and delimiters that say nothing."""

from __future__ import annotations

import re

from grader.expressions.patterns import later
from grader.expressions.vocabulary import FUNCTIONS

#: Command name to (token kind, value).
COMMANDS = {
    **dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac", "nicefrac", "sfrac", "flatfrac"), ("op", "frac")),
    **dict.fromkeys(("binom", "dbinom", "tbinom"), ("op", "binom")),
    "over": ("op", "\\over"),
    "choose": ("op", "\\choose"),
    "sqrt": ("op", "sqrt"),
    **dict.fromkeys(("cdot", "ast", "star", "cdotp", "bullet"), ("op", "*")),
    "times": ("op", "×"),
    "div": ("op", "/"),
    "lfloor": ("op", "⌊"),
    "rfloor": ("op", "⌋"),
    "lceil": ("op", "⌈"),
    "rceil": ("op", "⌉"),
    **dict.fromkeys(("vert", "|"), ("op", "|")),
    **dict.fromkeys(("lbrace", "{", "lbrack", "lparen", "lgroup", "langle"), ("op", "(")),
    **dict.fromkeys(("rbrace", "}", "rbrack", "rparen", "rgroup", "rangle"), ("op", ")")),
    "%": ("op", "%"),
    "_": ("op", "_"),
    "#": ("word", "#"),
    **{name: ("fn", FUNCTIONS[name]) for name in ("log", "ln", "lg", "exp", "min", "max", "sum", "prod")},
    **dict.fromkeys(("bmod", "mod", "pmod"), ("op", "mod")),
    **dict.fromkeys(("le", "leq", "leqslant"), ("op", "≤")),
    **dict.fromkeys(("ge", "geq", "geqslant"), ("op", "≥")),
    **dict.fromkeys(("ne", "neq"), ("op", "≠")),
    "lt": ("op", "<"),
    "gt": ("op", ">"),
    "ll": ("op", "<"),
    "gg": ("op", ">"),
    **dict.fromkeys("approx sim simeq cong approxeq thickapprox asymp eqsim thicksim".split(), ("op", "≈")),
    **dict.fromkeys("equiv triangleq doteq circeq eqcirc risingdotseq fallingdotseq".split(), ("op", "=")),
    **dict.fromkeys("coloneqq coloneq Coloneqq eqqcolon eqcolon Eqqcolon eqdef defeq".split(), ("op", "=")),
    "propto": ("op", "proportional_to"),
    "infty": ("op", "∞"),
    "pm": ("op", "±"),
    "mp": ("op", "∓"),
    **dict.fromkeys(("ldots", "cdots", "dots", "vdots", "dotsb", "dotsc"), ("op", "...")),
    **dict.fromkeys(("to", "rightarrow", "longrightarrow"), ("op", "→")),
    **dict.fromkeys(("implies", "Rightarrow", "Longrightarrow", "iff", "therefore"), ("op", "⇒")),
    "in": ("op", "∈"),
    "prime": ("op", "'"),
    **{"cut": ("op", "cast"), "quot": ("op", "quot"), "rem": ("op", "rem")},  # what code_signs makes of code
    "mid": ("op", "|"),
    **{name: ("fn", name) for name in ("ceil", "floor", "abs")},
    **{
        name: ("unk", name)  # they can name a quantity ("\\det A = …"), but not stand in a formula here
        for name in (
            "det dim ker rank tr arg deg Pr mathbb lim gcd inf sup colon vec hat bar tilde dot sin cos tan cot sec csc "
            "sinh cosh tanh arcsin arccos arctan"
        ).split()
    },
}
#: Commands that only part or place what stands beside them, as a regular expression.
SILENT = r"q?quad|left|right|bigg?[lrm]?|Bigg?[lrm]?|displaystyle|textstyle|limits|nolimits|thinspace|hfill"
#: Commands that make a bracket or bar an opening or a closing one.
SIDED = "left|bigl|Bigl|biggl|Biggl|right|bigr|Bigr|biggr|Biggr"
_STYLES = "|".join(
    (
        "text mathrm mathit mathbf mathsf mathtt mathcal mathnormal textbf textrm textit texttt textsf mbox "
        "operatorname\\*? boldsymbol bm underline emph boxed fbox hbox ensuremath rm bf it large Large small "
        "strut mathstrut mathbin mathrel mathop mathopen mathclose"
    ).split()
)
_STYLED_TEXT = later(rf"\\(?:{_STYLES})(?![A-Za-z])\s*\{{((?:[^{{}}\\]|\\[A-Za-z]+(?=[^A-Za-z{{])|\\[,;:! ])*)\}}")
_STYLE = later(rf"\\(?:{_STYLES})(?![A-Za-z])|\\(?:begin|end)\s*\{{[A-Za-z*]+\}}|\\(?:label|tag)\s*\{{[^{{}}]*\}}")
_BRACED_LETTER = later(r"\{\s*([A-Za-z])\s*\}(?=\s*_)")
_BRACED_OPERATOR = later(r"\{\s*(\\(?:cdot|times|ast|div)|[-+*/×=])\s*\}")
_DELIMITERS = later(r"\$+|`+|(?<!\\)\\[()\[\]]")


_COLUMN = later(
    r"\\begin\s*\{p(?:small)?matrix\}\s*([^&\\{}]{1,40})\s*\\\\\s*([^&\\{}]{1,40})\s*\\end\s*\{p(?:small)?matrix\}"
    r"|(?:\\left\s*)?\(\s*\\begin\s*\{array\}\s*\{[lcr]\}\s*([^&\\{}]{1,40})\s*\\\\\s*([^&\\{}]{1,40})\s*"
    r"\\end\s*\{array\}\s*(?:\\right\s*)?\)"
)


def with_binomials(text: str) -> str:
    """Return `text` with a column of two in brackets, which is how a binomial is set by hand, as a binomial."""
    if "matrix" not in text and "array" not in text:
        return text
    return _COLUMN.sub(
        lambda m: f"\\binom{{{(m[1] or m[3]).strip()}}}{{{(m[2] or m[4]).strip()}}}".ljust(m.end() - m.start()), text
    )


def _without_style(styled: re.Match[str]) -> str:
    """The text alone; behind _ and ^ its braces stay, since they say how far the script reaches."""
    before = styled.string[max(0, styled.start() - 10) : styled.start()].rstrip()
    opening, closing = "{}" if before.endswith(("_", "^")) else "  "
    return " " * (styled.start(1) - styled.start() - 1) + opening + styled[1] + closing


def strip_styles(text: str) -> str:
    """Return `text` with math delimiters, fonts and environments blanked out, every other character in its place."""
    if "\\" in text:
        styled = _STYLE.search(text) is not None
        for _ in range(4 * styled):
            replaced = _STYLED_TEXT.sub(_without_style, text)
            if replaced == text:
                break
            text = replaced
        text = _BRACED_OPERATOR.sub(lambda m: " " * (m.start(1) - m.start()) + m[1] + " " * (m.end() - m.end(1)), text)
        text = _STYLE.sub(lambda m: " " * len(m[0]), text) if styled else text
    if "}" in text:
        text = _BRACED_LETTER.sub(lambda m: " " * (m.start(1) - m.start()) + m[1] + " " * (m.end() - m.end(1)), text)
    if "$" in text or "`" in text or "\\" in text:
        text = _DELIMITERS.sub(lambda m: " " * len(m[0]), text)
    return text
