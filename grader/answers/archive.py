"""Zips. Only the entries that are needed are inflated, in memory, counting what comes out; none is written to disk."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from grader.answers import limits
from grader.answers.bundle import passed_over, read_file
from grader.answers.sheet import quoted
from grader.errors import SubmissionError

_ENTRY_MARK = b"PK\x01\x02"
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError,
    RuntimeError, ValueError, OSError, IndexError, KeyError, OverflowError, LookupError,
)  # fmt: skip
_REMEDY = "make the zip again"


class Archive:
    """The files of a zip by name. Raises SubmissionError for one that is damaged, encrypted, too large or ambiguous."""

    def __init__(self, path: Path) -> None:
        self.file = path.name
        self.links: list[str] = []
        self.warnings: list[str] = []
        self._left = limits.UNPACKED_BYTES
        data = read_file(path, self.file, limits.ZIP_BYTES)
        if len(data) > limits.ZIP_BYTES:
            raise SubmissionError(f"{self.file}: over {limits.ZIP_BYTES >> 20} MiB; zip only the answers and the code")
        if data.count(_ENTRY_MARK) > 2 * limits.FILES:
            raise self._too_many()
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN:
            raise SubmissionError(f"{self.file}: not a zip, or a damaged one; {_REMEDY}") from None
        self._entries = self._listed()
        self.names = tuple(sorted(self._entries, key=lambda name: (name.count("/"), name)))

    def _too_many(self) -> SubmissionError:
        return SubmissionError(f"{self.file}: more than {limits.FILES} entries; zip only the answers and the code")

    def _listed(self) -> dict[str, zipfile.ZipInfo]:
        """Entry by name; what would lead out of the zip is passed over with a warning."""
        infos = self._zip.infolist()
        if len(infos) > limits.FILES:
            raise self._too_many()
        found: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            name = info.filename.replace("\\", "/")
            parts = PurePosixPath(name).parts
            if name.endswith("/") or any(passed_over(part) for part in parts if part != ".."):
                continue
            if _leads_out(name) or stat.S_ISLNK(info.external_attr >> 16):
                self.links += [] if _leads_out(name) else [name]
                self.warnings.append(f"{quoted(name)} in {self.file} is a link or leads out of the zip; it is not read")
                continue
            name = str(PurePosixPath(name))
            if name in found:
                raise SubmissionError(f"{self.file}: two entries are called {quoted(name)}; keep one and zip again")
            found[name] = info
        return found

    def read(self, name: str, cap: int) -> bytes:
        """Return the first `cap` + 1 bytes that come out of the entry, whatever its header says of its size."""
        info = self._entries[name]
        if info.flag_bits & 1:
            raise SubmissionError(f"{self.file}: {quoted(name)} is encrypted; make the zip without a password")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise SubmissionError(f"{self.file}: {quoted(name)} is packed in an unusual way; make an ordinary zip")
        try:
            with self._zip.open(info) as file:
                data = file.read(min(cap + 1, self._left))
        except _BROKEN:
            raise SubmissionError(f"{self.file}: {quoted(name)} is damaged; {_REMEDY}") from None
        self._left -= len(data)
        if self._left <= 0:
            size = limits.UNPACKED_BYTES >> 20
            raise SubmissionError(f"{self.file}: unpacks to over {size} MiB; zip only the answers and the code")
        return data


def _leads_out(name: str) -> bool:
    return name.startswith("/") or ".." in name.split("/") or name[1:2] == ":" or "\0" in name
