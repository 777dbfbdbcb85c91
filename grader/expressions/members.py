"""From the tokens of a statement to the members of its chain: labels and words set aside, each member parsed."""

from __future__ import annotations

from contextlib import suppress

from grader.errors import ReadError
from grader.expressions import environments, piecewise, sentences
from grader.expressions.conditions import is_remark, without_condition
from grader.expressions.labels import (
    EQUALS,
    RELATIONS,
    Segment,
    segments_of,
    unread,
    without_labels,
    without_opening_words,
    without_poison,
)
from grader.expressions.literals import ShownDigits, literal_of
from grader.expressions.parser import Parser
from grader.expressions.reading import Alternative, Kind, Step, final_step
from grader.expressions.thousands import agree_with_chain
from grader.expressions.tokens import Token, has_value, joined
from grader.expressions.tree import Tree, mul, nodes, num, substitute, symbols_of
from grader.expressions.units import SMALL_UNITS
from grader.expressions.vocabulary import Vocabulary

#: Nodes of a formula with its definitions put in; members of one chain.
MAX_NODES = 1_500
MAX_CHAIN = 16
UNDECLARED = "is not one of the declared symbols"

_REACH = "It is not clear how far the words reach, and one way of reading them is right; brackets would settle it."
_ORDER = "The formula before the order is right, the order that counts is another one."
_UNITS = "The answer stands here in two units; which of them is asked for?"


