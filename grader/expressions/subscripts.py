"""What goes on with a name: subscripts, primes and digits, in every notation; and the binomial `C_n^k`."""

from __future__ import annotations

import re

from grader.expressions.patterns import later
from grader.expressions.tokens import LETTER, Token
from grader.expressions.vocabulary import VARIANTS, Vocabulary

_SCRIPT = r"\s*(?:\{([^{}]*)\}|(\w))"
_THIN = r"(?:\s|\\[,;:!])*"
_CHOSEN = later(
    rf"C(?:\s*_{_SCRIPT}\s*\^{_SCRIPT}|\s*\^{_SCRIPT}\s*_{_SCRIPT})"
    rf"|(?:\{{\s*\}}\s*)?[\^_]{_SCRIPT}{_THIN}(?P<letter>[CP])\s*_{_SCRIPT}"
)
#: Signs behind which an operand begins, so that a script there belongs to what follows.
_BEFORE_OPERAND = frozenset("+ - * × / = ≈ ( [ { , // % ⌊ ⌈ |<".split())
_SUBSCRIPT = later(rf"\s*_\s*(?:\{{((?:[^{{}}]|\{{[^{{}}]*\}})*)\}}|(\\[A-Za-z]+)|([{LETTER}0-9]))")
_PRIMES = later(r"'+|\s*\^\s*(?:\\prime(?![A-Za-z])|\{\s*(?:\\prime\s*)+\})")
_DIGITS_AFTER = later(r"\d+")
_BEFORE_BRACKET = later(r"(?:\s|\\[,;:!]|\\(?:left|bigg?l?|Bigg?l?)(?![A-Za-z]))*[(\[{]")


