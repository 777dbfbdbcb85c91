"""`python -m grader.catalog [FOLDER]...` writes `key.json` of the given assignments, by default the built-in ones."""

from __future__ import annotations

import sys
from pathlib import Path

from grader.catalog.key import write_key
from grader.catalog.library import find_folder, names
from grader.errors import GraderError


def main(folders: list[str]) -> int:
    """Write the keys and print their paths; return the exit code: 2 with one line for an author's error."""
    try:
        for folder in [Path(folder) for folder in folders] or [find_folder(name) for name in names()]:
            print(write_key(folder))
    except GraderError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
