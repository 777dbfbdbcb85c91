"""What an answer says, once it is read: the formula that counts, the chains it stands in, and what was set aside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from grader.expressions.literals import ShownDigits
from grader.expressions.tree import Tree

#: What is expected; `proportional`: how a quantity grows, whatever its constant factor.
Kind = Literal["symbolic", "numeric", "dims", "proportional"]


class Step:
    """One member of a chain: its tree, its literal if it is one, and whether ≈ stands before it."""

    __slots__ = ("approximate", "literal", "order", "other", "start", "tree")

    def __init__(
        self, tree: Tree, literal: ShownDigits | None, approximate: bool, start: int, order: bool = False
    ) -> None:
        self.tree = tree
        self.literal = literal
        self.approximate = approximate
        self.start = start
        self.order = order
        self.other: Tree | None = None  # what it says if its words reach as far as they can


_UNCLEAR_WORDS = (
    "It is not clear how far the words reach, and one way of reading them is right; brackets would settle it."
)


class Reading:
    """What an answer says. `trees` holds one tree, or one a dimension; `chains` the equalities to be checked.

    `order`: the answer names an order of growth (O(…), "proportional to …"), not a value. `aside`: words set aside.
    `other`: a second meaning that the answer can have, as words of unclear reach ("the square root of a + b") or a
    letter that is a scale or a unit ("615 kB") have; `unclear` says so, "" where either may be taken for granted.
    """

    __slots__ = tuple("approximate aside chains kind literal notes order other text trees unclear".split())

    def __init__(
        self,
        text: str,
        kind: Kind,
        trees: tuple[Tree, ...],
        *,
        literal: ShownDigits | None = None,
        approximate: bool = False,
        order: bool = False,
        other: Tree | None = None,
        unclear: str = "",
        chains: Sequence[list[Step]] = (),
        notes: Sequence[str] = (),
        aside: Sequence[str] = (),
    ) -> None:
        self.text = text
        self.kind = kind
        self.trees = trees
        self.literal = literal
        self.approximate = approximate
        self.order = order
        self.other = other
        self.unclear = unclear or _UNCLEAR_WORDS
        self.chains = list(chains)
        self.notes = list(notes)
        self.aside = list(aside)

    @property
    def tree(self) -> Tree:
        """The tree of a formula or number."""
        return self.trees[0]

    @property
    def mathml(self) -> str:
        """The reading as a MathML element."""
        from grader.expressions.render import mathml

        return mathml(self.trees)

    @property
    def read_as(self) -> str:
        """The reading in plain notation, with what was set aside."""
        from grader.expressions.render import plain

        shown = plain(self.trees[0]) if self.kind != "dims" else " × ".join(plain(tree) for tree in self.trees)
        if self.order:
            shown = f"of order {shown}"
        return f'{shown} (set aside: "{" ".join(self.aside)}")' if self.aside else shown


def final_step(chain: list[Step]) -> Step:
    """The member of a chain that counts: the last one before an ≈ or an order makes it less exact."""
    final = chain[0]
    for step in chain[1:]:
        if step.approximate or step.order:
            break
        final = step
    return final
