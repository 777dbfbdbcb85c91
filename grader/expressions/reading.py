"""What an answer says, once it is read: the formula that counts, the chains it stands in, and what was set aside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from grader.expressions.literals import ShownDigits
from grader.expressions.tree import Tree

#: What is expected; `proportional`: how a quantity grows, whatever its constant factor.
Kind = Literal["symbolic", "numeric", "dims", "proportional"]
#: What an order of growth says: O(…) holds up to lower terms, "proportional to …" up to a factor, "" is a value.
Order = Literal["", "bound", "proportional"]


#: Why the line before the last one may be what is meant.
REMARK = "The last line may be a remark on the one before it, which is right."


class Alternative(NamedTuple):
    """A second meaning of an answer; `unclear` says so to a person, "" where either may be taken for granted."""

    tree: Tree
    unclear: str
    literal: ShownDigits | None = None


class Step:
    """One member of a chain: its tree, its literal if it is one, and whether ≈ stands before it.

    `unit`: what was set aside beside it ("bits").
    """

    __slots__ = ("approximate", "literal", "order", "other", "start", "tree", "unit")

    def __init__(
        self, tree: Tree, literal: ShownDigits | None, approximate: bool, start: int, order: Order = ""
    ) -> None:
        self.tree = tree
        self.literal = literal
        self.approximate = approximate
        self.start = start
        self.order = order
        self.other: Alternative | None = None
        self.unit = ""


class Reading:
    """What an answer says. `trees` holds one tree, or one a dimension; `chains` the equalities to be checked.

    `order`: the answer names an order of growth (O(…), "proportional to …"), not a value. `aside`: words set aside.
    `other`: a second meaning, as words of unclear reach ("the square root of a + b") or a letter that is a scale or a
    unit ("615 kB") have it.
    """

    __slots__ = tuple("approximate aside chains kind literal notes order other text trees".split())

    def __init__(
        self,
        text: str,
        kind: Kind,
        trees: tuple[Tree, ...],
        *,
        literal: ShownDigits | None = None,
        approximate: bool = False,
        order: Order = "",
        other: Alternative | None = None,
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
