"""Patterns compiled when they are first used: most answers need none of the rare ones, and compiling takes time."""

from __future__ import annotations

import re
from typing import Any, cast


class _Later:
    __slots__ = ("flags", "pattern", "source")

    def __init__(self, source: str, flags: int) -> None:
        self.source, self.flags = source, flags
        self.pattern: re.Pattern[str] | None = None

    def __getattr__(self, name: str) -> Any:
        if self.pattern is None:
            self.pattern = re.compile(self.source, self.flags)
        return getattr(self.pattern, name)


def later(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return what behaves as the compiled pattern."""
    return cast("re.Pattern[str]", _Later(source, flags))
