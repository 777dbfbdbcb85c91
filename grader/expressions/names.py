"""Letters to tokens: declared symbols in every spelling, functions, constants, operator words, other words."""

from __future__ import annotations

import re
from fractions import Fraction

from grader.errors import ReadError
from grader.expressions import library, number_words, words
from grader.expressions.literals import simplest
from grader.expressions.patterns import later
from grader.expressions.subscripts import Subscripts
from grader.expressions.tokens import VALUES, Doubt, Spelled, Token
from grader.expressions.units import METRIC
from grader.expressions.vocabulary import FUNCTIONS, GREEK, Cut, Piece, module_prefix

#: Bits of a number in words, as of the longest one in digits.
MAX_BITS = 1_330
#: What may go on with a name: a subscript, a prime, a digit, a bracket that makes it a call, a dot.
_MAY_CONTINUE = frozenset("_'{( .0123456789")
_WITH_BASE = later(r"([Ll]og|sum|prod|product)_")
_NAME_WITH_DIGITS = later(r"[A-Za-zΑ-ω]+\d*")
_LETTERS = later(r"[A-Za-zΑ-ω]+")
_WORD_FOLLOWS = later(r"\s+([A-Za-z]{3,})(?![A-Za-z_(])")
_HYPHENATED = later(r"[A-Za-z]{2,}(?:-[A-Za-z]{2,})+")
#: Two values behind P, which is no name of a probability: no relation, colon or word stands behind the bracket.
_PERMUTATIONS = later(
    r"\s*(?:\\left\s*)?\((?:[^()=<>|,:]|\([^()=<>|,]*\))+,(?:[^()=<>|,:]|\([^()=<>|,]*\))+\)"
    r"\s*(?:$|[-+*/×!^)}\].]|\\(?:cdot|times|right)(?![A-Za-z]))"
)
#: Function names that are English words: functions only with an argument in brackets.
_NEEDS_BRACKET = frozenset(
    (
        "int float pow power product prod sum choose minimum maximum root fact comb abs floor ceil ceiling mod perm "
        "permutations nPr"
    ).split()
)


def ends_here(text: str, position: int, pieces: tuple[Piece, ...]) -> bool:
    """Whether nothing at `position`, directly behind a name or a space apart, can belong to that name."""
    after = text[position]
    if after == "-" and pieces[0][0] == "word":  # "multi-head"
        return False
    if after == " ":
        after = text[position + 1 : position + 2]
    return after not in _MAY_CONTINUE and (after not in ("^", "\\") or "prime" not in text)


