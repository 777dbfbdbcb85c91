"""Units and scales behind a number or a formula: which multiply it, and which only say what is counted."""

from __future__ import annotations

from fractions import Fraction

from grader.expressions.patterns import later

#: A scale directly behind a number ("39.6T", "150 Mi", "2.5 GMACs"), where no symbol is declared.
_UNITS = "B|b|MACs?|macs?|FLOPs?|FLOPS|flops?|ops?|OPs?|bytes?|words?|elements?|elem|samples?|bits?|Hz"
_PREFIX = "Ki|Mi|Gi|Ti|Pi|Ei|Zi|Yi|k|K|M|G|T|P|E|Z|Y|B|bn|mn|[Mm]io|[Mm]rd|[Tt]sd|tn"
SCALE = later(rf"(?:[ ]*(?:\\[,;:! ]|~))?[ ]*({_PREFIX})(?:(?=[- ]?(?:{_UNITS})(?![A-Za-z]))|(?![A-Za-z]))")
#: Units of physics that no one takes for a product of symbols: compounds of metres, seconds and kilograms.
_SI = r"(?:kg|mol|rad|Hz|m|s|g)(?:\s*\^\s*(?:\{\s*-?\d\s*\}|-?\d))?"
_APART = r"(?:\s|\\[,;:! ])"
_JOINED = rf"(?:{_APART}*(?:[/·*]|\\cdot){_APART}*|{_APART}+)"
UNIT = later(rf"{_APART}*({_SI}(?:{_JOINED}{_SI})+|kg|mol|Hz|[mμn]s|dB)(?![A-Za-z0-9_^(])")
SCALE_FACTORS = {
    **{prefix: 1000**power for power, prefix in enumerate("kMGTPEZY", start=1)},
    "K": 1000,
    "B": 10**9,
    "bn": 10**9,
    "mn": 10**6,
    "mio": 10**6,
    "Mio": 10**6,
    "mrd": 10**9,
    "Mrd": 10**9,
    "tsd": 10**3,
    "Tsd": 10**3,
    "tn": 10**12,
    **{f"{prefix}i": 1024**power for power, prefix in enumerate("KMGTPEZY", start=1)},
}

#: Units that are a power of ten of another, which may be the one asked for.
SMALL_UNITS = {
    **{unit: Fraction(1, 10**3) for unit in ("ms", "mm", "mA", "mV")},
    **{unit: Fraction(1, 10**6) for unit in ("µs", "μs", "us", "µm", "μm")},
    **{unit: Fraction(1, 10**9) for unit in ("ns", "nm")},
    "ps": Fraction(1, 10**12),
    "cm": Fraction(1, 10**2),
    **{unit: Fraction(10**3) for unit in ("kHz", "km")},
    "MHz": Fraction(10**6),
    "GHz": Fraction(10**9),
}

#: Units with a prefix, which no declared symbols spell: they are set aside behind a formula, with their power.
METRIC = later(
    r"(?:[cdkmµμn]m|[kmM]?(?:Pa|Hz|eV|mol)|kg|mg|k[NJWV]|m[AV]|MW|kWh)(?:\s*\^\s*(?:\{\s*-?\d\s*\}|-?\d))?(?![A-Za-z0-9_(])"
)


def power_name(prefix: str) -> str:
    """A scale as a power: "2^20" for Mi, "10^6" for M."""
    factor = SCALE_FACTORS[prefix]
    return f"2^{factor.bit_length() - 1}" if prefix.endswith("i") else f"10^{len(str(factor)) - 1}"
