"""What several kinds of parts are made of: references, mistakes, hints, choices, approximations, follow-through."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.catalog.aliases import refuse_clashes
from grader.catalog.bindings import Bindings, UnboundError, Value
from grader.catalog.entry import Entry
from grader.model import Approximation, Choice, FollowThrough, Hint, Mistake

HINT_LEVELS = 3

#: Symbols as `grader compare` takes them: a letter first, then letters, digits and underscores.
_SYMBOL = re.compile(r"[^\W\d_]\w*")


@dataclass(frozen=True, slots=True)
class Author:
    """What the assignment gives to all of its parts."""

    folder: Path
    bindings: Bindings
    choices: Mapping[str, tuple[Choice, ...]]


def reference(entry: Entry, author: Author) -> tuple[str, str]:
    """Return the one formula that is right and its binding ("" where the author wrote it as `answer`)."""
    value, source = bound(entry, author)
    if not isinstance(value, str):
        raise entry.error("reference", f"{source!r} is a table; wanted a single formula")
    return value, source


def bound(entry: Entry, author: Author) -> tuple[Value, str]:
    """Return the value of `reference = "module:name"` and the binding, or `answer = "…"` and ""."""
    if ("reference" in entry) == ("answer" in entry):
        raise entry.error(None, "wanted either 'reference' (module:name) or 'answer' (a formula), and not both")
    if "answer" in entry:
        return entry.text("answer"), ""
    binding = entry.text("reference")
    try:
        return author.bindings.value(binding), binding
    except UnboundError as error:
        raise entry.error("reference", str(error)) from None


def symbols(entry: Entry, key: str = "symbols") -> tuple[str, ...]:
    """Return the symbols under `key`."""
    names = entry.texts(key)
    for name in names:
        if not _SYMBOL.fullmatch(name):
            raise entry.error(key, f"{name!r} is no symbol; wanted letters, digits and underscores, such as N_i")
    return names


def even_symbols(entry: Entry, declared: tuple[str, ...]) -> tuple[str, ...]:
    """Return the symbols that take even values only."""
    names = symbols(entry, "even")
    for name in names:
        if name not in declared:
            raise entry.error("even", f"{name!r} is not among the part's symbols")
    return names


def mistakes(entry: Entry, rewrite: Callable[[str], str] = str) -> tuple[Mistake, ...]:
    """Return the listed mistakes; `rewrite` puts values into their formulas."""
    found = []
    for one in entry.list_of_tables("mistakes"):
        found.append(Mistake(rewrite(one.text("answer")), one.text("feedback")))
        one.finish()
    return tuple(found)


def hints(entry: Entry) -> tuple[Hint, ...]:
    """Return the hints, gentlest first; their place is their level."""
    texts = entry.texts("hints")
    if len(texts) > HINT_LEVELS:
        raise entry.error("hints", f"has {len(texts)} levels; wanted at most {HINT_LEVELS}")
    return tuple(Hint(level, text) for level, text in enumerate(texts, 1))


def choices(entry: Entry, author: Author) -> tuple[Choice, ...]:
    """Return the options: a table of names with their aliases, or the name of such a table in assignment.toml."""
    if isinstance(entry.data.get("choices"), str):
        name = entry.text("choices")
        if name not in author.choices:
            raise entry.error("choices", f"assignment.toml has no choices called {name!r}")
        return author.choices[name]
    return listed_choices(entry, "choices")


def listed_choices(entry: Entry, key: str) -> tuple[Choice, ...]:
    """Return the options listed in the table `key`: name = [aliases]."""
    table = entry.table(key)
    options = tuple(Choice(name, table.texts(name)) for name in table.data)
    if len(options) < 2:
        raise entry.error(key, f"has {len(options)} options; wanted two or more")
    refuse_clashes(entry, key, options)
    return options


def right_choice(entry: Entry, options: tuple[Choice, ...], name: str) -> str:
    """Return `name` if it is one of `options`."""
    if name not in {option.name for option in options}:
        key = "answer" if "answer" in entry else "reference"
        raise entry.error(key, f"is {name!r}, which is none of the choices {', '.join(o.name for o in options)}")
    return name


def approximations(entry: Entry, author: Author) -> tuple[Approximation, ...]:
    """Return the accepted approximations."""
    found = []
    for one in entry.list_of_tables("approximations"):
        found.append(Approximation(reference(one, author)[0], share(one), one.text("name")))
        one.finish()
    return tuple(found)


def share(entry: Entry) -> float:
    """Return the share of the points, over 0 and up to 1."""
    value = entry.number("share")
    if not 0 < value <= 1:
        raise entry.error("share", f"wanted a share over 0 and up to 1, found {value:g}")
    return value


def follow(
    entry: Entry, author: Author, full_id: Callable[[str], str] = str, given: tuple[int, ...] = ()
) -> FollowThrough | None:
    """Return the follow-through; `full_id` completes the ids that stand for a symbol's value."""
    if "follow" not in entry:
        return None
    one = entry.table("follow")
    table = one.table("values")
    values = {name: full_id(table.text(name)) for name in table.data}
    if not values:
        raise one.error("values", "is empty; wanted symbol = id of the earlier part or cell")
    listed = one.items("given", int, "a list of whole numbers", given)
    result = FollowThrough(reference(one, author)[0], values, share(one), listed)
    one.finish()
    return result
