"""Patterns compiled when they are first used: most answers need none of the rare ones, and compiling takes time."""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("match", "search", "fullmatch", "sub", "finditer", "findall", "split")


class _Later:
    __slots__ = (*_METHODS, "flags", "source")

    def __init__(self, source: str, flags: int) -> None:
        self.source, self.flags = source, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.source, self.flags)
        for method in _METHODS:  # from now on they are found without coming here
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def later(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return what behaves as the compiled pattern."""
    return cast("re.Pattern[str]", _Later(source, flags))
