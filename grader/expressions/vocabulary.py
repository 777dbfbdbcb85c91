"""The declared symbols of a part and every way to spell them; cutting a run of letters into them."""

from __future__ import annotations

import re
from functools import lru_cache

from grader.expressions.patterns import later
from grader.expressions.words import STOP

GREEK = {
    "alpha": "α",
    "beta": "β",
    "gamma": "γ",
    "delta": "δ",
    "epsilon": "ε",
    "zeta": "ζ",
    "eta": "η",
    "theta": "θ",
    "iota": "ι",
    "kappa": "κ",
    "lambda": "λ",
    "mu": "μ",
    "nu": "ν",
    "xi": "ξ",
    "pi": "π",
    "rho": "ρ",
    "sigma": "σ",
    "tau": "τ",
    "upsilon": "υ",
    "phi": "φ",
    "chi": "χ",
    "psi": "ψ",
    "omega": "ω",
    "Gamma": "Γ",
    "Delta": "Δ",
    "Theta": "Θ",
    "Lambda": "Λ",
    "Xi": "Ξ",
    "Pi": "Π",
    "Sigma": "Σ",
    "Phi": "Φ",
    "Psi": "Ψ",
    "Omega": "Ω",
    "Upsilon": "Υ",
    "omicron": "ο",
    "ell": "ℓ",
}
VARIANTS = {
    "varepsilon": "epsilon",
    "vartheta": "theta",
    "varphi": "phi",
    "varrho": "rho",
    "varsigma": "sigma",
    "varkappa": "kappa",
    "varpi": "pi",
    **{f"var{name}": name for name in "Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega Upsilon".split()},
}
#: Names that call a function when no symbol of that name is declared; the value is the function's own name.
FUNCTIONS = {
    "sqrt": "sqrt",
    "cbrt": "cbrt",
    "root": "root",
    "log": "log",
    "ln": "log",
    "lg": "log2",
    "lb": "log2",
    "ld": "log2",
    "log2": "log2",
    "log10": "log10",
    "exp": "exp",
    "expm1": "expm1",
    "exp2": "exp2",
    "floor": "floor",
    "ceil": "ceil",
    "ceiling": "ceil",
    "min": "min",
    "minimum": "min",
    "max": "max",
    "maximum": "max",
    "abs": "abs",
    "fabs": "abs",
    "factorial": "fact",
    "fact": "fact",
    "binomial": "binom",
    "binom": "binom",
    "comb": "binom",
    "nchoosek": "binom",
    "choose": "binom",
    "perm": "perm",
    "permutations": "perm",
    "nPr": "perm",
    "mod": "mod",
    "fmod": "mod",
    "pow": "pow",
    "power": "pow",
    "sum": "sum",
    "prod": "prod",
    "product": "prod",
    "int": "int",
    "cdiv": "cdiv",
    "cld": "cdiv",
    "ceildiv": "cdiv",
    "roundup": "roundup",
    "rounddown": "rounddown",
    "float": "float",
}
FUNCTIONS |= {  # "Sqrt", "SQRT"
    **{name.capitalize(): FUNCTIONS[name] for name in FUNCTIONS if name not in ("lb", "ld", "int", "sum")},
    **{name.upper(): name for name in "sqrt ceil floor exp min max abs log log10 mod int pow fact sum".split()},
    **{"POWER": "pow", "CEILING": "ceil", "COMBIN": "binom", "PRODUCT": "prod", "LN": "log"},  # a spreadsheet's
    **{"ROUNDUP": "roundup", "ROUNDDOWN": "rounddown", "INT": "floor"},
}
_MODULES = later(
    r"(?:[Mm]ath|np|numpy|torch|sp|scipy\.special|sympy|sym|jnp|cmath|tf|operator)\.(?=[A-Za-z])|std::(?=[a-z])"
)
_EMBEDDED = ("log2", "log10", "sqrt", "log", "ln", "lg", "exp")

