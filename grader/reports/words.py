"""The words that all formats share, from `report/words.toml` of the templates folder."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader.errors import AssignmentError
from grader.reports.run import Run
from grader.resources import folder

FILE = "report/words.toml"


class Words:
    """Sentences by dotted key, filled in with `words("summary.score", score="3", max="4")`."""

    def __init__(self, tables: Mapping[str, Any], source: str) -> None:
        self._tables = tables
        self._source = source

    def __call__(self, key: str, **values: object) -> str:
        """Return the sentence at `key` with `values` put in; raises AssignmentError for a key or name unknown."""
        try:
            entry: Any = self._tables
            for name in key.split("."):
                entry = entry[name]
            return str(entry).format(**values)
        except (KeyError, IndexError, ValueError, TypeError) as cause:
            raise AssignmentError(f"{self._source}: {key}: {cause}: see the key in the built-in {FILE}") from None

    def points(self, amount: float) -> str:
        """Return `amount` as "1 point" or "2.5 points"."""
        return self("points.one" if amount == 1 else "points.other", n=number(amount))


@functools.cache
def load(templates: Path | None = None) -> Words:
    """Return the built-in words, those of `templates/report/words.toml` (where there is one) in their place.

    Raises AssignmentError when that file is not TOML.
    """
    tables = _read(folder("templates") / FILE)
    own = templates / FILE if templates else None
    if own is None or not own.is_file():
        return Words(tables, FILE)
    return Words(_merged(tables, _read(own)), str(own))


def number(value: float) -> str:
    """Return `value` with at most two decimals and no trailing zeros: 4, 1.5, 0.33."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def of_points(score: float, required: float, bonus: float) -> str:
    """Return points of a question: "3 / 4", "5 / 4 (+2)" with a bonus, "+1 / +2" where all of it is bonus."""
    if not required and bonus:
        return f"+{number(score)} / +{number(bonus)}"
    return f"{number(score)} / {number(required)}" + (f" (+{number(bonus)})" if bonus else "")


def confusions(found: Run | None, say: Words) -> str:
    """Return the sentence on the three digits most often misread, "" where none was."""
    if found is None or not found.confusions:
        return ""
    pairs = (say("part.pair", label=label, predicted=predicted, n=n) for label, predicted, n in found.confusions[:3])
    return say("part.confused", pairs=", ".join(pairs))


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as cause:
        raise AssignmentError(f"{path}: not readable as TOML: {cause}") from None


def _merged(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in own.items():
        below = merged.get(key)
        merged[key] = _merged(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return merged
