"""Numbers as they are written: their exact value, and what the digits shown allow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from grader.errors import ReadError
from grader.expressions.patterns import later
from grader.expressions.tokens import Token

#: Digits of one literal and the size of a literal's power of ten that are read.
MAX_DIGITS = 400
MAX_EXPONENT = 400
#: What parts the digits of one number.
_PARTING = later(r"\\[,;:! ]|\\thinspace|[,'_ {}]")
_NAMING = ("word", "unk")
_WRITTEN = later(r"(?:[\d.,'_ {}]|\\[,;:! ]|\\thinspace)*\d|\d*\.\d+")


class ShownDigits(NamedTuple):
    """A number written as a decimal or in scientific notation: the digits shown decide what rounding allows.

    `significant` counts the digits shown; `half_step` is half a unit of the last one.
    """

    significant: int
    half_step: Fraction


def simplest(value: int | Fraction) -> int | Fraction:
    """Return a whole fraction as int."""
    return value.numerator if isinstance(value, Fraction) and value.denominator == 1 else value


def literal_value(text: str, position: int) -> int | Fraction:
    """Return the exact value of a literal such as `2,473`, `1_000`, `0.25` or `1e12`; sizes are capped first."""
    if text.isdigit() and len(text) <= MAX_DIGITS:
        return int(text)
    bare = _PARTING.sub("", text)
    if bare.count(".") > 1:
        bare = bare.replace(".", "")
    mantissa, _, exponent = bare.lower().partition("e")
    if len(mantissa) > MAX_DIGITS or (exponent and (len(exponent) > 5 or abs(int(exponent)) > MAX_EXPONENT)):
        raise ReadError("this number is too long to be read", position)
    whole, _, decimals = mantissa.partition(".")
    digits = int(whole + decimals or "0")
    power = (int(exponent) if exponent else 0) - len(decimals)
    return simplest(Fraction(digits * 10**power) if power >= 0 else Fraction(digits, 10**-power))


def literal_of(tokens: Sequence[Token], line: str) -> ShownDigits | None:
    """Return how many digits a decimal, scientific or scaled literal shows, or None for anything else.

    Read are a sign, one number, `× 10^n`, a percent sign, and words behind. A plain integer is no such literal:
    "exact integers must be exact".
    """
    if tokens[0][0] != "num" and tokens[0][1] not in ("-", "+", "("):
        return None
    if len(tokens) == 1 and line[tokens[0][2] : tokens[0][3]].isdigit():
        return None
    for token in tokens:
        if token[0] == "sym":
            return None
    restated = next((i for i, token in enumerate(tokens) if i and token[1] == "(" and tokens[i - 1][0] == "num"), None)
    rate = next((i for i, token in enumerate(tokens[1:]) if tokens[i][1] == "/" and token[0] in _NAMING), len(tokens))
    core = [
        token
        for token in tokens[: min(rate, restated or rate)]  # 200 FLOP/byte
        if token[0] != "word" and not (token[0] == "op" and token[1] in (".", ";", "(", ")", "{", "}", "?", "per"))
    ]
    if core and core[0][0] == "op" and core[0][1] in ("-", "+"):
        core = core[1:]
    if not core or core[0][0] != "num":
        return None
    source = line[core[0][2] : core[0][3]]
    power, rest = _ten_power(core[1:])
    if rest and rest[0][0] == "op" and rest[0][1] in ("%", "percent") and len(rest) == 1:
        power, rest = Fraction(1, 100) * power, rest[1:]
    if rest or not (match := _WRITTEN.match(source)):
        return None
    written = (
        _PARTING.sub("", match[0])
        if not re.fullmatch(r"0,\d+|\d+,\d{1,2}|\d+,\d{4,}", match[0])
        else match[0].replace(",", ".")
    )
    if written.count(".") > 1:
        written = written.replace(".", "")
    whole, _, decimals = written.partition(".")
    scale = _scale_of(core[0][1], written)
    if scale is None:
        return None
    if not decimals and scale == 1 and power == 1:
        return None
    digits = (whole + decimals).lstrip("0")
    unit = Fraction(1, 10 ** len(decimals)) * scale * power
    return ShownDigits(len(digits) or 1, abs(unit) / 2)


def _ten_power(tokens: Sequence[Token]) -> tuple[Fraction, Sequence[Token]]:
    """Read `× 10 ^ n` (n an integer, a sign allowed) off the front."""
    shape = [token[1] for token in tokens]
    if len(shape) < 4 or shape[0] not in ("*", "×") or shape[1] != 10 or shape[2] != "^":
        return Fraction(1), tokens
    sign, at = (-1, 4) if shape[3] == "-" else (1, 3)
    if at >= len(shape) or not isinstance(shape[at], int) or abs(shape[at]) > 400 or tokens[at][0] != "num":
        return Fraction(1), tokens
    return Fraction(10) ** (sign * shape[at]), tokens[at + 1 :]


def _scale_of(value: int | Fraction, written: str) -> Fraction | None:
    """What the written digits were multiplied by to give `value`: an exponent, a prefix or a scale word."""
    digits = Fraction(written) if re.fullmatch(r"\d+(?:\.\d*)?|\.\d+", written) else None
    if digits is None:
        return None
    if digits == 0:
        return Fraction(1)
    scale = Fraction(value) / digits
    larger = max(scale.numerator, scale.denominator)
    is_power = str(larger).strip("0") == "1" or (larger & (larger - 1) == 0 and larger.bit_length() % 10 == 1)
    return scale if min(scale.numerator, scale.denominator) == 1 and (is_power or larger == 1) else None
