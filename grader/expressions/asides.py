"""Words around and inside a formula: units, comments and explanations are set aside, and reported."""

from __future__ import annotations

from itertools import pairwise

from grader.errors import ReadError
from grader.expressions import words
from grader.expressions.cursor import Cursor
from grader.expressions.tokens import VALUES, Spelled, Token, has_value, joined

_IN_REMARKS = frozenset((",", ".", ";", ":", "and", "of", "per", "by"))
_COMPUTING = frozenset(
    (
        "sqrt_of cbrt_of square_of cube_of ln_of log2_of reciprocal_of twice thrice fourfold root square doubling "
        "tripling squaring"
    ).split()
)
_ONCE_MORE = frozenset("another dropped stacked swapped".split())
_PRONOUNS = frozenset("this that it these those them".split())
_FROM = frozenset("from than for if when in to with and".split())
_ARITHMETIC = frozenset(("+", "-", "*", "/", "over", "^", "squared", "cubed"))


class Asides(Cursor):
    """The part of the parser that sets words aside."""

    __slots__ = ()

    def comment_word(self) -> bool:
        """Set a unit or comment behind a finished operand aside; False where it opens an explanation or is poison."""
        low = self.tokens[self.at][1].lower()
        following = self.at + 1
        while following < self.end and self.tokens[following][0] == "word":
            following += 1
        goes_on = following < self.end and self.tokens[following][1] in ("+", "-", "*", "×", "/", "over")
        poison = low in words.POISON and not self._counts_different(low)
        if poison or (low in words.OPENING and (low == "note" or not goes_on)) or self._adds(self.at):
            return False
        self._refuse_scale(self.at)
        if following < self.end and self.starts_operand(following):
            return False
        self.aside.append(self.tokens[self.at][1])
        self.at += 1
        if (self.at_op("/") or self.at_op("over")) and self.word_at(self.at + 1):  # MACs/element
            self.aside[-1] += f"/{self.tokens[self.at + 1][1]}"
            self.at += 2
        return True

    def joins_a_name(self) -> bool:
        """Set "per" or "of" aside before a word, and with it a name in capitals: "125 images per GPU"."""
        kind, name, _, _ = self.tokens[self.at + 1] if self.at + 1 < self.end else ("", "", 0, 0)
        named = kind == "unk" and len(name) > 1 and name.isupper()
        if kind != "word" and not named:
            return False
        self.aside += [self.tokens[self.at][1], name] if named else [self.tokens[self.at][1]]
        self.at += 2 if named else 1
        return True

    def _counts_different(self, low: str) -> bool:
        """Whether "different" says what is counted, "N different entries", not that something is different from N."""
        return low == "different" and self.word_at(self.at + 1) and self.tokens[self.at + 1][1].lower() not in _FROM

    def _adds(self, index: int) -> bool:
        """Whether the word here adds what follows to the formula before it: "N^2 together with N"."""
        adding = str(self.tokens[index][1]).lower() in words.ADDING
        return adding and has_value(self.tokens[index + 1 : self.end])

    def _refuse_scale(self, index: int) -> None:
        """A word such as "megabytes" behind a value multiplies it; it is not a comment."""
        word = self.tokens[index][1]
        if word.lower() == "pairs" and any(token[0] == "sym" for token in self.tokens[:index]):
            return  # "N(N-1)/2 pairs"
        if words.is_scale_like(word):
            raise ReadError(
                f'"{word}" would multiply the value; write it as a number, or leave it out', self.tokens[index][2]
            )

    def words_only_group(self) -> bool:
        """A bracket that holds words alone, or a number with two words or more, is a comment: set it aside."""
        if self.tokens[self.at][1] not in ("(", "["):
            return False
        following, seen = self.at + 1, 0
        while following < self.end and self._in_comment(following):
            seen += self.tokens[following][0] == "word" or self.tokens[following][1] in ("of", "per")
            following += 1
        numbers = any(token[0] == "num" for token in self.tokens[self.at + 1 : following])
        if not seen or (numbers and seen < 2) or following >= self.end or self.tokens[following][1] not in (")", "]"):
            return False
        self.aside.append(joined(self.tokens[self.at + 1 : following]))
        self.at = following + 1
        return True

    def _in_comment(self, index: int) -> bool:
        kind, value, _, _ = self.tokens[index]
        before = self.tokens[index - 1]
        if kind == "word" and value.lower() in ("no", "without"):  # "(no bias)"
            return self.word_at(index + 1)
        if kind == "word":
            return value.lower() not in words.POISON and value.lower() not in words.CONDITIONS
        if kind == "unk":  # "rows of H", but not "P values"
            return before[1] in ("of", "per", "in") or before[0] == "word"
        if value in ("/", "over", "-", "+"):  # between words alone
            return before[0] == "word" and self.word_at(index + 1)
        if kind == "num":  # "(one per weight)", "(2 on each side)", but not "(5 with bias)"
            following = self.tokens[index + 1] if index + 1 < self.end else ("", "", 0, 0)
            return following[1] in ("per", "in", "on", "each", "for")
        return value in ("of", "per", "and", "by", ",")

    def set_words_aside(self) -> None:
        """Set trailing words, a closing full stop and an explanation to the end aside."""
        while self.at < self.end:
            kind, value, _, _ = self.tokens[self.at]
            if (
                (kind == "op" and value in (".", "?", '"') and not self._touches_next())
                or (kind == "op" and value in (",", ";") and self.at == self.end - 1)
                or (kind == "op" and value in (",", ";", "-", ":") and self.word_at(self.at + 1))
            ):
                self.at += 1
            elif kind == "op" and value == "(" and self.comment_group():
                continue
            elif kind == "op" and value == "," and self._counts_in_words(self.at + 1):
                self.at += 1
                self.explanation()
            elif kind == "word" and value.lower() == "also" and self.word_at(self.at + 1):
                return  # "784 inputs, also one for the bias"
            elif kind == "word" and value.lower() in words.OPENING:
                self.explanation()
            elif kind == "word" and value.lower() not in words.POISON and not self._adds(self.at):
                self._refuse_scale(self.at)
                self.aside.append(value)
                self.at += 1
            elif kind == "op" and value in ("of", "per", "by") and self.word_at(self.at + 1):
                self.at += 1
            else:
                return

    def refuse_another(self) -> None:
        """Raises ReadError where the words behind the formula state another answer."""
        if not any(token[1] == "." or token[1] in words.ANSWERS for token in self.tokens):
            return
        first = next((at for at, token in enumerate(self.tokens[: self.end]) if token[0] == "word"), self.end)
        said = [str(token[1]).lower() for token in self.tokens[max(first - 1, 0) : self.end]]
        if word := words.says_another(said):
            raise ReadError(f'"{word}" behind the formula says that another one is meant', self.tokens[first][2])

    def _counts_in_words(self, index: int) -> bool:
        """Whether a number in words opens a remark here: ", one row for each map", ", two weights share a byte"."""
        if index + 2 >= self.end or self.tokens[index][0] != "num" or self.tokens[index + 1][0] != "word":
            return False
        _, value, start, end = self.tokens[index]
        rest = self.tokens[index + 1 : self.end]
        in_words = isinstance(value, int) and value < 20 and end - start > 2
        shared = any(str(token[1]).lower() in ("share", "shares") for token in rest)
        one_each = value == 1 and any(str(token[1]).lower() in ("for", "per", "each") for token in rest)
        return in_words and (shared or one_each) and not has_value(rest)

    def _touches_next(self) -> bool:
        """Whether the next token follows without a space, as in the attribute `N.real`."""
        return self.at + 1 < self.end and self.tokens[self.at + 1][2] == self.tokens[self.at][3]

    def comment_group(self) -> bool:
        """Set a bracket that comments on what stands before it aside; False where none stands here."""
        if self.at_op("frac"):
            return self._unit_fraction()
        if self.words_only_group() or (self.at_op("(") and (self.explanation_group() or self._sizes_group())):
            return True
        return self.remarks and self.at_op("(") and self._remark_group()

    def _remark_group(self) -> bool:
        """Set a bracket without any operator aside, "(see lecture 3)"; False where none stands here."""
        closing = self.at + 1
        while closing < self.end and (self.tokens[closing][0] != "op" or self.tokens[closing][1] in _IN_REMARKS):
            closing += 1
        inside = self.tokens[self.at + 1 : closing]
        said = {str(token[1]).lower() for token in inside if token[0] in ("word", "unk")}
        if closing >= self.end or self.tokens[closing][1] != ")" or not said:
            return False
        for before, token in pairwise(self.tokens[self.at : closing]):
            if token[0] == "num" and token[1] != 1 and str(before[1]).lower() not in words.PLACES:  # "(two of them)"
                return False
        if any(map(words.changes_meaning, said)) or said & words.CONDITIONS or any(map(words.is_scale_like, said)):
            return False
        self.aside.append(joined(inside))
        self.at = closing + 1
        return True

    def _sizes_group(self) -> bool:
        """Set "(n large)", "(for large n)", "(C fixed)" aside; False where none stands here."""
        closing = self.at + 1
        while closing < self.end and (
            self.tokens[closing][0] in ("sym", "word") or self.tokens[closing][1] in (",", "and")
        ):
            closing += 1
        said = [str(token[1]).lower() for token in self.tokens[self.at + 1 : closing] if token[0] == "word"]
        if closing >= self.end or self.tokens[closing][1] != ")" or not words.SIZES.intersection(said):
            return False
        if not words.SIZES.union(("for", "is", "are", "very", "all")).issuperset(said):
            return False
        self.aside.append(joined(self.tokens[self.at + 1 : closing]))
        self.at = closing + 1
        return True

    def _unit_fraction(self) -> bool:
        """Set a fraction of words, \\frac{MACs}{element}, aside; False where another one stands here."""
        shape = self.tokens[self.at + 1 : self.at + 7]
        if [token[1] for token in shape if token[0] == "op"] != ["{", "}", "{", "}"] or len(shape) != 6:
            return False
        if shape[1][0] != "word" or shape[4][0] != "word":
            return False
        self.aside.append(f"{shape[1][1]}/{shape[4][1]}")
        self.at += 7
        return True

    def explanation_group(self) -> bool:
        """Set a bracket that opens with an explaining word aside, "(for each output)"; False where none stands here."""
        if not self.word_at(self.at + 1) or self.tokens[self.at + 1][1].lower() not in words.OPENING:
            return False
        depth, closing = 0, self.at
        for index in range(self.at, self.end):
            depth += {"(": 1, ")": -1}.get(str(self.tokens[index][1]), 0)
            if depth == 0:
                closing = index
                break
        else:
            return False
        self._set_explanation_aside(self.at + 1, closing)
        self.at = closing + 1
        return True

    def _speaks_of_it(self, start: int, end: int) -> bool:
        """Whether "this", "it" and their like follow, "log2 of this many"."""
        return any(str(token[1]).lower() in _PRONOUNS for token in self.tokens[start : min(start + 3, end)])

    def _goes_on_with(self, index: int, end: int) -> bool:
        """Whether "N of them", "it runs in both", "it gets squared", "has to be dropped" or "another" stands here."""
        kind, value, _, _ = self.tokens[index]
        low = str(value).lower()
        following, beyond, *_ = [*(str(token[1]).lower() for token in self.tokens[index + 1 : end]), "", ""]
        if kind in VALUES and following == "of" and beyond in ("them", "these", "those"):
            return True
        if low == "both" and following in ("", ".", ",", ";"):
            return True
        return low in _ONCE_MORE or (low in ("squared", "cubed") and self.tokens[index - 1][0] == "word")

    def _changes(self, start: int, end: int) -> Token | None:
        """The word of an explanation by which something is still to be done: "with 1 added", "which must be halved"."""
        inside = [(token, str(token[1]).lower()) for token in self.tokens[start:end]]
        number = any(token[0] == "num" for token, _ in inside)
        part = next((token for token, _ in inside if token[0] == "num" and not isinstance(token[1], int)), None)
        modal = not words.MODALS.isdisjoint(low for _, low in inside)
        done = (
            token
            for token, low in inside
            if (number and low in words.DONE_WITH_A_NUMBER)
            or (modal and low in (words.EXPLAINING | words.REASONING) - words.MODALS)
        )
        return part or next(done, None)

    def explanation(self) -> None:
        """Set everything to the end aside."""
        self._set_explanation_aside(self.at, self.end)
        self.at = self.end

    def _set_explanation_aside(self, start: int, end: int) -> None:
        """Raises ReadError where the explanation makes the formula depend on something, or holds a second one."""
        opening = str(self.tokens[start][1]).lower()
        reason = opening in words.REASONS
        following = [token for token in self.tokens[start + 1 : end] if str(token[1]).lower() not in ("every", "each")]
        if opening == "for" and following and following[0][0] == "num" and following[0][1] != 1 and end - start < 5:
            raise ReadError("a second number stands here; write the ratio as a fraction", following[0][2])
        if opening in ("when", "whenever"):
            raise ReadError(
                f'"{opening}" makes the answer depend on something; write one formula', self.tokens[start][2]
            )
        if not reason and (changed := self._changes(start, end)):
            raise ReadError(f'"{changed[1]}" changes the formula before it; write one formula', changed[2])
        for index in range(start, end):
            kind, value, column, _ = self.tokens[index]
            low = str(value).lower()
            added = isinstance(value, Spelled) and value in _ARITHMETIC and self.tokens[index - 1][1] in (",", ";")
            if added or (not reason and self._goes_on_with(index, end)):
                raise ReadError(f'"{value}" changes the formula before it, or adds to it; write one formula', column)
            computing = low in _COMPUTING or kind == "fn" or (kind == "num" and not isinstance(value, int))
            if computing and self._speaks_of_it(index + 1, end):
                raise ReadError(f'"{low.replace("_", " ")}" makes another formula of this one; write one', column)
            depends = words.changes_meaning(low, reason=reason) or (low in words.CONDITIONS and index > start)
            depends = depends or low in ("rounded_up", "rounded_down")  # "where [·] is the integer part"
            if (kind == "word" and depends) or (kind == "op" and (depends or low == "or")):
                raise ReadError(
                    f'"{str(value).replace("_", " ")}" makes the answer depend on something; write one formula', column
                )
            if kind == "op" and value in (",", ";", "and") and not reason and self.starts_operand(index + 1):
                raise ReadError("a second value stands in the explanation; write one", column)
            if not reason and low in words.ADDING and has_value(self.tokens[start:end]):
                raise ReadError(f'"{value}" adds to the formula before it; write one formula', column)
            by_value = self.starts_operand(index + 1) or self.tokens[index - 1][0] in VALUES
            if not reason and kind == "op" and value in _ARITHMETIC and by_value:
                raise ReadError("a second formula stands in the explanation; write one formula", column)
        self.aside.append(joined(self.tokens[start:end]))
