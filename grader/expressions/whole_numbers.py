"""Values declared as whole numbers: there `/` divides whole numbers, and what is left over is dropped."""

from __future__ import annotations

import re

from grader.errors import ReadError
from grader.expressions.library import whole_part
from grader.expressions.patterns import later
from grader.expressions.tree import MAX_TWICE, Tree, larger_than, symbols_of

_TYPE = (
    r"(?:(?:unsigned|signed)\s+)?(?:int|long\s+long\s+int|long\s+long|long\s+int|long|short|byte|"
    r"u?int(?:8|16|32|64)(?:_t)?|s?size_t|ptrdiff_t)|unsigned|uint|ulong"
)
_LATER_TYPE = r"(?:Int|Long|UInt|int|uint|[iu](?:8|16|32|64|128|size)|u?int(?:8|16|32|64))"
_KEPT = r"(?:(?:const|final|static|constexpr|public|private|inline|var|let|val|mut)\s+)*"
#: A declaration's words before the name; C, C++, Java, C# and Go write the type there.
TYPED_FIRST = later(
    rf"^[ \t]*{_KEPT}(?:std::)?(?:{_TYPE})\s+(?:const\s+)?(?=[A-Za-z_]\w*\s*(?:=(?!=)|\())", re.MULTILINE
)
#: Rust, Kotlin, Swift and Go's `var` write it behind the name.
_TYPED_LATER = later(
    rf"^[ \t]*(?:const|static|var|let|val)\s+(?:mut\s+)?[A-Za-z_]\w*(?:\s*:\s*|\s+){_LATER_TYPE}\s*=(?!=)", re.MULTILINE
)
#: "long answer = n/2"
_ENGLISH = frozenset("long short byte".split())
#: One value of several is declared as no whole number; it may be the one that counts.
_TYPED_REAL = later(
    r"\b(?:double|float|Double|Float|f64|f32|float64|float32)\s+[A-Za-z_]\w*\s*[=(]|:\s*(?:f64|f32|Double|Float)\s*="
)
_REAL = later(r"\d\.|\.\d|double|float|Float|Double|f64|f32|[eE]-?\d|decimal")
#: In these languages their values are no whole numbers by type.
_REAL_FUNCTIONS = later(r"pow|floor|ceil")
_KEEP_WHOLE = frozenset("add mul neg mod min max abs fact binom".split())


def divides_whole(text: str) -> bool:
    """Whether the value of an answer is declared with a type of whole numbers."""
    if "=" not in text and "return" not in text:
        return False
    typed = TYPED_FIRST.search(text) or _TYPED_LATER.search(text)
    if typed is None or (typed[0].split()[0] in _ENGLISH and ";" not in text):
        return False
    return _TYPED_REAL.search(text) is None


def dropping_rests(tree: Tree, text: str) -> Tree:
    """The tree with each quotient of whole numbers cut, and the whole value cut, as the declaration in `text` has it.

    Raises ReadError where it would become too long, and for a number that is written with decimals.
    """
    if larger_than(tree, MAX_TWICE):
        raise ReadError("the formula is too long to be read with division of whole numbers")
    if _REAL.search(text):
        if not symbols_of(tree):
            raise ReadError("a decimal is no whole number")
    else:
        tree = _cut(tree, _KEEP_WHOLE | ({"pow"} if _REAL_FUNCTIONS.search(text) is None else frozenset()), False)[0]
    if larger_than(tree, MAX_TWICE):
        raise ReadError("the formula is too long to be read with division of whole numbers")
    return whole_part(tree, negated=False)


def _cut(tree: Tree, keep_whole: frozenset[str], negated: bool) -> tuple[Tree, bool]:
    """The tree with its quotients cut, and whether it is a whole number by type."""
    if tree.op == "sym" or (tree.op == "num" and isinstance(tree.value, int)):
        return tree, True
    if tree.op in ("sum", "prod", "if"):
        return tree, False
    pairs = [_cut(arg, keep_whole, negated != (tree.op == "neg")) for arg in tree.args]
    made = Tree(tree.op, tuple(arg for arg, _ in pairs), tree.value) if pairs else tree
    whole = all(is_whole for _, is_whole in pairs) and bool(pairs)
    if tree.op == "div" and whole:
        return whole_part(made, negated=negated), True
    if tree.op in ("floor", "ceil"):
        return made, "pow" in keep_whole
    return made, whole and tree.op in keep_whole