class Members:
    """The chains of an answer as they are read, and what was set aside on the way.

    `last_counts`: what stands before the last member of a chain may be unreadable (see `reader.read`).
    """

    __slots__ = tuple(
        "aside chains claims defined definitions kind labels last_counts notes standing_in text vocabulary".split()
    )

    text: str
    vocabulary: Vocabulary
    defined: frozenset[str]  # names of abbreviations

    def __init__(self, kind: Kind, *, last_counts: bool) -> None:
        self.kind = kind
        self.last_counts = last_counts
        self.aside: list[str] = []
        self.notes: list[str] = []
        self.chains: list[list[Step]] = []
        self.claims: list[list[Step]] = []  # equalities beside the answer's own chains
        self.labels: list[str] = []
        self.definitions: dict[str, Tree] = {}
        self.standing_in: dict[str, Tree] = {}

    def statement(self, tokens: list[Token], offset: int, line: str, *, concludes: bool = False) -> None:
        """Read one statement of a line; `concludes`: it stands behind "so" and is no remark if it has a value."""
        continues = tokens[0][0] == "op" and tokens[0][1] in EQUALS
        if self.chains and is_remark(tokens):
            if concludes and has_value(tokens) and all(token[1] not in RELATIONS for token in tokens):
                raise ReadError("a second formula stands in the conclusion; write one", tokens[0][2])
            self.aside.append(joined(tokens))
            return
        tokens = sentences.after_heading(tokens, self.aside, numbers=self.kind == "numeric")
        tokens = without_condition(sentences.main_clause(tokens, self.aside), self.aside)
        label, segments = self._labelled(segments_of(tokens), continues)
        steps = self._steps(segments, line)
        if steps:
            self.add(label, steps, offset, continues)

    def add_cases(self, cases: list[piecewise.Case], offset: int) -> None:
        (value, condition), *others = cases
        _, segments = self._labelled(segments_of(value), False)
        if len(segments) != 1:
            raise ReadError("a relation stands in the first case; one value is wanted", value[0][2])
        value = without_opening_words(segments[0][1], self.aside)
        tree = environments.tree_of([(value, condition), *others], self.notes)
        self.add("", [Step(tree, None, False, 0)], offset, False)

    def define(self, tokens: list[Token], line: str) -> None:
        """Take in what an abbreviation stands for: `M_r = L_r - F_r + 1` beside a formula in M_r."""
        if tokens[-1][1] == ")" and not any(token[1] == "(" for token in tokens):
            tokens = tokens[:-1]  # the bracket of "(where … = …)"
        steps = self._steps(segments_of(tokens[2:]), line, all_count=True)
        if steps:
            name = tokens[0][1]
            if name in self.definitions:  # said twice: the two must agree
                self.claims.append([Step(self.definitions[name], None, False, 0), steps[-1]])
            self.definitions[name] = steps[-1].tree
            self.aside.append(joined(tokens))

    def add(self, label: str, steps: list[Step], offset: int, continues: bool) -> None:
        """Put the members of a chain into the answer: behind the last one, or as a chain of their own."""
        growth = self.kind == "proportional"
        if self.chains and steps[-1].order and not growth:  # "so O(N^2)" says less than what it follows
            return
        for step in steps:
            step.start += offset
        if self.chains and (continues or (label and label in self.labels)):
            self.chains[-1].extend(steps)
            steps = self.chains[-1]
        else:
            self.chains.append(steps)
        self.labels.append(label)
        if self.kind == "numeric" and len(steps) > 1 and not self.vocabulary.names:
            agree_with_chain(steps, self.text, self.notes)
        if len(steps) > MAX_CHAIN or len(self.chains) > MAX_CHAIN:
            raise ReadError(
                f"more than {MAX_CHAIN} formulas stand here; give the last steps only", steps[-1].start - offset
            )

    def _labelled(self, segments: list[Segment], continues: bool) -> tuple[str, list[Segment]]:
        bare_numbers = self.kind == "numeric" and not self.vocabulary.names
        return without_labels(segments, self.aside, continues=continues, bare_numbers=bare_numbers)

    def _steps(self, segments: list[Segment], line: str, *, all_count: bool = False) -> list[Step]:
        steps = []
        for index, (relation, segment) in enumerate(segments):
            if (relation or len(segments) > 1) and sentences.is_in_words(segment):
                self.aside.append(without_poison(segment))
                continue
            said = len(self.aside)
            try:
                tokens = without_opening_words(segment, self.aside)
                steps += [self.step(tokens, relation == "≈", line)] if tokens else []
            except ReadError:
                if not self.last_counts or all_count or index == len(segments) - 1:
                    raise
                self.aside[said:] = [unread(segment, first=index == 0)]
        return steps

    def step(self, tokens: list[Token], approximate: bool, line: str) -> Step:
        parser = Parser(tokens, self.notes, remarks=self.last_counts)
        tree = parser.formula()
        self.aside += parser.aside
        step = Step(tree, literal_of(tokens, line), approximate, tokens[0][2], parser.order)
        step.unit = " ".join(parser.aside)
        if parser.unclear:
            with suppress(ReadError):
                step.other = Alternative(Parser(tokens, [], wide=True).formula(), "" if parser.commented else _REACH)
        return step

    def resolved(self, tree: Tree) -> Tree:
        """Put definitions in for abbreviations, one inside another up to three deep."""
        for _ in range(3):
            tree = substitute(tree, {**self.definitions, **self.standing_in})
            if sum(1 for _ in nodes(tree)) > MAX_NODES:
                raise ReadError("the definitions make the formula too long to be read")
        open_names = symbols_of(tree) & self.defined
        if open_names:
            raise ReadError(f"{min(open_names)} {UNDECLARED}")
        return tree

    def final_step(self) -> Step:
        """The member of the last chain that counts; how a quantity grows is said by the order at its end."""
        chain = self.chains[-1]
        step = final_step(chain)
        if self.kind == "proportional" and chain[-1].order and chain[-1] is not step:
            chain[-1].other = Alternative(step.tree, _ORDER)
            return chain[-1]
        elsewhere = [each for each in chain if each.unit and step.unit and each.unit != step.unit]
        unit = step.unit.partition(" ")[0]
        if unit in SMALL_UNITS and step.other is None and not self.vocabulary.names:
            factor = SMALL_UNITS[unit]
            shown = step.literal
            literal = ShownDigits(shown.significant, shown.half_step * factor) if shown is not None else None
            step.other = Alternative(mul(step.tree, num(factor)), "", literal)
        if elsewhere and step.other is None:
            step.other = Alternative(elsewhere[0].tree, _UNITS)
        return step
