"""Assignments by name: `exercises/` and the author's own folders, checked and bound to their reference answers."""

from __future__ import annotations

from grader.catalog.aliases import find, fold
from grader.catalog.key import write_key
from grader.catalog.library import Examples, examples, load, names

__all__ = ["Examples", "examples", "find", "fold", "load", "names", "write_key"]
