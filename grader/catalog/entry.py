"""One table of an author's TOML file, read key by key: every mistake is named with its file, line and key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from grader.errors import AssignmentError

_HEADER = re.compile(r"^\s*\[{1,2}\s*([^\[\]]+?)\s*\]{1,2}\s*(#.*)?$")
_REQUIRED: Any = object()

#: Ids are joined by dots and typed by students.
ID = re.compile(r"[a-z][a-z0-9_]*")
ID_WANTED = "wanted small letters, digits and underscores, a letter first"

KeyPath = tuple[str | int, ...]


class SourceFile:
    """A TOML file of an assignment: its data, and where its keys stand."""

    def __init__(self, path: Path) -> None:
        """Read `path`. Raises AssignmentError when it cannot be read or is no TOML."""
        self.label = f"{path.parent.name}/{path.name}"
        try:
            self.text = path.read_bytes().decode("utf-8").replace("\r\n", "\n")
            self.data = tomllib.loads(self.text)
        except OSError as error:
            raise AssignmentError(f"{self.label}: cannot be read ({error.strerror or error})") from None
        except UnicodeDecodeError as error:
            raise AssignmentError(f"{self.label}: not UTF-8 (byte {error.start}); save it as UTF-8") from None
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            raise AssignmentError(f"{self.label}: not valid TOML: {error}") from None

    def line_of(self, path: KeyPath) -> int | None:
        """Return the line on which the key at `path` stands, or its table's, or None; only called for a message."""
        best: int | None = None
        depth, header = 0, ""
        seen: dict[str, int] = {}
        for number, line in enumerate(self.text.splitlines(), 1):
            if match := _HEADER.match(line):
                header = match[1].replace('"', "").replace(" ", "")
                seen[header] = seen.get(header, -1) + 1
                here = _with_index(header, seen[header], path)
                if path[: len(here)] == here and len(here) > depth:
                    best, depth = number, len(here)
            elif match := re.match(r'\s*"?([\w.-]+)"?\s*=', line):
                here = (*_with_index(header, seen.get(header, 0), path), match[1])
                if path[: len(here)] == here and len(here) > depth:
                    best, depth = number, len(here)
        return best


def _with_index(header: str, index: int, path: KeyPath) -> KeyPath:
    """Return the path of the `index`-th table called `header`, with the index where `path` has one."""
    names: list[str | int] = list(header.split(".")) if header else []
    for position, name in enumerate(path):
        if isinstance(name, int) and position <= len(names):
            names.insert(position, index if position == len(names) else name)
    return tuple(names)


class Entry:
    """A table of `file` at `path`. Take its keys by type; `finish` refuses what was not taken."""

    def __init__(self, file: SourceFile, data: Mapping[str, Any], path: KeyPath = ()) -> None:
        self.file, self.data, self.path = file, data, path
        self._taken: set[str] = set()

    @property
    def where(self) -> str:
        """File and key, for messages and `Part.where`."""
        return f"{self.file.label}: {_dotted(self.path)}" if self.path else self.file.label

    def error(self, key: str | None, message: str) -> AssignmentError:
        """Return the error that `message` is to be raised with, about `key` of this table or the table itself."""
        path = self.path if key is None else (*self.path, key)
        line = self.file.line_of(path)
        place = self.file.label if line is None else f"{self.file.label}:{line}"
        return AssignmentError(f"{place} {_dotted(path)}: {message}" if path else f"{place}: {message}")

    def __contains__(self, key: str) -> bool:
        return key in self.data

    def text(self, key: str, default: str = _REQUIRED) -> str:
        """Return a string, without the spaces around it; an empty one counts as missing."""
        value = self._take(key, default, str, "a string in quotes")
        if isinstance(value, str) and not value.strip() and default is _REQUIRED:
            raise self.error(key, "is empty; write it, or take the key out")
        return value.strip() if isinstance(value, str) else value

    def number(self, key: str, default: float = _REQUIRED) -> float:
        """Return a number that is not negative."""
        value = self._take(key, default, (int, float), "a number")
        if not 0 <= value < float("inf"):  # refuses NaN too
            raise self.error(key, f"wanted a number that is 0 or more, found {value}")
        return float(value)

    def whole(self, key: str, default: int | None = _REQUIRED) -> int | None:
        """Return a positive whole number."""
        value: int | None = self._take(key, default, int, "a whole number")
        if value is not None and value < 1:
            raise self.error(key, f"wanted a whole number that is 1 or more, found {value}")
        return value

    def flag(self, key: str, default: bool = _REQUIRED) -> bool:
        """Return true or false."""
        value: bool = self._take(key, default, bool, "true or false")
        return value

    def texts(self, key: str, default: Iterable[str] = ()) -> tuple[str, ...]:
        """Return a list of strings, each different."""
        values = self.items(key, str, "a list of strings", default)
        if len(set(values)) != len(values):
            raise self.error(key, "lists something twice; take one out")
        return values

    def items(
        self, key: str, kind: type | tuple[type, ...], wanted: str, default: Iterable[Any] = ()
    ) -> tuple[Any, ...]:
        """Return a list whose members are all of `kind`."""
        values = self._take(key, list(default), list, wanted)
        for value in values:
            if not isinstance(value, kind) or isinstance(value, bool):
                raise self.error(key, f"wanted {wanted}, found {_shown(value)} in it")
        return tuple(values)

    def table(self, key: str, default: Mapping[str, Any] = _REQUIRED) -> Entry:
        """Return the table under `key`."""
        return Entry(self.file, self._take(key, default, dict, "a table"), (*self.path, key))

    def tables(self, key: str, required: bool = True) -> Iterator[tuple[str, Entry]]:
        """Yield id and table of each table under the table `key`, in the order of the file."""
        outer = self.table(key) if required else self.table(key, {})
        if required and not outer.data:
            raise self.error(key, f"is empty; add a table [{_dotted((*outer.path, 'NAME'))}]")
        for name in outer.data:
            if not ID.fullmatch(name):
                raise outer.error(name, f"{name!r} is no id; {ID_WANTED}")
            yield name, outer.table(name)

    def list_of_tables(self, key: str) -> Iterator[Entry]:
        """Yield each table of the array of tables `key` (none where it is left out)."""
        values = self.items(key, dict, f"tables [[{_dotted((*self.path, key))}]]")
        for index, value in enumerate(values):
            yield Entry(self.file, value, (*self.path, key, index))

    def finish(self) -> None:
        """Raise AssignmentError for a key that nobody took, with the nearest that could have been meant."""
        for key in self.data:
            if key not in self._taken:
                near = get_close_matches(key, self._taken, 1)
                advice = f"; did you mean {near[0]!r}?" if near else f"; known here: {', '.join(sorted(self._taken))}"
                raise self.error(key, f"unknown key{advice}")

    def _take(self, key: str, default: Any, kind: type | tuple[type, ...], wanted: str) -> Any:
        self._taken.add(key)
        if key not in self.data:
            if default is _REQUIRED:
                raise self.error(None, f"lacks the key {key!r}; wanted {wanted}")
            return default
        value = self.data[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise self.error(key, f"wanted {wanted}, found {_shown(value)}")
        return value


def _dotted(path: KeyPath) -> str:
    return ".".join(str(name + 1) if isinstance(name, int) else name for name in path)


def _shown(value: object) -> str:
    text = repr(value)
    return f"{type(value).__name__} {text if len(text) <= 40 else text[:37] + '...'}"
