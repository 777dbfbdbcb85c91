"""From an answer as typed to its reading: lines, chains of equalities, and the formula that counts.

`read` never drops anything quietly: labels, units and words that were set aside, and every choice that was made, stand
in the reading's `aside` and `notes`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

from grader.errors import ReadError
from grader.expressions import environments, piecewise, verbal, whole_numbers, words, wrappings
from grader.expressions.abbreviations import abbreviations, bound_symbols
from grader.expressions.brackets import unwrapped
from grader.expressions.cancelled import refuse_changes
from grader.expressions.characters import Characters, normalise
from grader.expressions.labels import (
    is_formula_alone,
    is_words_alone,
    statements_of,
    unread,
    without_poison,
)
from grader.expressions.lexer import Lexer
from grader.expressions.lines import as_one, is_prose, lines_of, unquoted, with_continuations
from grader.expressions.members import UNDECLARED, Members
from grader.expressions.notation import strip_styles
from grader.expressions.origins import characters_of
from grader.expressions.patterns import later
from grader.expressions.reading import REMARK, Alternative, Kind, Order, Reading, Step, final_step
from grader.expressions.remarks import is_harmless, opens_a_calculation, says_what_for, takes_back, what_counts
from grader.expressions.spoken_relations import parted_at_growth, with_approximations, without_times_sign
from grader.expressions.tokens import Scale, Token
from grader.expressions.tree import num
from grader.expressions.typesetting import plainly_set
from grader.expressions.vocabulary import vocabulary

MAX_CHARACTERS = 2_000
#: What a formula alone in letters, digits and the plain signs does not have: words, commands, relations, code.
_SPECIAL = later(r"[^A-Za-z0-9_ +\-*/^().,{}]|[a-z]{3}|//|\d[fFlLuU]|(?<![_^])\{|[A-Za-z]\.")
#: What a style such as \\boxed leaves around a line.
_BRACES = frozenset({"{"})
_SCALE_OR_UNIT = (
    "It is not clear whether the letters behind the number multiply it; as a part of the unit they are right."
)


def read(
    text: str,
    symbols: Sequence[str] = (),
    kind: Kind = "symbolic",
    *,
    last_counts: bool = False,
    billions: bool = True,
) -> Reading:
    """Read a student's answer over the declared `symbols`.

    `kind` tells what is expected: a formula, a number, or dimensions (where `x`, `×`, `by` and commas part them).
    `last_counts`: members, statements and lines before the last are set aside where they cannot be read, and remarks in
    brackets. What is read so may be accepted, but nobody should be marked wrong for it. `billions`: B behind a number
    multiplies it; else it is the unit byte.
    Raises ReadError with a column of `text` where the answer cannot be read.
    """
    if len(text) > MAX_CHARACTERS:
        raise ReadError(f"the answer is {len(text)} characters long; at most {MAX_CHARACTERS} are read")
    characters = Characters(text, None)
    struck: list[str] = []
    plain = _SPECIAL.search(text) is None
    try:
        characters = normalise(text) if plain else characters_of(text, symbols, struck)
        read_as = partial(
            _Reader,
            text,
            symbols=tuple(symbols),
            kind=kind,
            last_counts=last_counts,
            billions=billions,
            plain=plain,
        )
        reading = read_as(characters.text).run()
        if plain and kind != "numeric":
            return reading
        if "cancel" in characters.text:
            refuse_changes(characters.text, reading.trees, lambda left: read_as(left).run().trees)
        _take_alternative(reading, characters.text, read_as)
        reading.aside[:0] = struck
        return reading
    except ReadError as error:
        column = None if error.column is None else characters.column(error.column)
        message = str(error)
        if message.endswith(UNDECLARED) and 0 < len(symbols) <= 8:
            message += f" ({', '.join(symbols)})"
        raise ReadError(message, column, error.code) from None


def _take_alternative(reading: Reading, text: str, read_as: Callable[..., _Reader]) -> None:
    """Give the reading its second meaning: a letter that is a unit and no scale, a division of whole numbers."""
    scale = next((note for note in reading.notes if isinstance(note, Scale)), None)
    if scale is not None and reading.other is None:
        with suppress(ReadError):
            unscaled = read_as(text, scaled=False).run().tree
            reading.other = Alternative(unscaled, "" if scale.prefix == "B" else _SCALE_OR_UNIT)
    if reading.other is None and reading.kind != "dims" and whole_numbers.divides_whole(text):
        with suppress(ReadError):
            reading.other = Alternative(whole_numbers.dropping_rests(reading.tree, text), "")


class _Reader(Members):
    """One answer being read."""

    __slots__ = ("billions", "marked", "scaled", "typed")

    def __init__(
        self,
        typed: str,
        text: str,
        symbols: tuple[str, ...],
        kind: Kind,
        *,
        scaled: bool = True,
        billions: bool = True,
        last_counts: bool = False,
        plain: bool = False,
    ) -> None:
        super().__init__(kind, last_counts=last_counts)
        self.typed = typed
        self.scaled = scaled
        self.billions = billions
        if not plain:
            text = wrappings.taken_off(text, symbols, self.aside, listed=kind == "dims")
        self.marked = text
        if not plain:
            text = plainly_set(words.in_plain_words(text), symbols)
        self.text = text if plain else strip_styles(text)
        bound = () if plain else bound_symbols(text, symbols)
        self.defined = (
            abbreviations(self.text, symbols + bound) if kind in ("symbolic", "proportional") else frozenset()
        )
        stand_ins = environments.STAND_INS if "\\begin" in text else ()
        self.vocabulary = vocabulary(symbols + bound + tuple(sorted(self.defined)) + stand_ins)

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
            from grader.expressions.dimensions import dimensions_of

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
                    step.tree = self.resolved(step.tree)
                    if step.other is not None:
                        step.other = Alternative(self.resolved(step.other.tree), step.other.unclear)
        step = self.final_step()
        if len(self.chains) > 1 and step.other is None and says_what_for(lines[-1][1]):
            step.other = Alternative(final_step(self.chains[-2]).tree, REMARK)
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
        elif self.kind == "numeric":
            tokens = with_approximations(without_times_sign(tokens))
        if is_formula_alone(tokens):
            self.add("", [self.step(tokens, False, line)], offset, False)
            return
        if piecewise.may_say_cases(tokens) and (cases := piecewise.cases_of(tokens)):
            self.add_cases(cases, offset)
            return
        if is_words_alone(tokens):
            self.aside.append(without_poison(tokens))
            return
        parts = statements_of(tokens, self.defined)
        for index, part in enumerate(parts):
            if part[0][1] in self.defined and len(part) > 2 and part[1][1] == "=":
                self.define(part, line)
                continue
            said = len(self.aside)
            try:
                self.statement(part, offset, line, concludes=index > 0)
            except ReadError:
                if not self.last_counts or index == len(parts) - 1:
                    raise
                self.aside[said:] = [unread(part)]

    def _tokens(self, line: str) -> list[Token]:
        numeric = self.kind == "numeric"
        lexer = Lexer(line, self.vocabulary, numeric=numeric, scaled=self.scaled, billions=self.billions)
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