class Names(Subscripts):
    """The part of the lexer that reads names."""

    __slots__ = ()

    def name(self, run: str, start: int, end: int) -> int:
        """Put what the letters at `start` mean into the tokens; return where they end."""
        text, flat = self.text, self.vocabulary.flat
        following = text[end] if end < len(text) else ""
        if (based := _WITH_BASE.match(run)) and run not in flat:
            end = start + based.end(1)
            self.tokens.append(("fn", FUNCTIONS[based[1].lower()], start, end))
            return end
        if run[0] == "C" and run not in flat and (chosen := self.chosen_at(start)):
            return chosen
        if (
            following
            and run != "for"
            and (following == "_" or (following in " {" and text[end : end + 6].lstrip(" {").startswith("_")))
            and (position := self._braced_subscript(run, start, end))
        ):
            return position
        if (
            following
            and following in "'^"
            and (following == "'" or "\\prime" in text[end : end + 14])
            and (primed := self._primed(run, end))
        ):
            self.tokens.append(("sym", primed[0], start, primed[1]))
            return primed[1]
        if following and following in "0123456789" and (position := self._name_with_digits(run, start, end)):
            return position
        if run in flat and not self._is_article(run, start, end):
            self.tokens.append(("sym", flat[run], start, end))
            return end
        if "_" not in run and (position := self._operator_word(run, start)):
            return position
        return self._cut_or_word(run, start, end)

    def _operator_word(self, run: str, start: int) -> int | None:
        """Read a phrase ("divided by"), a number in words, a function or a constant at `start`."""
        text = self.text
        if run in library.BEGINNINGS and (call := self._call(run, start)):
            self.tokens.append(("fn", call[0], start, call[1]))
            return call[1]
        may_begin = run.lower() in words.OPERATOR_WORDS
        phrase = words.phrase_at(text, start) if may_begin else None
        if phrase is not None:
            self.tokens.append(("op", Spelled(phrase[0]), start, phrase[1]))
            return phrase[1]
        number = number_words.number_words_at(text, start) if may_begin else None
        if number is not None:
            value = number_words.number_in_words(number[0])
            counted = bool(self.tokens) and self.tokens[-1][0] == "num"
            if value is None or (number[0].lower() in number_words.SCALES and number[0].endswith("s") and not counted):
                raise ReadError(f'"{number[0][:40]}" is no number', start)
            self._number_word(number[0], value, start, number.end())
            return number.end()
        start_of_name = module_prefix(text, start)
        match = _NAME_WITH_DIGITS.match(text, start_of_name)
        if match is None:
            return None
        run = match[0]
        if run not in FUNCTIONS:
            run = run.rstrip("0123456789")
        end = start_of_name + len(run)
        if end < len(text) and text[end].isalpha():
            if not (run in FUNCTIONS and run[-1].isdigit() and self._symbols_follow(end)):
                return None
            self.notes.append(Doubt(f"read {run} as the logarithm to base {run[3:]}"))
        plain_name = run in FUNCTIONS and (run.islower() or self.vocabulary.cut(run) is None)
        if plain_name and (
            run not in _NEEDS_BRACKET
            or self._bracket_follows(end)
            or (run in ("sum", "prod") and text[end : end + 1] == "_")
        ):
            self.tokens.append(("fn", FUNCTIONS[run], start, end))
            return end
        if run.capitalize() in ("Min", "Max", "Abs") and self._bracket_follows(end):
            self.tokens.append(("fn", run.lower(), start, end))
            return end
        if (position := self._constant_or_rare_function(run, start, end)) is not None:
            return position
        if start_of_name > start and run not in FUNCTIONS:
            raise ReadError(f"the function {text[start:end]} is not known here", start)
        return None

    def _call(self, run: str, start: int) -> tuple[str, int] | None:
        """A function of a library, where the letters of its name are no declared symbols."""
        name_start = module_prefix(self.text, start)
        if name_start == start and self.vocabulary.cut(run) is not None:
            return None
        if run == "choose" and self.tokens and (self.tokens[-1][0] in VALUES or self.tokens[-1][1] in (")", "]", "}")):
            return None
        return library.call_at(self.text, start, name_start)

    def _constant_or_rare_function(self, run: str, start: int, end: int) -> int | None:
        text = self.text
        if run in ("pi", "π", "e", "PI") or (run == "Pi" and text[end : end + 1] not in ("_", "(")):
            end += 2 * text.startswith("()", end)  # a spreadsheet's PI()
            self.tokens.append(("const", "e" if run == "e" else "pi", start, end))
            return end
        if run in ("O", "Θ", "Theta") and self._bracket_follows(end):
            self.tokens.append(("fn", "order", start, end))
            return end
        if run in ("C", "Binomial", "Binom", "nCr") and self._bracket_follows(end):
            self.tokens.append(("fn", "binom", start, end))
            return end
        if run == "P" and _PERMUTATIONS.match(text, end):
            self.tokens.append(("fn", "perm", start, end))
            return end
        if run in ("Σ", "Π") and "_" in text[end : end + 2]:
            self.tokens.append(("fn", "sum" if run == "Σ" else "prod", start, end))
            return end
        return None

    def _symbols_follow(self, end: int) -> bool:
        """Whether the letters here are declared symbols, as behind `log2` in `log2N`."""
        letters = _LETTERS.match(self.text, end)
        cut = self.vocabulary.cut(letters[0]) if letters else None
        return cut is not None and not cut.other_case

    def _number_word(self, phrase: str, value: Fraction, start: int, end: int) -> None:
        """A number word multiplies the number before it if a scale ("2.47 trillion") or a part ("3 quarters")."""
        first = phrase.split(maxsplit=1)[0].lower()
        last = self.tokens[-1] if self.tokens else None
        if last is not None and last[1] == "and" and len(self.tokens) > 1 and self.tokens[-2][0] == "num" and value < 1:
            _, whole, at, _ = self.tokens[-2]  # "3 and a half"
            self.tokens[-2:] = [("num", simplest(whole + value), at, end)]
            return
        if (
            last is not None
            and last[0] == "num"
            and (first in number_words.SCALES or first.rstrip("s") + "s" in number_words.PARTS)
        ):
            value *= last[1]
            self.tokens[-1] = ("num", simplest(value), last[2], end)
        else:
            self.tokens.append(("num", simplest(value), start, end))
        if max(value.numerator, value.denominator).bit_length() > MAX_BITS:  # "trillion trillion trillion …"
            raise ReadError("this number is too large to be read", start)

    def _is_article(self, run: str, start: int, end: int) -> bool:
        """Whether a one- or two-letter symbol is more likely the English word, as the "a" of "a quarter of N"."""
        if run not in words.STOP:
            return False
        number = number_words.number_words_at(self.text, start)
        if number is not None and number.end() > end:
            return True
        return run in ("a", "I") and self._word_follows(end)

    def _word_follows(self, end: int) -> bool:
        match = _WORD_FOLLOWS.match(self.text, end)
        if match is None or self.vocabulary.cut(match[1]) is not None or match[1] in FUNCTIONS:
            return False
        if match[1] in ("else", "then"):  # of a choice, "if b > a then b else a"
            return False
        return words.phrase_at(self.text, match.start(1)) is None

    def _cut_or_word(self, run: str, start: int, end: int) -> int:
        low = run.lower()
        if low == "the":
            return end
        if run in ("x", "X"):
            self.tokens.append(("op", "×", start, end))
            return end
        if low in ("of", "per"):
            self.tokens.append(("op", low, start, end))
            return end
        bound = len(self.tokens) > 1 and self.tokens[-2][1] == "for"
        if low == "in" and bound and (self.tokens[-1][0] == "sym" or self.tokens[-1][1] == "_"):
            self.tokens.append(("word", run, start, end))  # Python's "for i in range(…)"
            return end
        is_stop = low in words.STOP or low in words.POISON or low in words.OPENING
        cut = (
            None
            if is_stop and (len(run) > 2 or self._word_follows(end) or self._word_before())
            else self.vocabulary.cut(run)
        )
        if cut is not None and cut.other_case and len(run) > 1 and (low in words.UNITS or is_stop):
            cut = None
        if cut is not None:
            self._put_cut(cut, run, start, end)
            if not (cut.ambiguous or cut.other_case or is_stop or low in words.OPERATOR_WORDS):
                self.vocabulary.keep_quick(run, cut)
            return end
        if self.vocabulary.names and (unit := METRIC.match(self.text, start)):
            self.tokens.append(("word", "".join(unit[0].split()), start, unit.end()))
            return unit.end()
        if self._chosen_between(run, start, end):
            return end
        hyphenated = _HYPHENATED.match(self.text, start)
        if hyphenated is not None and hyphenated.end() > end and "_" not in run:
            self.tokens.append(("word", hyphenated[0], start, hyphenated.end()))
            return hyphenated.end()
        is_english = run.isascii() and run.isalpha() and len(run) > 2 and run[1:].islower()
        is_call = low in words.UNKNOWN_FUNCTIONS or (low not in words.UNITS and self.text[end : end + 1] == "(")
        word = is_stop or low in words.UNITS or (is_english and not is_call and run not in GREEK)
        self.tokens.append(("word" if word else "unk", run, start, end))
        if word and run.isascii() and len(run) > 2 and low not in words.OPERATOR_WORDS and not self._may_call(run):
            self.vocabulary.keep_word(run)
        return end

    def _may_call(self, run: str) -> bool:
        """Whether letters mean something else where a bracket, a power or a name follows."""
        known = run in FUNCTIONS or run in library.BEGINNINGS or METRIC.match(run) is not None
        return known or run == "for" or run.lower() in words.UNKNOWN_FUNCTIONS

    def _put_cut(self, cut: Cut, run: str, start: int, end: int) -> None:
        shown = "·".join(name for _, name in cut.pieces)
        if cut.ambiguous:
            self.notes.append(f"{run} can be taken apart in more than one way; read as {shown}")
        if cut.other_case:
            self.folded += [(name, run, start) for kind, name in cut.pieces if kind == "sym"]
            self.folded_at.add(start)
            self.notes.append(f"read {run} as {shown} (upper and lower case differ)")
        self._put_pieces(cut.pieces, start, end)

    def _chosen_between(self, run: str, start: int, end: int) -> bool:
        """Read `nCk` and `nPk` between two declared symbols."""
        flat = self.vocabulary.flat
        chosen = re.fullmatch(r"(.+)([CP])(.+)", run)
        if chosen is None or chosen[1] not in flat or chosen[3] not in flat:
            return False
        few: Token = ("sym", flat[chosen[3]], start, end)
        tokens: list[Token] = [("sym", flat[chosen[1]], start, start + 1), ("op", "choose", start, end), few]
        if chosen[2] == "P":
            ordered: list[Token] = [("op", "*", start, end), few, ("op", "!", start, end), ("op", "}", start, end)]
            tokens = [("op", "{", start, start), *tokens, *ordered]
        self.tokens += tokens
        return True

    def _word_before(self) -> bool:
        return not self.tokens or self.tokens[-1][0] == "word"