Piece = tuple[str, str]  # ("sym", name), ("fn", name), ("const", name) or ("times", "x")


class Cut:
    """A run of letters cut into pieces: whether another cut is possible, and whether case had to be ignored."""

    __slots__ = ("ambiguous", "other_case", "pieces")

    def __init__(self, pieces: tuple[Piece, ...], ambiguous: bool = False, other_case: bool = False) -> None:
        self.pieces = pieces
        self.ambiguous = ambiguous
        self.other_case = other_case


class Vocabulary:
    """The declared symbols of one part; made once per set of symbols and kept (see `vocabulary`)."""

    __slots__ = ("_cuts", "_folded", "_longest", "ambiguous", "flat", "names", "quick")

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        self.flat: dict[str, str] = {}
        for name in names:  # exact names first: they win over another symbol's short spelling
            self.flat.setdefault(name, name)
        for name in names:
            for spelling in _spellings(name):
                self.flat.setdefault(spelling, name)
        for name in names:  # φ and ϕ are one letter where only one of them is declared
            for spelling in _variant_spellings(name):
                self.flat.setdefault(spelling, name)
        self._longest = max(map(len, self.flat), default=0)
        self._folded: dict[str, str | None] = {}
        for spelling, name in self.flat.items():
            low = spelling.lower()
            self._folded[low] = name if self._folded.get(low, name) == name else None
        self._cuts: dict[str, Cut | None] = {}
        self.quick: dict[str, tuple[Piece, ...]] = {
            spelling: (("sym", name),) for spelling, name in self.flat.items() if spelling not in STOP
        }
        self.ambiguous = frozenset(run for run in self.flat if len(run) > 1 and len(self._ways(run, self.flat)) > 1)

    def keep_quick(self, run: str, cut: Cut) -> None:
        """Keep what a run of letters means wherever nothing goes on with it."""
        if len(self.quick) < 5000 and all(kind != "times" for kind, _ in cut.pieces):
            self.quick[run] = cut.pieces

    def keep_word(self, run: str) -> None:
        """Keep that a run of letters is a word wherever nothing goes on with it."""
        if len(self.quick) < 5000:
            self.quick[run] = (("word", run),)

    def __contains__(self, name: str) -> bool:
        return name in self.flat

    def subscripted(self, base: str, subscript: str) -> tuple[str, str] | None:
        """Return (letters before, symbol) where a tail of `base` with `subscript` is a declared symbol, or None.

        The longest tail wins: with N_i declared, `MN` with subscript `i` is M and N_i.
        """
        plain = subscript_key(subscript)
        for start in range(len(base)):
            tail = base[start:]
            for key in (f"{tail}_{plain}", f"{tail}{plain}" if plain.isdigit() else ""):
                if key and key in self.flat:
                    return base[:start], self.flat[key]
        return None

    def subscripted_other_case(self, base: str, subscript: str) -> str | None:
        """Return the one symbol that differs only in case from `base` with `subscript`, or None."""
        return self._folded.get(f"{base}_{subscript_key(subscript)}".lower())

    def cut(self, run: str) -> Cut | None:
        """Return `run` cut into declared symbols (and functions between them), longest first, or None."""
        if run not in self._cuts:
            if len(self._cuts) > 5000:
                self._cuts.clear()
            self._cuts[run] = self._find_cut(run)
        return self._cuts[run]

    def nearest(self, run: str) -> str | None:
        """Return the declared symbol that was most likely meant by an unknown one, or None."""
        from difflib import get_close_matches

        found = get_close_matches(run, self.flat, n=1, cutoff=0.6)
        return self.flat[found[0]] if found else None

    def _find_cut(self, run: str) -> Cut | None:
        if len(run) > 60 or not self.flat:
            return None
        ways = self._ways(run, self.flat)
        if ways:
            meanings = {tuple(sorted(way)) for way in ways}
            return Cut(ways[0], ambiguous=len(meanings) > 1)
        ways = [way for way in self._ways(run, self.flat, functions=True) if any(piece[0] == "sym" for piece in way)]
        if ways:
            return Cut(ways[0])
        folded = {low: name for low, name in self._folded.items() if name is not None}
        ways = self._ways(run.lower(), folded)
        if ways and len({tuple(sorted(way)) for way in ways}) == 1:
            return Cut(ways[0], other_case=True)
        return None

    def _ways(self, run: str, flat: dict[str, str], functions: bool = False) -> list[tuple[Piece, ...]]:
        """Return up to four cuts of `run`, the one that takes the longest pieces first at its head."""
        reach: dict[int, list[tuple[Piece, ...]]] = {len(run): [()]}
        for start in range(len(run) - 1, -1, -1):
            found: list[tuple[Piece, ...]] = []
            for piece, end in self._pieces_at(run, start, flat, functions):
                found.extend((piece, *rest) for rest in reach.get(end, ())[: 4 - len(found)])
            if found:
                reach[start] = found
        return reach.get(0, [])

    def _pieces_at(self, run: str, start: int, flat: dict[str, str], functions: bool) -> list[tuple[Piece, int]]:
        pieces: list[tuple[Piece, int]] = []
        for length in range(min(self._longest, len(run) - start), 0, -1):
            name = flat.get(run[start : start + length])
            if name is not None:
                pieces.append((("sym", name), start + length))
        if functions:
            pieces += [(("fn", FUNCTIONS[w]), start + len(w)) for w in _EMBEDDED if run.startswith(w, start)]
            for spelling, constant in (("pi", "pi"), ("π", "pi"), ("e", "e")):
                if run.startswith(spelling, start) and spelling not in flat:
                    pieces.append((("const", constant), start + len(spelling)))
            if run[start] in "xX" and run[start] not in flat and 0 < start < len(run) - 1:
                pieces.append((("times", "x"), start + 1))
        return pieces


