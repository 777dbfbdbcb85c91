"""Where `exercises/` and `templates/` are: bundled inside a wheel, beside the packages in a checkout."""

from pathlib import Path

from grader.errors import GraderError

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """Return the folder of data called `name` (`exercises` or `templates`).

    Raises GraderError when the installation lacks it.
    """
    for candidate in (_PACKAGE / "_bundled" / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise GraderError(f"the installation lacks its folder {name!r}; reinstall xnn-grader")
