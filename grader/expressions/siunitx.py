"""siunitx: `\\num{1e6}`, `\\qty{4}{\\kibi\\byte}`, `\\unit{…}`, written out as anyone types numbers and units."""

from __future__ import annotations

import re

from grader.errors import ReadError
from grader.expressions.arguments import Sheet, braces_of, commands, group_at, inside
from grader.expressions.patterns import later
from grader.expressions.vocabulary import Vocabulary

_NUMBERS = dict.fromkeys(("num", "tablenum", "numproduct"), 1)
_UNITS = dict.fromkeys(("unit", "si"), 1)
_QUANTITIES = dict.fromkeys(("SI", "qty"), 1)
_NUMBER = later(r"([-+]?)(\d*)(?:([.,])(\d*))?(?:[eEdD]([-+]?\d+))?")
_UNCERTAIN = later(r"\\pm|\+-|±|\d\s*\(\s*\d+\s*\)")
_PREFIXES = {
    **dict(zip("kilo mega giga tera peta exa zetta yotta".split(), "kMGTPEZY", strict=True)),
    **dict(zip("kibi mebi gibi tebi pebi exbi".split(), "Ki Mi Gi Ti Pi Ei".split(), strict=True)),
    **dict(zip("milli micro nano centi deci".split(), "muncd", strict=True)),
}
#: Units by their sign; others stand as their word, with a space for the backslash.
_SIGNS = {
    "byte": "B",
    "octet": "B",
    "bit": "bit",
    "flop": "FLOP",
    "flops": "FLOPS",
    "mac": "MAC",
    "macs": "MACs",
    "hertz": "Hz",
    "percent": "%",
    **{"second": "s", "metre": "m", "meter": "m", "gram": "g", "kilogram": "kg", "mole": "mol", "kg": "kg"},
}
_NOT_READ = frozenset("of tothe raiseto highlight cancel per dozen".split())
_POWERS = {"squared": "^2", "cubed": "^3"}
_POWERS_BEFORE = {"square": "^2", "cubic": "^3"}
_NAME = later(r"\s*(?:\\([A-Za-z]+)|([A-Za-z]+|\\?%)|([/^{}()0-9*.~-]))")
_POWER = r"(?:\^(?:-?\d|\{-?\d\}))?"
_SHAPE = later(rf"\\?%|(?:[A-Za-z]+{_POWER}(?:[ */]\(?[A-Za-z]+{_POWER})*\)?)?")
_POWER_ALONE = later(r"\s*(?:\\(?:squared|cubed)|\^\{?-?\d\}?)?\s*")
_STYLED = later(r"\\(?:text|mathrm|mathit|textrm|mbox|operatorname)\s*\{([^{}]*)\}")
_SPACE = later(r"\\[,;:! ]|[$\s]+")


def written_out(text: str, names: Vocabulary) -> str:
    """Return `text` with siunitx's commands written out, of the same length.

    Raises ReadError for a number that is not one value, and for a unit that is not known or is a declared symbol.
    """
    if "\\qty(" in text:  # physics.sty's brackets
        text = text.replace("\\qty(", "    (")
    sheet = Sheet(text)
    closed = braces_of(text)
    for command in commands(text, _NUMBERS):
        number = _number(inside(text, command.arguments[0]), command.start)
        follows = text[command.end : command.end + 1].isalnum()
        sheet.write(command.start, command.end, f"{number} " if follows and number[-1].isdigit() else number)
    for command in commands(text, _UNITS):
        unit = _unit(inside(text, command.arguments[0]), names, command.start)
        sheet.write(command.start, command.end, f" {unit}".ljust(command.end - command.start))
    for command in commands(text, _QUANTITIES):
        span = group_at(text, command.end, closed)
        if span is None and command.name == "SI":
            raise ReadError("the command \\SI lacks its unit in braces", command.start)
        if span is None:  # physics.sty's brackets
            sheet.blank(command.start, command.behind_name)
        else:
            number = _number(inside(text, command.arguments[0]), command.start)
            sheet.write(command.start, span[1], f"{number} {_unit(inside(text, span), names, span[0])}")
    return sheet.text()


def _number(typed: str, position: int) -> str:
    """A number as anyone types it; a formula in braces."""
    if _UNCERTAIN.search(typed):
        raise ReadError("a number with an uncertainty stands here; one value is wanted", position)
    bare = re.sub(r"\\[,;:! ]|[\s~]", "", typed).replace("{,}", ",")
    number = _NUMBER.fullmatch(bare)
    if number is None or not (number[2] or number[4] or number[5]):
        if re.fullmatch(r"[-+\d.,eEdD]*", bare):
            raise ReadError("no number stands here", position)
        return f"{{{typed}}}"
    sign, whole, mark, decimals, exponent = number.groups(default="")
    if mark == "," and len(decimals) == 3 and 0 < len(whole) < 4 and not whole.startswith("0"):
        raise ReadError(f"siunitx takes the comma of {bare} for a decimal comma; write it without a comma", position)
    if not whole and not decimals:
        return f"{sign}10^{{{exponent}}}"
    return f"{sign}{whole or 0}" + (f".{decimals}" if decimals else "") + (f"e{exponent}" if exponent else "")


def _unit(typed: str, names: Vocabulary, position: int) -> str:
    """A unit as anyone types it: `GB/s`, `KiB`, `m/s^2`."""
    typed = _SPACE.sub(" ", _STYLED.sub(r" \1 ", typed))
    parts: list[str] = []
    prefix, power, per, at = "", "", "", 0
    while typed[at:].strip():
        name = _NAME.match(typed, at)
        if name is None:
            raise ReadError("this unit is not known here", position)
        at = name.end()
        command, word, sign = name.groups()
        if sign:
            parts.append({".": "*", "~": "*"}.get(sign, sign))
        elif command in _PREFIXES and not prefix:
            prefix = _PREFIXES[command]
        elif command in _POWERS and parts and not prefix:
            parts.append(_POWERS[command])
        elif command in _POWERS_BEFORE and not prefix:
            power = _POWERS_BEFORE[command]
        elif command == "per" and not prefix:
            per = "/" if parts else ""
        elif command in _PREFIXES or command in _NOT_READ:
            raise ReadError("this unit is not known here", position)
        else:
            joined = per or (" " if parts and parts[-1][-1:] not in tuple("/*^{(") else "")
            alone = not parts and _POWER_ALONE.fullmatch(typed, at) is not None
            parts.append(joined + _spoken(prefix, command, word, alone=alone, names=names, position=position) + power)
            prefix, power, per = "", "", ""
    unit = "".join([*parts, prefix])
    if not _SHAPE.fullmatch(unit):
        raise ReadError("this unit is not known here", position)
    return unit


def _spoken(prefix: str, command: str, word: str, *, alone: bool, names: Vocabulary, position: int) -> str:
    """One unit by its sign, or by its word where the sign may be taken for a scale (B) or a symbol."""
    if not prefix and (word == "B" or command in ("byte", "octet")):
        return "byte"
    spoken = prefix + (word or _SIGNS.get(command, command))
    if spoken.isalpha() and len(spoken) == 1 and command and (alone or names.cut(spoken) is not None):
        spoken = command
    if names.cut(spoken) is not None:
        raise ReadError(f"{spoken} is a declared symbol, and stands as a unit; write the value alone", position)
    return spoken
