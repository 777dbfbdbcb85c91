"""References by name: from `key.json` where it is fresh, else from the `reference` package, by way of sympy."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from grader.errors import GraderError

#: A formula in plain Python syntax, or a table of them: row, then column.
Value = str | dict[str, dict[str, str]]

_NAME = re.compile(r"[a-z][a-z0-9_]*:[A-Za-z_][A-Za-z0-9_]*")

#: Where `reference` must come from: beside this package, in a checkout and in an installation.
REFERENCE = Path(__file__).resolve().parents[2] / "reference"


class UnboundError(Exception):
    """A binding that leads nowhere; the message says why. Becomes an AssignmentError with the author's key."""


def reference_sha256() -> str:
    """Return the SHA-256 of the sources of the `reference` package's own modules, whatever their line ends."""
    digest = hashlib.sha256()
    for path in sorted(REFERENCE.glob("*.py")):
        digest.update(f"{path.name}\0".encode() + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


class Bindings:
    """The values of bindings such as `matmul:arithmetic_intensity`; remembers those asked for in `used`."""

    def __init__(self, known: Mapping[str, Value]) -> None:
        self._known = known
        self.used: dict[str, Value] = {}

    def value(self, binding: str) -> Value:
        """Return what `binding` stands for. Raises UnboundError when it stands for nothing that can be a reference."""
        if binding not in self.used:
            self.used[binding] = self._known[binding] if binding in self._known else _derive(binding)
        return self.used[binding]


def read_key(folder: Path) -> dict[str, Any]:
    """Return the content of the assignment's `key.json`; empty where there is none or it is damaged."""
    try:
        key = json.loads((folder / "key.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return key if isinstance(key, dict) and isinstance(key.get("formulas"), dict) else {}


def _derive(binding: str) -> Value:
    if not _NAME.fullmatch(binding):
        raise UnboundError(f"{binding!r} is no binding; write it as module:name, such as matmul:arithmetic_intensity")
    module_name, name = binding.split(":")
    if not (REFERENCE / f"{module_name}.py").is_file():
        raise UnboundError(f"reference has no module {module_name!r}")
    _reference_package()
    module = importlib.import_module(f"reference.{module_name}")
    if not hasattr(module, name):
        raise UnboundError(f"reference/{module_name}.py has no {name!r}")
    return _plain(getattr(module, name), binding)


def _reference_package() -> ModuleType:
    """Import our `reference` by its place, so that a file of that name elsewhere on the path is never run.

    Raises GraderError when another one was imported before.
    """
    package = sys.modules.get("reference")
    if package is not None:
        if Path(package.__file__ or "").resolve() != REFERENCE / "__init__.py":
            raise GraderError(
                f"another package called 'reference' is loaded, from {package.__file__}; run from elsewhere"
            )
        return package
    spec = importlib.util.spec_from_file_location(
        "reference", REFERENCE / "__init__.py", submodule_search_locations=[str(REFERENCE)]
    )
    if spec is None or spec.loader is None or not (REFERENCE / "__init__.py").is_file():
        raise GraderError("the installation lacks its package 'reference'; reinstall xnn-grader")
    package = sys.modules["reference"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(package)
    return package


def _plain(value: object, binding: str) -> Value:
    """Return `value` in plain Python syntax: expressions printed, truth as yes and no, code by its binding."""
    import sympy

    if isinstance(value, bool | sympy.logic.boolalg.BooleanAtom):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    if isinstance(value, int | sympy.Expr | sympy.Tuple):
        return str(value)
    if isinstance(value, Mapping):
        return {row: {column: _cell(cell, binding) for column, cell in cells.items()} for row, cells in value.items()}
    if callable(value):
        return binding
    raise UnboundError(
        f"{binding!r} is a {type(value).__name__}; wanted an expression, a truth value or a table of them"
    )


def _cell(value: object, binding: str) -> str:
    plain = _plain(value, binding)
    if not isinstance(plain, str):
        raise UnboundError(f"{binding!r} has a table inside a table; wanted row, then column")
    return plain
