"""Numbers in words: "twenty-five million", "two thirds", "three and a half"."""

from __future__ import annotations

import re
from fractions import Fraction

from grader.expressions.patterns import later

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
_ORDINALS = {
    word: value
    for value, word in enumerate(
        (
            "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
            "sixteenth seventeenth eighteenth nineteenth"
        ).split(),
        start=3,
    )
}
_ORDINALS |= {word.removesuffix("y") + "ieth": value for word, value in _TENS.items()}
_ORDINALS |= {"quarter": 4, "hundredth": 100, "thousandth": 1_000, "millionth": 10**6, "billionth": 10**9}
PARTS = {"half": 2, "halves": 2, **_ORDINALS, **{word + "s": value for word, value in _ORDINALS.items()}}
#: "twenty-fourth": one word, by its hyphen.
_COMPOUND = later(rf"\b({'|'.join(_TENS)})-(first|second|{'|'.join(_ORDINALS)})(s?)\b", re.IGNORECASE)


_WORD = rf"(?:{'|'.join(_TENS)})-(?:first|second)s?|" + "|".join(
    sorted([*_SMALL, *_TENS, *SCALES, *PARTS], key=len, reverse=True)
)
_BETWEEN = r"(?:(?:(?<=illion|ousand),)?[\s-]+(?:and\s+)?(?:a\s+)?)"
_NUMBER_WORDS = later(rf"(?:an?\s+)?(?:{_WORD})(?:{_BETWEEN}(?:{_WORD}))*(?![A-Za-z])", re.IGNORECASE)


def number_words_at(text: str, position: int) -> re.Match[str] | None:
    """Return the match of a number in words that begins at `position`, or None."""
    return _NUMBER_WORDS.match(text, position)


def number_in_words(phrase: str) -> Fraction | None:
    """Return the number that a phrase such as "two thirds" or "twenty-five million" names, or None."""
    if (compound := _COMPOUND.search(phrase)) is not None:  # "seven twenty-fourths"
        unit = {"first": 1, "second": 2, **_ORDINALS}[compound[2].lower()]
        before = re.sub(r"^an?$", "one", phrase[: compound.start()].strip(), flags=re.IGNORECASE) or "one"
        count = None if before.endswith(("and", "hundred")) else number_in_words(before)
        if count is None or count.denominator != 1 or unit > 9 or compound.end() < len(phrase):
            return None
        return count / (_TENS[compound[1].lower()] + unit)
    total, current = Fraction(0), Fraction(0)
    before = ""  # the kind of the word before: "", "number", "scale" or "part"
    added = False  # "and" stands before the word
    for word in re.split(r"[,\s-]+", phrase.lower()):
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
