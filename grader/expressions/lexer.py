"""One lexer for LaTeX, Unicode, plain text and Python: text in the reader's characters to tokens."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

from grader.errors import ReadError
from grader.expressions import accents
from grader.expressions.literals import literal_value
from grader.expressions.names import Names, ends_here
from grader.expressions.notation import COMMANDS, SIDED, SILENT
from grader.expressions.numerals import DECIMALS, GROUPED, PLAIN, UNGROUPED, numeral_at
from grader.expressions.patterns import later
from grader.expressions.tokens import LETTER, Scale, Token
from grader.expressions.units import SCALE, SCALE_FACTORS, UNIT, power_name
from grader.expressions.vocabulary import GREEK, VARIANTS, Vocabulary

#: Tokens of one line.
MAX_TOKENS = 600

_VULGAR = {sign: Fraction(unicodedata.numeric(sign)).limit_denominator(10) for sign in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"}
_TOKEN = later(
    rf"""
 (?P<bar>\\(?:(?:{SIDED})\s*(?:\||\\[lr]?vert(?![A-Za-z]))|[lr]vert(?![A-Za-z])))
|(?P<space>[ \n&]+|\\[,;:!> ]|\\(?:left|right|[bB]igg?[lr])\s*\.(?!\d)|\\(?:{SILENT})(?![A-Za-z]))
|(?P<vulgar>\d*[ ]?[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒])
|(?P<num>(?:{GROUPED}|{PLAIN}){DECIMALS}|\.\d+(?:[eE][+-]?\d+)?)
|(?P<name>[{LETTER}]+(?:_[{LETTER}0-9]+)*)
|(?P<cmd>\\(?:[A-Za-z]+\*?|[{{}}%_|\#]))
|(?P<comment>\#)
|(?P<op>\*\*|%/%|%%|\.[\^*/]|//|<<|>>|<=|>=|!=|==|:=|=:|=>|->|~=|\.\.\.|[-+*/^(){{}}\[\]|!%=<>,;:.?~_'"]|[×√∛∜≤≥≠≈∝∞⌈⌉⌊⌋→⇒∈±∓≡])
""",
    re.VERBOSE,
)
_CHOSEN_NUMBERS = later(r"(\d+)C(\d+)(?![\w.])")
#: What a product goes on with.
_FACTOR = later(rf"[{LETTER}]+(?:_[{LETTER}0-9]+)*|\(|\\")
#: Behind a full stop: a sentence begins.
_SENTENCE = later(r"\s+[A-Z][a-z]")


class Lexer(Names):
    """Turns one line of an answer into tokens; `notes` collects what the student should hear about the reading.

    `grouped` reads thousands separators; without it a comma always parts two values. `numeric` reads scale prefixes and
    decimal commas, which only make sense where no symbol is declared; `scaled` multiplies by the prefixes, and by B for
    a billion where `billions` says so.
    """

    __slots__ = ("_calls", "_spelled", "billions", "grouped", "measured", "numeric", "scaled")

    def __init__(
        self,
        text: str,
        vocabulary: Vocabulary,
        *,
        numeric: bool = False,
        grouped: bool = True,
        scaled: bool = True,
        billions: bool = True,
    ) -> None:
        super().__init__(text, vocabulary)
        self.numeric = numeric
        self.grouped = grouped
        self.scaled = scaled
        self.billions = billions
        self.measured = numeric and not vocabulary.names  # units of physics may stand behind a number
        self._calls: list[bool] = []
        #: Numbers may be spelled in other ways than with digits, a point and groups of thousands.
        self._spelled = numeric or "\\" in text or "{,}" in text or ".(" in text or not text.isascii()

    def run(self) -> list[Token]:
        """Return the tokens of the text; raises ReadError at a character that no notation uses."""
        return self.run_from(0)

    def run_from(self, position: int) -> list[Token]:
        """`run` from a place on."""
        text, end, match_at = self.text, len(self.text), _TOKEN.match
        tokens, quick, foreign = self.tokens, self.vocabulary.quick, not text.isascii()
        while position < end:
            if len(tokens) > MAX_TOKENS:
                raise ReadError(f"a line of more than {MAX_TOKENS} symbols, numbers and signs is not read", position)
            char = text[position]
            if char == " ":
                position += 1
                continue
            if char == "{" and text.startswith("}", position + 1) and (chosen := self.chosen_at(position)):
                position = chosen
                continue
            if char in "+^,(){}[]":  # no longer sign begins with these
                position = self._single(char, position)
                continue
            match = match_at(text, position)
            if match is None:
                position = self._word(position, position)
                continue
            kind, start, position = match.lastgroup, position, match.end()
            if kind == "space":
                continue
            if kind == "name":
                if foreign and accents.goes_on(text, position):
                    position = self._word(start, position)
                    continue
                pieces = quick.get(match[0])
                if pieces is not None and (position == end or ends_here(text, position, pieces)):
                    for piece, name in pieces:
                        tokens.append((piece, name, start, position))
                else:
                    position = self.name(match[0], start, position)
            elif kind == "op":
                position = self._operator_or_script(match[0], start, position)
            elif kind == "num":
                position = self._number(start, position)
            elif kind == "cmd":
                position = self._command(match[0][1:], start, position)
            else:
                self._rare(kind, match[0], start, position)
        self._refuse_both_cases()
        if self.vocabulary.ambiguous:
            self._mention_ambiguous()
        return tokens

    def _single(self, char: str, position: int) -> int:
        """One of `+^,(){}[]`, of which a script may open `^nC_k`."""
        if char == "^" and self._opens_operand() and (chosen := self.chosen_at(position)):
            return chosen
        if char in "+^,":
            self.tokens.append(("op", char, position, position + 1))
        else:
            self._operator(char, position, position + 1)
        return self._unit(position + 1) if char in ")}" and self.measured else position + 1

    def _operator_or_script(self, op: str, start: int, end: int) -> int:
        if op == "_" and self._opens_operand() and (chosen := self.chosen_at(start)):
            return chosen
        self._operator(op, start, end)
        return end

    def _word(self, start: int, position: int) -> int:
        self.tokens.append(accents.word_at(self.text, start, position, self.vocabulary))
        return self.tokens[-1][3]

    def _rare(self, kind: str | None, written: str, start: int, end: int) -> None:
        if kind == "comment":  # Python's; what follows explains
            self.tokens.append(("word", "note", start, end))
        elif kind == "bar":
            opens = written.startswith(("\\left", "\\lvert", "\\bigl", "\\Bigl", "\\biggl", "\\Biggl"))
            self.tokens.append(("op", "|<" if opens else "|>", start, end))
        else:
            self._vulgar(written, start, end)

    def _mention_ambiguous(self) -> None:
        for kind, name, start, end in self.tokens:
            written = self.text[start:end]
            if kind == "sym" and written in self.vocabulary.ambiguous:
                self.notes.append(f"{written} can be taken apart in more than one way; read as {name}")

    def _refuse_both_cases(self) -> None:
        """A wrong case is read as the one symbol it fits, but not where the right case is a factor beside it: `N*n`."""
        for name, written, start in self.folded:
            right = [at for at, token in enumerate(self.tokens) if token[1] == name and token[2] not in self.folded_at]
            here = next(at for at, token in enumerate(self.tokens) if token[2] == start)
            for at in right:
                between = self.tokens[min(at, here) : max(at, here)]
                if self.tokens[at][0] == "sym" and not any(
                    token[0] == "op" and token[1] in "+-=≈" for token in between
                ):
                    raise ReadError(f"{written} and {name} stand side by side, but only {name} is declared", start)

    # --- numbers -------------------------------------------------------------------------------------------------

    def _number(self, start: int, end: int) -> int:
        text = self.text
        ungrouped = not self.grouped or (bool(self._calls) and self._calls[-1])
        if self._spelled and (numeral := numeral_at(text, start, numeric=self.numeric and not ungrouped)) is not None:
            self.tokens.append(("num", numeral.value, start, numeral.end))
            self.notes += [numeral.note] if numeral.note else []
            return self._scale(numeral.end) if self.numeric and numeral.scales else numeral.end
        if self.measured and (chosen := _CHOSEN_NUMBERS.match(text, start)) is not None:
            self.tokens += [
                ("num", literal_value(chosen[1], start), start, chosen.end(1)),
                ("op", "choose", chosen.end(1), chosen.start(2)),
                ("num", literal_value(chosen[2], start), chosen.start(2), chosen.end()),
            ]
            return chosen.end()
        if ungrouped:
            match = UNGROUPED.match(text, start)
            assert match is not None
            end = match.end()
        if self.numeric and text[end : end + 1] in ("e", "E") and not text[end + 1 : end + 2].strip(" .,"):
            raise ReadError("the exponent of this number lacks its digits", start)
        if text[end - 1] == "." and end < len(text) and (text[end] not in " \n" or _SENTENCE.match(text, end)):
            end -= 1
        self.tokens.append(("num", literal_value(text[start:end], start), start, end))
        return self._scale(end) if self.measured else end

    def _scale(self, end: int) -> int:
        match = SCALE.match(self.text, end)
        is_exponent = len(self.tokens) > 1 and self.tokens[-2][1] == "^"
        if match is None or match[1] in self.vocabulary or is_exponent:
            return self._unit(end)
        if not self.scaled or (match[1] == "B" and not self.billions):
            self.tokens.append(("word", match[1], match.start(1), match.end(1)))
            return match.end(1)
        kind, value, start, _ = self.tokens.pop()
        self.tokens.append((kind, value * SCALE_FACTORS[match[1]], start, match.end(1)))
        note = Scale(f"read {match[1]} as {power_name(match[1])}")
        note.prefix = match[1]
        self.notes.append(note)
        return match.end(1)

    def _unit(self, end: int) -> int:
        """Take a unit behind a number as one word, so that `9.81 m/s^2` holds no formula in m and s."""
        unit = UNIT.match(self.text, end)
        if unit is None:
            return end
        self.tokens.append(("word", re.sub(r"[{}\s]|\\[,;:! ]", "", unit[1]), unit.start(1), unit.end()))
        return unit.end()

    def _vulgar(self, text: str, start: int, end: int) -> None:
        whole = text[:-1].strip()
        value = _VULGAR[text[-1]] + (literal_value(whole, start) if whole else 0)
        self.tokens.append(("num", value, start, end))

    # --- operators -----------------------------------------------------------------------------------------------

    def _operator(self, op: str, start: int, end: int) -> None:
        if op in "([{":
            last = self.tokens[-1] if self.tokens else None
            self._calls.append(last is not None and ((op != "{" and last[0] == "fn") or self._is_listed(op, last)))
        elif op in ")]}":
            if self._calls:
                self._calls.pop()
        elif op == "!=" and start and self.text[start - 1] != " " and not self._calls:
            self.tokens.append(("op", "!", start, start + 1))
            op, start = "=", start + 1
        elif op == "." and self._is_product_dot(start, end):
            op = "*"
            self.notes.append("read the dot between two symbols as a product")
        op = _OPERATOR_SPELLINGS.get(op, op)
        self.tokens.append(("op", op, start, end))

    def _is_listed(self, op: str, last: Token) -> bool:
        """Whether the bracket is one of a list inside a call, `max([M, N])`, `prod((M, N))`, `Sum[i, {i, 1, n}]`."""
        if not (self._calls and self._calls[-1]):
            return False
        return op == "[" or last[1] == ("," if op == "{" else "(")

    def _is_product_dot(self, start: int, end: int) -> bool:
        """Whether a dot stands between two operands without a space, as in `M.N.K`."""
        last = self.tokens[-1] if self.tokens else None
        if last is None or last[3] != start or not (last[0] == "sym" or last[1] in (")", "}")):
            return False
        following = _FACTOR.match(self.text, end)
        if following is None:
            return False
        cut = self.vocabulary.cut(following[0]) if following[0][0] not in "(\\" else None
        return following[0][0] in "(\\" or (cut is not None and not cut.other_case)

    def _command(self, name: str, start: int, end: int) -> int:
        name = name.rstrip("*") or name
        if name in GREEK or name in VARIANTS:
            return self.greek(name, start, end)
        if name in COMMANDS:
            kind, value = COMMANDS[name]
            if value in ("(", ")"):
                self._operator(value, start, end)
            else:
                self.tokens.append((kind, value, start, end))
            return end
        raise ReadError(f"the command \\{name} is not known here", start)


_OPERATOR_SPELLINGS = {
    "==": "=",
    ":=": "=",
    "=:": "=",
    "≡": "=",
    "=>": "⇒",
    "->": "→",
    "~=": "≈",
    "~": "≈",
    "!=": "≠",
    "<=": "≤",
    ">=": "≥",
    "∝": "proportional_to",
    "**": "^",
    ".^": "^",
    ".*": "*",
    "./": "/",
}
