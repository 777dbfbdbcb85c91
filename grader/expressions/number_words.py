"""Numbers in words: "twenty-five million", "two thirds", "three and a half"."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache

_SMALL = {
    word: value
    for value, word in enumerate(
        (
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen"
        ).split()
    )
}
_SMALL["single"] = 1
_TENS = {
    w: 10 * v
    for v, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2)
}
SCALES: dict[str, int | Fraction] = {
    "hundred": 10**2,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "quadrillion": 10**15,
    "quintillion": 10**18,
    "dozen": 12,
    "hundreds": 10**2,
    "thousands": 10**3,
    "millions": 10**6,
    "billions": 10**9,
    "trillions": 10**12,
    "lakh": 10**5,
    "crore": 10**7,
    "kilo": 10**3,
    "mega": 10**6,
    "giga": 10**9,
    "tera": 10**12,
    "peta": 10**15,
    "kibi": 2**10,
    "mebi": 2**20,
    "gibi": 2**30,
    "tebi": 2**40,
    "milli": Fraction(1, 10**3),
    "micro": Fraction(1, 10**6),
    "nano": Fraction(1, 10**9),
}
PARTS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fourth": 4,
    "fourths": 4,
    "fifth": 5,
    "fifths": 5,
    "sixth": 6,
    "sixths": 6,
    "eighth": 8,
    "eighths": 8,
    "ninth": 9,
    "ninths": 9,
    "tenth": 10,
    "tenths": 10,
    "sixteenth": 16,
    "sixteenths": 16,
}


@cache
def _number_words() -> re.Pattern[str]:
    word = "|".join(sorted([*_SMALL, *_TENS, *SCALES, *PARTS], key=len, reverse=True))
    between = r"(?:[\s-]+(?:and\s+)?(?:a\s+)?)"
    return re.compile(rf"(?:an?\s+)?(?:{word})(?:{between}(?:{word}))*(?![A-Za-z])", re.IGNORECASE)


def number_words_at(text: str, position: int) -> re.Match[str] | None:
    """Return the match of a number in words that begins at `position`, or None."""
    return _number_words().match(text, position)


def number_in_words(phrase: str) -> Fraction | None:
    """Return the number that a phrase such as "two thirds" or "twenty-five million" names, or None."""
    total, current = Fraction(0), Fraction(0)
    before = ""  # the kind of the word before: "", "number", "scale" or "part"
    added = False  # "and" stands before the word
    for word in re.split(r"[\s-]+", phrase.lower()):
        if word in ("a", "an", "and"):
            added = added or (word == "and" and bool(before))
        elif word in SCALES:
            if before == "scale":
                total, current = total * SCALES[word], current * SCALES[word]
            else:
                current = (current if before else Fraction(1)) * SCALES[word]
            if SCALES[word] > 100:
                total, current = total + current, Fraction(0)
            before = "scale"
        elif word in PARTS:
            part = Fraction(1, PARTS[word])
            whole = total + current
            if before == "part":
                return None
            current, total = (part if not before else whole + part if added else whole * part), Fraction(0)
            before = "part"
        else:
            if before == "part":
                return None
            if before == "number" and not (current % 100 >= 20 and _SMALL.get(word, 99) < 10):
                return None
            current += _SMALL.get(word, _TENS.get(word, 0))
            before, added = "number", False
    return total + current if before else None


#: Every word that a number can begin with or hold.
NUMBER_WORDS = (*_SMALL, *_TENS, *SCALES, *PARTS)
