"""From an answer as typed to its reading: lines, chains of equalities, and the formula that counts.

`read` never drops anything quietly: labels, units and words that were set aside, and every choice that was made, stand
in the reading's `aside` and `notes`.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from grader.errors import ReadError
from grader.expressions import environments, piecewise, sentences, verbal, whole_numbers, words, wrappings
from grader.expressions.abbreviations import abbreviations, bound_symbols
from grader.expressions.brackets import unwrapped
from grader.expressions.cancelled import refuse_changes
from grader.expressions.characters import Characters
from grader.expressions.conditions import is_remark, without_condition
from grader.expressions.dimensions import dimensions_of
from grader.expressions.labels import (
    EQUALS,
    Segment,
    is_formula_alone,
    is_words_alone,
    parted_at_growth,
    segments_of,
    statements_of,
    unread,
    without_labels,
    without_opening_words,
    without_poison,
)
from grader.expressions.lexer import Lexer
from grader.expressions.lines import as_one, is_prose, lines_of, unquoted, with_continuations
from grader.expressions.literals import literal_of
from grader.expressions.notation import strip_styles
from grader.expressions.origins import characters_of
from grader.expressions.parser import Parser
from grader.expressions.reading import Alternative, Kind, Order, Reading, Step, final_step
from grader.expressions.remarks import is_harmless, opens_a_calculation, says_what_for, takes_back, what_counts
from grader.expressions.thousands import agree_with_chain
from grader.expressions.tokens import Scale, Token, joined
from grader.expressions.tree import Tree, nodes, num, substitute, symbols_of
from grader.expressions.typesetting import plainly_set
from grader.expressions.vocabulary import vocabulary

MAX_CHARACTERS = 2_000
#: Nodes of a formula with its definitions put in; members of one chain.
MAX_NODES = 1_500
MAX_CHAIN = 16
#: What a style such as \\boxed leaves around a line.
_BRACES = frozenset({"{"})
_REACH = "It is not clear how far the words reach, and one way of reading them is right; brackets would settle it."
_REMARK = "The last line may be a remark on the one before it, which is right."
_ORDER = "The formula before the order is right, the order that counts is another one."
_UNITS = "The answer stands here in two units; which of them is asked for?"
_SCALE_OR_UNIT = (
    "It is not clear whether the letters behind the number multiply it; as a part of the unit they are right."
)
_UNDECLARED = "is not one of the declared symbols"


def read(text: str, symbols: Sequence[str] = (), kind: Kind = "symbolic", *, last_counts: bool = False) -> Reading:
    """Read a student's answer over the declared `symbols`.

    `kind` tells what is expected: a formula, a number, or dimensions (where `x`, `×`, `by` and commas part them).
    `last_counts`: members, statements and lines before the last are set aside where they cannot be read, and remarks in
    brackets. What is read so may be accepted, but nobody should be marked wrong for it.
    Raises ReadError with a column of `text` where the answer cannot be read.
    """
    if len(text) > MAX_CHARACTERS:
        raise ReadError(f"the answer is {len(text)} characters long; at most {MAX_CHARACTERS} are read")
    characters = Characters(text, None)
    struck: list[str] = []
    try:
        characters = characters_of(text, symbols, struck)
        reading = _Reader(text, characters.text, tuple(symbols), kind, last_counts=last_counts).run()
        if "cancel" in characters.text:
            refuse_changes(
                characters.text, reading.trees, lambda left: _Reader(text, left, tuple(symbols), kind).run().trees
            )
        scale = next((note for note in reading.notes if isinstance(note, Scale)), None)
        if scale is not None:
            with suppress(ReadError):
                unscaled = _Reader(text, characters.text, tuple(symbols), kind, scaled=False).run().tree
                reading.other = Alternative(unscaled, "" if scale.prefix == "B" else _SCALE_OR_UNIT)
        if reading.other is None and kind != "dims" and whole_numbers.divides_whole(characters.text):
            with suppress(ReadError):
                reading.other = Alternative(whole_numbers.dropping_rests(reading.tree, characters.text), "")
        reading.aside[:0] = struck
        return reading
    except ReadError as error:
        column = None if error.column is None else characters.column(error.column)
        message = str(error)
        if message.endswith(_UNDECLARED) and 0 < len(symbols) <= 8:
            message += f" ({', '.join(symbols)})"
        raise ReadError(message, column, error.code) from None


class _Reader:
    """One answer being read."""

    __slots__ = (
        "aside",
        "chains",
        "claims",
        "defined",
        "definitions",
        "kind",
        "labels",
        "last_counts",
        "marked",
        "notes",
        "scaled",
        "standing_in",
        "text",
        "typed",
        "vocabulary",
    )

    def __init__(
        self,
        typed: str,
        text: str,
        symbols: tuple[str, ...],
        kind: Kind,
        *,
        scaled: bool = True,
        last_counts: bool = False,
    ) -> None:
        self.typed = typed
        self.last_counts = last_counts
        self.scaled = scaled
        self.aside: list[str] = []
        text = wrappings.taken_off(text, symbols, self.aside, listed=kind == "dims")
        self.marked = text
        self.kind = kind
        text = plainly_set(words.without_contractions(text), symbols)
        self.text = strip_styles(text)
        bound = bound_symbols(text, symbols)
        self.defined = (
            abbreviations(self.text, symbols + bound) if kind in ("symbolic", "proportional") else frozenset()
        )
        self.definitions: dict[str, Tree] = {}
        self.standing_in: dict[str, Tree] = {}
        stand_ins = environments.STAND_INS if "\\begin" in text else ()
        self.vocabulary = vocabulary(symbols + bound + tuple(sorted(self.defined)) + stand_ins)
        self.notes: list[str] = []
        self.chains: list[list[Step]] = []
        self.claims: list[list[Step]] = []  # equalities beside the answer's own chains
        self.labels: list[str] = []

    def run(self) -> Reading:
        if self.kind != "dims":
            self.text, self.standing_in = environments.taken_out(self.marked, self.text, self.vocabulary, self.notes)
        lines = lines_of(unquoted(self.text))
        if not lines:
            raise ReadError("the answer is empty")
        if (value := verbal.value_of(self.text, self.kind)) is not None:
            note = f'read "{self.text.strip()}" as {"constant" if value else 0}'
            order: Order = "proportional" if self.kind == "proportional" else ""
            return Reading(self.typed, self.kind, (num(value),), order=order, notes=[note])
        if len(lines) > 1 and self.kind != "dims" and all(piecewise.says_cases(line) for _, line in lines):
            lines = [as_one(lines)]
        if self.kind == "dims":
            trees = dimensions_of(lines, self.vocabulary, self.notes, self.aside)
            return Reading(self.typed, "dims", trees, notes=self.notes, aside=self.aside)
        fault = self._read_lines(lines)
        if not self.chains and self.definitions:
            self.chains.append([Step(self.definitions.popitem()[1], None, False, 0)])
        if not self.chains:
            raise fault or ReadError("no formula stands here")
        if self.defined or self.standing_in:
            for chain in (*self.chains, *self.claims):
                for step in chain:
                    step.tree = self._resolved(step.tree)
                    if step.other is not None:
                        step.other = Alternative(self._resolved(step.other.tree), step.other.unclear)
        step = self._final_step()
        if len(self.chains) > 1 and step.other is None and says_what_for(lines[-1][1]):
            step.other = Alternative(final_step(self.chains[-2]).tree, _REMARK)
        return Reading(
            self.typed,
            self.kind,
            (step.tree,),
            literal=step.literal,
            approximate=step.approximate,
            order=step.order,
            other=step.other,
            chains=[*self.claims, *self.chains],
            notes=self.notes,
            aside=self.aside,
        )

    def _final_step(self) -> Step:
        """The member of the last chain that counts; how a quantity grows is said by the order at its end."""
        chain = self.chains[-1]
        step = final_step(chain)
        if self.kind == "proportional" and chain[-1].order and chain[-1] is not step:
            chain[-1].other = Alternative(step.tree, _ORDER)
            return chain[-1]
        elsewhere = [each for each in chain if each.unit and step.unit and each.unit != step.unit]
        if elsewhere and step.other is None:
            step.other = Alternative(elsewhere[0].tree, _UNITS)
        return step

    def _read_lines(self, lines: list[tuple[int, str]]) -> ReadError | None:
        """Read each line; return what was wrong with the last one in words that was set aside."""
        last: ReadError | None = None
        if self.last_counts:
            lines = with_continuations(lines)
        for index, (offset, line) in enumerate(lines):
            final = index == len(lines) - 1
            try:
                self._line(offset, line)
            except ReadError as error:
                if error.column is not None:
                    error.column += offset
                if self.last_counts and not final and "=" in line and not takes_back(line):
                    self.aside.append(line.strip())
                    continue
                if not is_prose(line) or (final and not self.chains):
                    raise
                if (final and not is_harmless(line, self.vocabulary)) or takes_back(line):
                    raise
                last = error
                self.aside.append(line.strip())
        return last

    def _line(self, offset: int, line: str) -> None:
        if self.last_counts:
            line, remark = what_counts(line)
            self.aside += [remark] if remark else []
        tokens = self._tokens(line)
        if not tokens:
            return
        if self.kind == "proportional":
            tokens = parted_at_growth(tokens)
        if is_formula_alone(tokens):
            self._add("", [self._step(tokens, False, line)], offset, False)
            return
        if piecewise.may_say_cases(tokens) and (cases := piecewise.cases_of(tokens)):
            self._add_cases(cases, offset)
            return
        if is_words_alone(tokens):
            self.aside.append(without_poison(tokens))
            return
        parts = statements_of(tokens, self.defined)
        for index, part in enumerate(parts):
            if part[0][1] in self.defined and len(part) > 2 and part[1][1] == "=":
                self._define(part, line)
                continue
            said = len(self.aside)
            try:
                self._statement(part, offset, line)
            except ReadError:
                if not self.last_counts or index == len(parts) - 1:
                    raise
                self.aside[said:] = [unread(part)]

    def _tokens(self, line: str) -> list[Token]:
        lexer = Lexer(line, self.vocabulary, numeric=self.kind == "numeric", scaled=self.scaled)
        try:
            tokens = lexer.run()
        except ReadError:
            member = line.rfind("=") + 1 if self.last_counts and opens_a_calculation(line) else 0
            if not member or takes_back(line):
                raise
            self.aside.append(line[:member].strip())
            return self._tokens(" " * member + line[member:])
        self.notes += lexer.notes
        return unwrapped(tokens, _BRACES)

    def _add_cases(self, cases: list[piecewise.Case], offset: int) -> None:
        (value, condition), *others = cases
        _, segments = self._labelled(segments_of(value), False)
        if len(segments) != 1:
            raise ReadError("a relation stands in the first case; one value is wanted", value[0][2])
        value = without_opening_words(segments[0][1], self.aside)
        self._add(
            "", [Step(environments.tree_of([(value, condition), *others], self.notes), None, False, 0)], offset, False
        )

    def _define(self, tokens: list[Token], line: str) -> None:
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

    def _resolved(self, tree: Tree) -> Tree:
        """Put definitions in for abbreviations, one inside another up to three deep."""
        for _ in range(3):
            tree = substitute(tree, {**self.definitions, **self.standing_in})
            if sum(1 for _ in nodes(tree)) > MAX_NODES:
                raise ReadError("the definitions make the formula too long to be read")
        open_names = symbols_of(tree) & self.defined
        if open_names:
            raise ReadError(f"{min(open_names)} {_UNDECLARED}")
        return tree

    def _statement(self, tokens: list[Token], offset: int, line: str) -> None:
        continues = tokens[0][0] == "op" and tokens[0][1] in EQUALS
        if self.chains and is_remark(tokens):
            self.aside.append(joined(tokens))
            return
        tokens = sentences.after_heading(tokens, self.aside, numbers=self.kind == "numeric")
        tokens = without_condition(sentences.main_clause(tokens, self.aside), self.aside)
        label, segments = self._labelled(segments_of(tokens), continues)
        steps = self._steps(segments, line)
        if steps:
            self._add(label, steps, offset, continues)

    def _add(self, label: str, steps: list[Step], offset: int, continues: bool) -> None:
        """Put the members of a chain into the answer: behind the last one, or as a chain of their own."""
        if (
            self.chains and steps[-1].order and self.kind != "proportional"
        ):  # "so O(N^2)" says less than what it follows
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
                steps += [self._step(tokens, relation == "≈", line)] if tokens else []
            except ReadError:
                if not self.last_counts or all_count or index == len(segments) - 1:
                    raise
                self.aside[said:] = [unread(segment, first=index == 0)]
        return steps

    def _step(self, tokens: list[Token], approximate: bool, line: str) -> Step:
        parser = Parser(tokens, self.notes, remarks=self.last_counts)
        tree = parser.formula()
        self.aside += parser.aside
        step = Step(tree, literal_of(tokens, line), approximate, tokens[0][2], parser.order)
        step.unit = " ".join(parser.aside)
        if parser.unclear:
            with suppress(ReadError):
                step.other = Alternative(Parser(tokens, [], wide=True).formula(), "" if parser.commented else _REACH)
        return step
