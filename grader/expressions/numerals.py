"""How numbers are spelled: groups of thousands, decimal commas, Indian groups, and decimals that recur."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from grader.errors import ReadError
from grader.expressions.literals import MAX_DIGITS, literal_value, simplest
from grader.expressions.patterns import later

#: What parts groups of thousands; one number has one of them. A plain space stands for every narrow one.
_APART = r"\\[,;:\ ]|\\thinspace\ ?|\{\\,\}|[ ]"
GROUPED = (
    rf"[1-9]\d{{0,2}}(?P<apart>,|\{{,\}}|'|{_APART})\d{{3}}(?:(?P=apart)\d{{3}})*(?!\d)(?!,\d|(?P=apart)\d)"
    r"|[1-9]\d{0,2}(?:\.\d{3}){2,}(?![\d.])"
)
PLAIN = r"[1-9]\d{0,2}(?:_\d{3})+(?![\d_])|\d+"
DECIMALS = r"(?:\.\d+|\.(?![\w.]))?(?:[eE][+-]?\d+(?![A-Za-z_]))?"
_EXPONENT = r"(?:[eE][+-]?\d+(?![A-Za-z_]))?"
_TIMES_TEN = r"\s*(?:[·×*x]|\\cdot|\\times)\s*10\s*(?:\^|\*\*)"

UNGROUPED = later(rf"(?:{PLAIN}){DECIMALS}|\.\d+(?:[eE][+-]?\d+)?")
#: `{,}`, which LaTeX sets without a space: a decimal comma where no thousands can be parted by it.
_BRACED_COMMA = later(
    rf"(?:0\d*\{{,\}}\d+|\d+\{{,\}}(?:\d{{1,2}}|\d{{4,}})|\d{{4,}}\{{,\}}\d{{3}}|\d\{{,\}}\d{{3}}(?=[eE][+-]?\d|{_TIMES_TEN}))"
    rf"(?!\d|\{{,\}}){_EXPONENT}"
)
_GROUPED_THEN_COMMA = later(
    rf"[1-9]\d{{0,2}}(?:(?:\.\d{{3}})+|(?:'\d{{3}})+|(?:(?:{_APART})\d{{3}})+)(?:,|\{{,\}})\d+(?![\d,.]|\{{,\}}){_EXPONENT}"
)
_COMMA = later(
    rf"(?:0,\d+|\d+,\d{{1,2}}|\d+,\d{{4,}})(?![\d,]){_EXPONENT}"
    rf"|\d,\d{{3}}(?={_TIMES_TEN})|\d,\d{{3}}[eE][+-]?\d+"
)
#: Decimals in groups of three.
_PARTED_DECIMALS = later(
    rf"\d+(?:[.,]|\{{,\}})\d{{3}}(?:(?:{_APART})\d{{3}})+(?:(?:{_APART})\d{{1,2}})?(?![\d.,^!]|\{{,\}})"
)
_INDIAN = later(r"[1-9]\d?(?P<comma>,|\{,\})(?:\d\d(?P=comma))+\d{3}(?![\d,]|\{,\})(?:\.\d+)?")
_OTHER_BASE = later(r"0[xX][0-9A-Fa-f]{2,16}(?![A-Za-z0-9.])|0[bB][01]{2,64}(?![A-Za-z0-9.])")
_LINE = r"\\(?:overline|overbar|widebar|bar)"
_RECURRING = later(
    rf"(\d+)(\.|,|\{{,\}})(\d*)(?:\{{\s*{_LINE}\s*\{{\s*(\d+)\s*\}}\s*\}}|{_LINE}\s*(?:\{{\s*(\d+)\s*\}}|(\d))|\((\d+)\)"
    r"|((?:\d[\u0304\u0305])+)|\\dot\s*\{?(\d)\}?(?:(\d*)\\dot\s*\{?(\d)\}?)?|(\d)\u0307(?:(\d*)(\d)\u0307)?)"
)
_ENDS_NUMBER = later(r"(?!\d|[.,]\d|\{,\}|[eE][+-]?\d)")


class Numeral(NamedTuple):
    """A number that is spelled in a way of its own: where it ends, its value, and what the student should hear."""

    end: int
    value: int | Fraction
    note: str = ""
    scales: bool = True  # a prefix may follow


def numeral_at(text: str, start: int, *, numeric: bool) -> Numeral | None:
    """Read a number with a comma in braces or recurring decimals, where a number is wanted one with any comma.

    None where the number at `start` is spelled as usual. Raises ReadError where it can mean two numbers.
    """
    if (recurring := _RECURRING.match(text, start)) is not None and (
        numeric or not (recurring[2] == "," or (recurring[7] and recurring[3]))
    ):
        return _recurring(text, recurring)
    if numeric and (parted := _PARTED_DECIMALS.match(text, start)) is not None and not _may_be_grouped(parted[0]):
        return _with_comma(parted)
    braced = (_BRACED_COMMA.match(text, start) or _GROUPED_THEN_COMMA.match(text, start)) if "{,}" in text else None
    if braced is not None and (numeric or "{,}" in braced[0]):
        return _with_comma(braced)
    if not numeric:
        return None
    if (comma := _GROUPED_THEN_COMMA.match(text, start) or _COMMA.match(text, start)) is not None:
        return _with_comma(comma)
    if (indian := _INDIAN.match(text, start)) is not None:
        shown = indian[0].replace("{,}", ",")
        return Numeral(indian.end(), literal_value(shown, start), f"read {shown} with a comma behind every two digits")
    if (other := _OTHER_BASE.match(text, start)) is not None:
        base = 16 if other[0][1] in "xX" else 2
        return Numeral(other.end(), int(other[0], 0), f"read {other[0]} in base {base}", False)
    return None


def _with_comma(match: re.Match[str]) -> Numeral:
    shown = re.sub(rf"{_APART}|'", "", match[0].replace("{,}", ","), flags=re.VERBOSE)
    whole, comma, decimals = shown.partition(",")
    if comma:
        shown = whole.replace(".", "") + "." + decimals
    return Numeral(
        match.end(),
        literal_value(shown, match.start()),
        f"read {match[0].replace('{,}', ',')} with a decimal comma" if comma else "",
    )


def _may_be_grouped(shown: str) -> bool:
    """Whether the comma may part thousands: `1,234 567` is neither one number nor the other."""
    whole, comma, _ = shown.replace("{,}", ",").partition(",")
    return bool(comma) and len(whole) < 4 and not whole.startswith("0")


def _recurring(text: str, match: re.Match[str]) -> Numeral:
    """The exact fraction: digits up to the end of the first period, less those before it, over 9…90…0."""
    whole, _, before = match[1], match[2], match[3]
    lines = next((group for group in match.groups()[3:8] if group is not None), None)
    dots = "".join(group or "" for group in match.groups()[8:])
    period = re.sub(r"\D", "", lines if lines is not None else dots)
    if match[7] is not None and before:
        raise ReadError(
            "digits in brackets behind decimals can recur or multiply; write a fraction, or a line over them",
            match.start(),
        )
    if not _ENDS_NUMBER.match(text, match.end()):
        raise ReadError("nothing can follow decimals that recur; write a fraction", match.end())
    if len(whole) + len(before) + len(period) > MAX_DIGITS:
        raise ReadError("this number is too long to be read", match.start())
    digits = int(whole + before + period) - int(whole + before)
    value = simplest(Fraction(digits, 10 ** len(before) * (10 ** len(period) - 1)))
    return Numeral(match.end(), value)