def subscript_key(subscript: str) -> str:
    """Return a subscript without the braces, commands, spaces and separators of its notation."""
    bare = re.sub(r"\\(?:text|mathrm|mathit|mathbf|rm|operatorname|textrm|textit|mbox)(?![A-Za-z])", "", subscript)
    bare = re.sub(r"\\([A-Za-z]+)", lambda m: GREEK.get(m[1], m[1]), bare)
    return re.sub(r"[{}\s_,\\'\"*]", "", bare)


def _spellings(name: str) -> list[str]:
    """Every flat spelling of a declared name: with and without the underscore, Greek as word and letter."""
    base, _, subscript = name.partition("_")
    if not subscript and (digits := re.fullmatch(r"([A-Za-z]+?)(\d+)", name)):
        base, subscript = digits[1], digits[2]
    bases = {base, *([GREEK[base]] if base in GREEK else [])}
    subscripts = {subscript_key(subscript), *([GREEK[subscript]] if subscript in GREEK else [])}
    found = []
    for head in bases:
        for tail in subscripts:
            found += [head] if not tail else [f"{head}_{tail}", f"{head}{tail}"]
            if tail in ("prime", "p"):
                found.append(f"{head}'")
    return found


def _variant_spellings(name: str) -> list[str]:
    """The spellings of a name with a Greek letter in its other form, `varepsilon` for `epsilon` and the reverse."""
    found = []
    parts = name.split("_")
    for at, part in enumerate(parts):
        for variant, letter in VARIANTS.items():
            if part in (variant, letter):
                other = letter if part == variant else variant
                found += _spellings("_".join([*parts[:at], other, *parts[at + 1 :]]))
    return found


def module_prefix(text: str, position: int) -> int:
    """Return where a prefix such as `math.` at `position` ends, or `position` itself."""
    match = _MODULES.match(text, position)
    return match.end() if match else position


@lru_cache(maxsize=512)
def vocabulary(names: tuple[str, ...]) -> Vocabulary:
    """Return the vocabulary of the declared symbols `names`."""
    return Vocabulary(names)
