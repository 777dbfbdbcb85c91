"""What a submission holds: its hash, when it was handed in, and a folder of its loose files."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.batch.find import Found
from grader.errors import SubmissionError
from grader.gradebook import Known

MOST_BYTES = 256 << 20  # beyond, a file's size and time stand for its content
MOST_FILES = 10_000
_BLOCK = 1 << 20


def known(found: Found) -> Known:
    """Return what the gradebook keeps of a submission: hash of names and contents, time of the newest file."""
    digest = hashlib.sha256()
    newest, left = 0.0, MOST_BYTES
    for name, file in _files(found):
        try:
            status = file.lstat()
        except OSError as error:
            digest.update(f"{name}\0{error.errno}\0".encode(errors="surrogateescape"))
            continue
        newest = max(newest, status.st_mtime)
        digest.update(f"{name}\0{status.st_mode:o}\0{status.st_size}\0".encode(errors="surrogateescape"))
        left -= _add(digest, file, status, left)
    return Known(found.name, found.student, digest.hexdigest(), newest)


@contextmanager
def as_path(found: Found) -> Iterator[Path]:
    """Yield the submission as one path; a student's loose files are copied into a folder for as long as it is needed.

    Raises SubmissionError when one of them is a link or cannot be copied.
    """
    if found.path is not None:
        yield found.path
        return
    with tempfile.TemporaryDirectory(prefix="grader-") as above:
        folder = Path(above, found.student.replace("/", "_") or "student")
        folder.mkdir()
        for name, file in found.files:
            if file.is_symlink() or not file.is_file():
                raise SubmissionError(f"{file.name}: is not a plain file; hand in the file itself")
            shutil.copyfile(file, folder / Path(name).name)
        yield folder


def _files(found: Found) -> Iterator[tuple[str, Path]]:
    """Yield (name inside the submission, place) in a fixed order; links are not followed."""
    if found.path is None:
        yield from sorted(found.files)
    elif found.path.is_symlink() or not found.path.is_dir():
        yield found.path.name, found.path
    else:
        count = 0
        for folder, folders, files in os.walk(found.path):
            folders.sort()
            for name in sorted([*files, *(name for name in folders if Path(folder, name).is_symlink())]):
                yield str(Path(folder, name).relative_to(found.path)), Path(folder, name)
                count += 1
            if count > MOST_FILES:
                return


def _add(digest: hashlib._Hash, file: Path, status: os.stat_result, most: int) -> int:
    """Add a file's content to `digest`, or what stands for it; return the bytes read."""
    if stat.S_ISLNK(status.st_mode):
        digest.update(os.fsencode(file.readlink()))
        return 0
    if not stat.S_ISREG(status.st_mode) or status.st_size > most:
        digest.update(str(status.st_mtime_ns).encode())
        return 0
    try:
        with file.open("rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
    except OSError as error:
        digest.update(str(error.errno).encode())
    return status.st_size
