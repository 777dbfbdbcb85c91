"""Names that an answer declares by using them: running symbols of sums, and abbreviations that it defines."""

from __future__ import annotations

import re

from grader.expressions.vocabulary import vocabulary

MAX_ABBREVIATIONS = 6

_DEFINIENDUM = re.compile(
    r"(?<![A-Za-z0-9_}])([A-Za-z](?:\s*_\s*(?:\{\s*[A-Za-z0-9]+\s*\}|[A-Za-z0-9]+))?'?)\s*&?\s*=(?!=)"
)
_SERIES = re.compile(r"sum|prod|[ΣΠ]|(?:Sum|Product)\[")
_BOUND = re.compile(
    r"(?:\\sum|\\prod|Σ|Π|\b(?:sum|prod|product))\s*(?:\\(?:no)?limits)?\s*(?:\^\s*(?:\{[^{}]*\}|\S)\s*)?_\s*[{(]?\s*([A-Za-z])\s*="
)
_BOUND_PYTHON = re.compile(r"\bfor\s+([a-z])\s+in\s+(?:range\b|(?=[\w(){}^*+ -]{1,40}:))")
_BOUND_MATHEMATICA = re.compile(r"\{\s*([A-Za-z])\s*,")


def abbreviations(text: str, symbols: tuple[str, ...]) -> frozenset[str]:
    """Undeclared names that the answer defines and uses: `… M_r M_c, where M_r = L_r - F_r + 1`."""
    if text.count("=") == 0:
        return frozenset()
    names = vocabulary(symbols)
    found = set()
    for match in _DEFINIENDUM.finditer(text):
        name = re.sub(r"[{}\s]", "", match[1])
        if name.rstrip("'").isidentifier() and names.cut(name) is None and name.replace("_", "") not in names:
            spelling = re.escape(match[1])
            if len(re.findall(rf"(?<![A-Za-z]){spelling}(?![A-Za-z0-9])", text)) > 1:
                found.add(name)
    return frozenset(found) if len(found) <= MAX_ABBREVIATIONS else frozenset()


def bound_symbols(text: str, symbols: tuple[str, ...]) -> tuple[str, ...]:
    """The running symbols of sums and products, which are declared by standing there."""
    if not _SERIES.search(text):
        return ()
    found = _BOUND.findall(text) + _BOUND_PYTHON.findall(text)
    if "Sum[" in text or "Product[" in text:
        found += _BOUND_MATHEMATICA.findall(text)
    return tuple(dict.fromkeys(name for name in found if name not in symbols))
