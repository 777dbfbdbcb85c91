"""An author's Markdown with TeX as plain text: `$\\frac{M N}{K}$` becomes `(M N)/K`."""

from __future__ import annotations

import re

_MATH = re.compile(r"\$\$?((?:\\.|[^$\\])+)\$\$?", re.S)
_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_ROOT = re.compile(r"\\sqrt\s*\{([^{}]*)\}")
_UPRIGHT = re.compile(r"\\(?:text|mathrm|mathbf|mathit|mathsf|operatorname|boldsymbol)\s*\{([^{}]*)\}")
_SCRIPT = re.compile(r"([_^])\{([^{}]*)\}")
_MACRO = re.compile(r"\\([A-Za-z]+|[^A-Za-z])\s*")
_ROUNDS = 8  # nesting of fractions and scripts that is undone

_SIGNS = {
    "cdot": "·", "times": "×", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "approx": "≈",
    "propto": "∝", "to": "→", "rightarrow": "→", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉",
    "infty": "∞", "sum": "Σ", "prod": "Π", "in": "∈", "ldots": "…", "dots": "…", "cdots": "…", "pm": "±", "top": "T",
    "alpha": "α", "beta": "β", "gamma": "γ", "lambda": "λ", "mu": "μ", "pi": "π", "sigma": "σ", "theta": "θ",
    "left": "", "right": "", "big": "", "Big": "", "displaystyle": "", "quad": "  ", ",": " ", ";": " ", "!": "",
    " ": " ", "\\": " ", "{": "{", "}": "}", "%": "%", "_": "_", "$": "$",
}  # fmt: skip


def plain(source: str) -> str:
    """Return an author's `source` with its formulas in plain characters and without marks of emphasis."""
    text = _MATH.sub(lambda found: _formula(found.group(1)), source)
    return re.sub(r"\*\*([^*]+)\*\*|(?<![\w*])\*([^*\s][^*]*)\*(?![\w*])", lambda m: m[1] or m[2], text)


def _formula(tex: str) -> str:
    tex = re.sub(r"\\mathbb\s*\{?R\}?", "ℝ", tex)
    for _ in range(_ROUNDS):
        before = tex
        tex = _UPRIGHT.sub(r"\1", tex)
        tex = _SCRIPT.sub(lambda m: m[1] + _grouped(m[2]), tex)
        tex = _ROOT.sub(lambda m: "√" + _grouped(m[1]), tex)
        tex = _FRACTION.sub(lambda m: f"{_grouped(m[1])}/{_grouped(m[2])}", tex)
        if tex == before:
            break
    tex = _MACRO.sub(lambda m: _SIGNS.get(m[1], m[1] + " " if m[1].isalpha() else m[1]) + _space(m), tex)
    text = " ".join(tex.replace("{", "").replace("}", "").split())
    return re.sub(r"(?<=[⌊⌈(]) | (?=[⌋⌉)])", "", text)


def _grouped(inner: str) -> str:
    inner = inner.strip()
    return inner if re.fullmatch(r"\w+", inner) else f"({inner})"


def _space(macro: re.Match[str]) -> str:
    return " " if macro.group().endswith(" ") and macro[1] not in ("left", "right", "big", "Big") else ""