class Subscripts:
    """The part of the lexer that reads what goes on with a name; `tokens` and `notes` fill up as it goes."""

    __slots__ = ("folded", "folded_at", "notes", "text", "tokens", "vocabulary")

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.text = text
        self.vocabulary = vocabulary
        self.tokens: list[Token] = []
        self.notes: list[str] = []
        self.folded: list[tuple[str, str, int]] = []  # symbol, as written in another case, where
        self.folded_at: set[int] = set()

    def run_from(self, position: int) -> list[Token]:
        """Return the tokens of the text from a place on."""
        raise NotImplementedError

    def _braced_subscript(self, run: str, start: int, end: int) -> int | None:
        subscript = _SUBSCRIPT.match(self.text, end)
        if subscript is None:
            return None
        inside = _inside(subscript)
        found = self.vocabulary.subscripted(run, inside)
        if found is not None:
            before, name = found
            if before:
                cut = self.vocabulary.cut(before)
                if cut is None:
                    return None
                self._put_pieces(cut.pieces, start, start + len(before))
            end = subscript.end()
            if self.text.startswith("'", end) and f"{name}'" in self.vocabulary.flat:
                name, end = f"{name}'", end + 1
            self.tokens.append(("sym", name, start + len(before), end))
            return end
        if run in ("log", "Log") or run in ("Σ", "Π", "sum", "prod", "max", "min"):
            return None
        name_other_case = self.vocabulary.subscripted_other_case(run, inside)
        if name_other_case is not None:
            self.notes.append(f"read {run}_{inside} as {name_other_case}")
            self.folded.append((name_other_case, f"{run}_{inside}", start))
            self.folded_at.add(start)
            self.tokens.append(("sym", name_other_case, start, subscript.end()))
            return subscript.end()
        self.tokens.append(("unk", f"{run}_{''.join(inside.split())}", start, subscript.end()))
        return subscript.end()

    def chosen_at(self, start: int) -> int | None:
        """Read a binomial coefficient as `C_n^k`, `C^k_n`, `{}^nC_k` or `{}_nC_k`, permutations as `{}^nP_k`.

        Return where it ends, None for anything else.
        """
        match = _CHOSEN.match(self.text, start)
        letter = (match["letter"] or "C") if match is not None else ""
        if match is None or letter in self.vocabulary.flat:
            return None
        scripts = [match.span(at) for at in range(1, match.re.groups + 1) if match[at] and match[at] != match["letter"]]
        if match["letter"]:
            scripts = scripts[:1] + [match.span(at) for at in (12, 13) if match[at]]
        elif match[0].lstrip("C ")[0] == "^":
            scripts.reverse()
        if len(scripts) != 2:
            return None
        chosen, ordered = ([*self._in_braces(*span)] for span in scripts)
        tokens = [("op", "binom", start, start + 1), *chosen, *ordered]
        if letter == "P":
            sign = ("op", "*", start, start + 1)
            factorial = ("op", "!", match.end(), match.end())
            tokens = [("op", "{", start, start), *tokens, sign, *ordered, factorial, ("op", "}", start, match.end())]
        self.tokens += tokens
        return match.end()

    def _in_braces(self, first: int, last: int) -> list[Token]:
        inner = type(self)(self.text[:last], self.vocabulary)
        return [("op", "{", first, first), *inner.run_from(first), ("op", "}", last, last)]

    def _opens_operand(self) -> bool:
        """Whether an operand is wanted here, so that a script has nothing before it to belong to."""
        return not self.tokens or (self.tokens[-1][0] == "op" and self.tokens[-1][1] in _BEFORE_OPERAND)

    def _primed(self, run: str, end: int) -> tuple[str, int] | None:
        primes = _PRIMES.match(self.text, end)
        if primes is None:
            return None
        name = self.vocabulary.flat.get(run + "'")
        return (name, primes.end()) if name is not None else None

    def _name_with_digits(self, run: str, start: int, end: int) -> int | None:
        digits = _DIGITS_AFTER.match(self.text, end)
        assert digits is not None
        if run + digits[0] in self.vocabulary.flat:
            self.tokens.append(("sym", self.vocabulary.flat[run + digits[0]], start, digits.end()))
            return digits.end()
        cut = self.vocabulary.cut(run + digits[0])
        if cut is not None and not cut.other_case:
            self._put_pieces(cut.pieces, start, digits.end())
            return digits.end()
        return None

    def greek(self, name: str, start: int, end: int) -> int:
        subscript = _SUBSCRIPT.match(self.text, end)
        letter = VARIANTS.get(name, name)
        for spelling in (name, letter) if subscript and letter != name else (name,):
            if subscript and (found := self.vocabulary.subscripted(spelling, _inside(subscript))):
                self.tokens.append(("sym", found[1], start, subscript.end()))
                return subscript.end()
        primed = self._primed(name, end)
        if primed:
            self.tokens.append(("sym", primed[0], start, primed[1]))
            return primed[1]
        declared = self.vocabulary.flat.get(name)
        if declared is not None and not subscript:
            self.tokens.append(("sym", declared, start, end))
        elif name == "pi" and not subscript:
            self.tokens.append(("const", "pi", start, end))
        elif name == "Theta" and self._bracket_follows(end):
            self.tokens.append(("fn", "order", start, end))
        elif name in ("Sigma", "Pi") and subscript:
            self.tokens.append(("fn", "sum" if name == "Sigma" else "prod", start, end))
            return end
        elif name == "Omega" and not subscript and self.tokens:
            self.tokens.append(("word", "Ω", start, end))  # ohm
        else:
            self.tokens.append(("unk", f"\\{name}" + (f"_{_inside(subscript)}" if subscript else ""), start, end))
            return subscript.end() if subscript else end
        return end

    def _put_pieces(self, pieces: tuple[tuple[str, str], ...], start: int, end: int) -> None:
        for kind, value in pieces:
            self.tokens.append(("op", "×", start, end) if kind == "times" else (kind, value, start, end))

    def _bracket_follows(self, end: int) -> bool:
        after = _BEFORE_BRACKET.match(self.text, end)
        return after is not None


def _inside(subscript: re.Match[str]) -> str:
    return next(group for group in subscript.groups() if group is not None)
