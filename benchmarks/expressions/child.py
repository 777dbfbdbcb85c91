"""One tool, answering cases in a process of its own: JSON lines in, `{"verdict", "seconds", "diagnosis"}` lines out.

    python child.py TOOL

TOOL is a key of `TOOLS`. The line "ready" comes once the tool is loaded and has answered one case. The reference is read
before the clock starts. Runs in the tool's own virtual environment, so nothing of ours is imported except by `ours`.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import time
from collections.abc import Callable
from functools import lru_cache
from typing import Any

Judge = Callable[[str], tuple[str, str | None]]

_SIGNS = str.maketrans({"·": "*", "×": "*", "−": "-", "–": "-", "÷": "/", "⋅": "*", "π": "pi", "√": "sqrt"})
_POWERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


def tidied(answer: str) -> str:
    """The same small clean-up for every peer: math delimiters, a closing full stop, signs and superscripts of Unicode."""
    text = re.sub(r"^\s*(?:\$+|\\\[|\\\(|`)|(?:\$+|\\\]|\\\)|`)\s*\.?\s*$", "", answer).strip()
    text = re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+", lambda found: "^{" + found[0].translate(_POWERS) + "}", text)
    return text.translate(_SIGNS)


def ours() -> Callable[[dict[str, Any]], Judge]:
    """xnn-grader: read, compare and, for a rejected answer, diagnose."""
    from grader.expressions import judge, reference

    def prepared(case: dict[str, Any]) -> Judge:
        wanted = reference(case["reference"], case["symbols"], even=case.get("even") or (), kind=case.get("kind"))

        def judged(answer: str) -> tuple[str, str | None]:
            found = judge(answer, wanted)
            return found.verdict, found.diagnosis.code if found.diagnosis else None

        return judged

    return prepared


@lru_cache(maxsize=4096)
def sympy_reference(text: str, symbols: tuple[str, ...]) -> Any:
    """The reference as a sympy expression over positive symbols (peers get it ready-made)."""
    import sympy

    names = {name: sympy.Symbol(name) for name in symbols}
    return sympy.sympify(text, locals={**names, "ceiling": sympy.ceiling, "factorial": sympy.factorial})


def math_verify() -> Callable[[dict[str, Any]], Judge]:
    """Math-Verify: `parse` and `verify`, the reference given as LaTeX."""
    import sympy
    from math_verify import parse, verify

    def prepared(case: dict[str, Any]) -> Judge:
        gold = parse(
            f"${sympy.latex(sympy_reference(case['reference'], tuple(case['symbols'])))}$", parsing_timeout=None
        )

        def judged(answer: str) -> tuple[str, str | None]:
            found = parse(f"${tidied(answer)}$", parsing_timeout=None)
            if not found:
                return "invalid", None
            return ("accept" if verify(gold, found, timeout_seconds=None) else "reject"), None

        return judged

    return prepared


def same(a: Any, b: Any) -> str:
    """Equality by sympy, as its users write it: simplify the difference."""
    import sympy

    if isinstance(a, tuple) or isinstance(b, tuple):
        both = isinstance(a, tuple | sympy.Tuple) and isinstance(b, tuple | sympy.Tuple) and len(a) == len(b)
        return "accept" if both and all(sympy.simplify(x - y) == 0 for x, y in zip(a, b, strict=True)) else "reject"
    return "accept" if sympy.simplify(a - b) == 0 else "reject"


def parse_latex() -> Callable[[dict[str, Any]], Judge]:
    """sympy's `parse_latex` (antlr), the reference sent through it as well."""
    import sympy
    from sympy.parsing.latex import parse_latex as parsed

    def prepared(case: dict[str, Any]) -> Judge:
        gold = parsed(sympy.latex(sympy_reference(case["reference"], tuple(case["symbols"]))))
        return lambda answer: (same(parsed(tidied(answer)), gold), None)

    return prepared


def parse_expr() -> Callable[[dict[str, Any]], Judge]:
    """sympy's `parse_expr` with implicit multiplication and `^` as a power. It runs what it reads as Python code."""
    import sympy
    from sympy.parsing import sympy_parser as parser

    rules = (
        *parser.standard_transformations,
        parser.convert_xor,
        parser.implicit_multiplication_application,
    )

    def prepared(case: dict[str, Any]) -> Judge:
        names = {name: sympy.Symbol(name) for name in case["symbols"]}
        gold = sympy_reference(case["reference"], tuple(case["symbols"]))
        return lambda answer: (same(parser.parse_expr(tidied(answer), names, rules), gold), None)

    return prepared


def mitx() -> Callable[[dict[str, Any]], Judge]:
    """mitx-grading-library: its FormulaGrader, which samples at random points with a tolerance."""
    from mitxgraders import FormulaGrader

    def prepared(case: dict[str, Any]) -> Judge:
        grader = FormulaGrader(answers=case["reference"].replace("**", "^"), variables=case["symbols"])
        return lambda answer: ("accept" if grader(None, tidied(answer))["ok"] else "reject", None)

    return prepared


TOOLS = {
    "ours": ours,
    "math_verify": math_verify,
    "parse_latex": parse_latex,
    "parse_expr": parse_expr,
    "mitx": mitx,
}


def answered(prepared: Callable[[dict[str, Any]], Judge], case: dict[str, Any]) -> dict[str, Any]:
    """Judge one case; whatever a tool raises counts as `invalid`, which is right for an answer that is wrong."""
    start = time.perf_counter()
    try:
        judged = prepared(case)
        start = time.perf_counter()
        verdict, diagnosis = judged(case["answer"])
    except Exception as error:
        verdict, diagnosis = "invalid", f"raised {type(error).__name__}"
    return {"verdict": verdict, "diagnosis": diagnosis, "seconds": time.perf_counter() - start}


def main() -> None:
    """Answer until the input ends."""
    answers = sys.stdout
    sys.stdout = sys.stderr  # what a tool prints is none of the protocol
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    prepared = TOOLS[sys.argv[1]]()
    first = answered(prepared, {"answer": "M*N", "reference": "N*M", "symbols": ["M", "N"]})
    print("ready", json.dumps(first), file=answers, flush=True)
    for line in sys.stdin:
        print(json.dumps(answered(prepared, json.loads(line))), file=answers, flush=True)


if __name__ == "__main__":
    main()
