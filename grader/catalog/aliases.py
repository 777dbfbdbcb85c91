"""Names with other words for them (rows, columns, choices): how they are compared, and that none is ambiguous."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TypeVar

from grader.catalog.entry import Entry
from grader.model import Choice, Heading

Named = TypeVar("Named", Choice, Heading)

_PRODUCT_SIGNS = frozenset("×*⋅∙$^`´")  # no meaning in a name; category S, unlike other punctuation
_COMMAND = re.compile(r"\\([a-zA-Z]+)")
_SIGNS = {"propto": "∝", "sim": "∝", "Theta": "Θ"}
_DRESS = frozenset(  # LaTeX commands without a meaning in a name
    "cdot times text textbf textit textrm textsf texttt mathrm mathbf mathit mathsf mathtt mathcal operatorname boxed "
    "left right big Big bigl bigr Bigl Bigr displaystyle textstyle quad qquad".split()
)


def fold(text: str) -> str:
    """Return what of `text` counts when names are compared: no case, bold, spaces, punctuation or product signs.

    `**Quasi ¼ HD**` and `quasi 1/4 hd` are the same; so are `∝ √N` and `$\\propto \\sqrt{N}$`; `∝`, `+` and `=` count.
    """
    signs = _COMMAND.sub(_meaning, unicodedata.normalize("NFKC", text)).replace("√", "sqrt")
    plain = signs.casefold()
    return "".join(c for c in plain if c not in _PRODUCT_SIGNS and unicodedata.category(c)[0] in "LNS" and c != "⁄")


def _meaning(command: re.Match[str]) -> str:
    return " " if command[1] in _DRESS else _SIGNS.get(command[1], command[1])


def find(named: Iterable[Named], text: str) -> Named | None:
    """Return the choice, row or column that `text` names, or None."""
    wanted = fold(text)
    for one in named:
        if wanted and wanted in {fold(spelling) for spelling in spellings(one)}:
            return one
    return None


def spellings(one: Choice | Heading) -> tuple[str, ...]:
    """Return every way to write `one`: its name or id, its title, its aliases."""
    if isinstance(one, Choice):
        return (one.name, *one.aliases)
    return (one.id, one.title, *one.aliases)


def refuse_clashes(entry: Entry, key: str, named: Sequence[Choice] | Sequence[Heading]) -> None:
    """Raise AssignmentError where two of `named` share a spelling, or a spelling has nothing that counts."""
    owners: dict[str, str] = {}
    for one in named:
        name = one.name if isinstance(one, Choice) else one.id
        for spelling in spellings(one):
            folded = fold(spelling)
            if not folded:
                raise entry.error(key, f"{spelling!r} of {name!r} has no letter or digit to compare")
            if owners.setdefault(folded, name) != name:
                raise entry.error(key, f"{spelling!r} means both {owners[folded]!r} and {name!r}; an alias names one")
