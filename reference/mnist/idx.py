"""The IDX files of MNIST, packed or not, read only as far as needed and never without their SHA-256."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt


class DataError(Exception):
    """A data file is damaged, short or unreadable; the text names the file."""


@dataclass(frozen=True, slots=True)
class IdxFile:
    """What an unpacked file must be: the shape of its array (after the header) and its SHA-256."""

    shape: tuple[int, ...]
    sha256: str

    @property
    def header(self) -> bytes:
        """Magic number (unsigned bytes, number of dimensions) and the sizes, all big-endian 32 bit."""
        return bytes([0, 0, 8, len(self.shape)]) + b"".join(size.to_bytes(4, "big") for size in self.shape)

    @property
    def row(self) -> int:
        """Bytes of one image or label."""
        return int(np.prod(self.shape[1:], dtype=int))


FILES = {
    "train-images-idx3-ubyte": IdxFile(
        (60_000, 28, 28), "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"
    ),
    "train-labels-idx1-ubyte": IdxFile((60_000,), "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
    "t10k-images-idx3-ubyte": IdxFile(
        (10_000, 28, 28), "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"
    ),
    "t10k-labels-idx1-ubyte": IdxFile((10_000,), "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
}

#: SHA-256 (first half) of the training images in blocks of 4,096, so that a run on some of them verifies only those.
BLOCK = 4_096
PART = 1 << 15  # bytes of a packed file that are read at once
_BLOCKS = """
    0b4fd4c8b1772cc9c3b67cdb85355811 7490a42b2378a6123fed4648f879265f 844ccba8a9c800f15d7ec461dca8f88e
    1fbca5f9a1f037fcd5d0d7687511c9a6 45280539fb141c15538b7aa366fff429 e02e5efe45daf30af82161e47c208355
    adb154a07dcc32fab77e4808060d5326 d7c65326d890c6d96b2b88267ef5a927 1a6271d229adcea7bcc279df58bf5a18
    58e265c86f3c251d956d7edc223b9d84 9b6c9262fbfbfa2ca6eec8ad61fdada1 0fdb5210219eb4ed9ec9f47d0dbd60ee
    ce365a510a53743bcab9f1af0617fb49 4b1891e58749b9c0d62045d37cf3c5c3 3984638ac5e18d561c69a6ca38015b3c
"""
BLOCKS = tuple(_BLOCKS.split())


def locate(folder: Path, name: str) -> Path | None:
    """Return the path of a file under one of the names it goes by, packed or not; None where there is none."""
    dotted = name.replace("-idx", ".idx")
    candidates = (folder / spelling for spelling in (name + ".gz", name, dotted + ".gz", dotted))
    return next((path for path in candidates if path.is_file()), None)


def read(folder: Path, name: str, rows: int | None = None) -> npt.NDArray[np.uint8]:
    """Return the first `rows` rows (default: all) of the file, verified. Raises DataError naming the file."""
    path, file = locate(folder, name), FILES[name]
    if path is None:
        raise DataError(f"{folder / name}: not found")
    partly = name == "train-images-idx3-ubyte" and rows is not None and rows < file.shape[0]
    blocks = -(-rows // BLOCK) if partly and rows is not None else 0
    count = min(blocks * BLOCK, file.shape[0]) if partly else file.shape[0]
    content = unpack(path, len(file.header) + count * file.row + (not partly))
    _verify(path, content, file, blocks if partly else None)
    array = np.frombuffer(content, np.uint8, count * file.row, len(file.header))
    return array.reshape(count, *file.shape[1:])[: rows if rows is not None else count]


def unpack(path: Path, size: int) -> bytearray:
    """Return at most the first `size` bytes of the file's unpacked content. Raises DataError."""
    content, filled = bytearray(size), 0
    try:
        with path.open("rb") as file:
            if path.suffix != ".gz":
                filled = file.readinto(content)
            else:
                for part in _inflated(file, size):
                    content[filled : filled + len(part)] = part
                    filled += len(part)
    except (OSError, zlib.error) as error:
        raise DataError(f"{path}: cannot be unpacked ({error}); remove it or fetch it again") from error
    del content[filled:]
    return content


def _inflated(packed: BinaryIO, size: int) -> Iterator[bytes]:
    """Yield the first `size` unpacked bytes in parts that stay in the processor's cache: twice as fast as in one go."""
    inflater = zlib.decompressobj(wbits=31)  # 31: with gzip's header and checksum
    while size and (piece := inflater.unconsumed_tail or packed.read(PART)):
        part = inflater.decompress(piece, min(size, 8 * PART))
        size -= len(part)
        yield part


def _verify(path: Path, content: bytearray, file: IdxFile, blocks: int | None) -> None:
    """Compare the whole content with its SHA-256, or the header and the first `blocks` blocks with theirs."""
    rows = file.shape[0] if blocks is None else min(blocks * BLOCK, file.shape[0])
    wanted = len(file.header) + rows * file.row
    if len(content) != wanted:
        raise DataError(f"{path}: {len(content):,} bytes unpacked where {wanted:,} were expected; fetch it again")
    if blocks is None:
        good = hashlib.sha256(content).hexdigest() == file.sha256
    else:
        rest = memoryview(content)[len(file.header) :]
        good = content.startswith(file.header) and _blocks(rest, file.row) == BLOCKS[:blocks]
    if not good:
        raise DataError(f"{path}: the SHA-256 of its unpacked bytes is not that of MNIST; fetch it again")


def _blocks(content: memoryview, row: int) -> tuple[str, ...]:
    step = BLOCK * row
    return tuple(
        hashlib.sha256(content[start : start + step]).hexdigest()[:32] for start in range(0, len(content), step)
    )
