"""Names that an answer declares by using them: running symbols of sums, and abbreviations that it defines."""

from __future__ import annotations

import re

from grader.expressions.patterns import later
from grader.expressions.vocabulary import vocabulary

MAX_ABBREVIATIONS = 6

_DEFINIENDUM = later(
    r"(?<![A-Za-z0-9_}])([A-Za-z](?:\s*_\s*(?:\{\s*[A-Za-z0-9]+\s*\}|[A-Za-z0-9]+))?'?)\s*&?\s*:?=(?!=)"
)
_CONCLUDES = later(r"\b(?:so|hence|thus|therefore|then)\s*[,:$]*\s*$", re.IGNORECASE)
_SERIES = ("sum", "prod", "Σ", "Π", "Sum[", "Product[")
_BOUND = later(
    r"(?:\\sum|\\prod|Σ|Π|\b(?:sum|prod|product))\s*(?:\\(?:no)?limits)?\s*(?:\^\s*(?:\{[^{}]*\}|\S)\s*)?_\s*[{(]?\s*([A-Za-z])\s*="
)
_BOUND_PYTHON = later(r"\bfor\s+([a-z])\s+in\s+(?:range\b|(?=[\w(){}^*+ -]{1,40}:))")
_BOUND_MATHEMATICA = later(r"\{\s*([A-Za-z])\s*,")


def abbreviations(text: str, symbols: tuple[str, ...]) -> frozenset[str]:
    """Undeclared names that the answer defines and uses: `… M_r M_c, where M_r = L_r - F_r + 1`."""
    if text.count("=") == 0:
        return frozenset()
    names = vocabulary(symbols)
    found = set()
    for match in _DEFINIENDUM.finditer(text):
        name = re.sub(r"[{}\s]", "", match[1])
        cut = names.cut(name)
        own = cut is None or (cut.other_case and len(name) == 1)  # "h = H - k + 1"
        concluded = _CONCLUDES.search(text, max(0, match.start() - 20), match.start()) is not None
        if not concluded and name.rstrip("'").isidentifier() and own and name.replace("_", "") not in names:
            spelling = re.escape(match[1])
            if len(re.findall(rf"(?<![A-Za-z]){spelling}(?![A-Za-z0-9_])", text)) > 1 or _in_a_run(name, text, symbols):
                found.add(name)
    return frozenset(found) if len(found) <= MAX_ABBREVIATIONS else frozenset()


def _in_a_run(name: str, text: str, symbols: tuple[str, ...]) -> bool:
    """Whether a name stands in a run of declared letters, as the q of `npq`."""
    runs = {run for run in re.findall(r"[A-Za-z]{2,8}", text) if name in run}
    return bool(runs) and any(vocabulary((*symbols, name)).cut(run) is not None for run in runs)


def bound_symbols(text: str, symbols: tuple[str, ...]) -> tuple[str, ...]:
    """The running symbols of sums and products, which are declared by standing there."""
    if not any(mark in text for mark in _SERIES):
        return ()
    found = _BOUND.findall(text) + _BOUND_PYTHON.findall(text)
    if "Sum[" in text or "Product[" in text:
        found += _BOUND_MATHEMATICA.findall(text)
    return tuple(dict.fromkeys(name for name in found if name not in symbols))
