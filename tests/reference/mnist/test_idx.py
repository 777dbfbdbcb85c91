"""Reading IDX files: sizes, hashes, packing."""

import gzip
import hashlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.mnist import idx
from reference.mnist.idx import DataError, IdxFile

NAME = "t10k-labels-idx1-ubyte"
LABELS = bytes(range(10)) * 4


@pytest.fixture
def forty_labels(monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Pretend that the test labels are these forty, and return their file."""
    content = bytes.fromhex("00000801") + (40).to_bytes(4, "big") + LABELS
    monkeypatch.setitem(idx.FILES, NAME, IdxFile((40,), hashlib.sha256(content).hexdigest()))
    return content


@pytest.mark.parametrize("name", [NAME, "t10k-labels.idx1-ubyte"])
@pytest.mark.parametrize("packed", [True, False])
def test_a_file_is_read_under_each_of_its_names(tmp_path: Path, forty_labels: bytes, name: str, packed: bool) -> None:
    path = tmp_path / (name + ".gz" if packed else name)
    path.write_bytes(gzip.compress(forty_labels) if packed else forty_labels)
    assert idx.read(tmp_path, NAME).tobytes() == LABELS


def test_a_short_file_is_named_with_both_sizes(tmp_path: Path, forty_labels: bytes) -> None:
    (tmp_path / NAME).write_bytes(forty_labels[:-1])
    with pytest.raises(DataError, match=rf"{NAME}: 47 bytes unpacked where 48 were expected"):
        idx.read(tmp_path, NAME)


def test_a_long_file_is_named(tmp_path: Path, forty_labels: bytes) -> None:
    (tmp_path / NAME).write_bytes(forty_labels + b"x")
    with pytest.raises(DataError, match=rf"{NAME}: 49 bytes"):
        idx.read(tmp_path, NAME)


def test_a_packed_file_cut_short_is_named(tmp_path: Path, forty_labels: bytes) -> None:
    (tmp_path / f"{NAME}.gz").write_bytes(gzip.compress(forty_labels)[:30])
    with pytest.raises(DataError, match=NAME):
        idx.read(tmp_path, NAME)


def test_what_is_no_gzip_is_named(tmp_path: Path, forty_labels: bytes) -> None:
    (tmp_path / f"{NAME}.gz").write_bytes(b"not packed at all")
    with pytest.raises(DataError, match=rf"{NAME}\.gz: cannot be unpacked"):
        idx.read(tmp_path, NAME)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=rf"{NAME}: not found"):
        idx.read(tmp_path, NAME)


@given(place=st.integers(0, 47), change=st.integers(1, 255))
def test_one_changed_byte_anywhere_is_noticed(
    tmp_path_factory: pytest.TempPathFactory, place: int, change: int
) -> None:
    content = bytearray(bytes.fromhex("00000801") + (40).to_bytes(4, "big") + LABELS)
    file = IdxFile((40,), hashlib.sha256(content).hexdigest())
    content[place] ^= change
    folder = tmp_path_factory.mktemp("changed")
    (folder / NAME).write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(idx.FILES, NAME, file)
        with pytest.raises(DataError, match="SHA-256"):
            idx.read(folder, NAME)


def test_real_files_agree_with_a_plain_reading_of_the_format(mnist: Path) -> None:
    packed = idx.locate(mnist, "train-images-idx3-ubyte")
    assert packed is not None
    raw = gzip.decompress(packed.read_bytes()) if packed.suffix == ".gz" else packed.read_bytes()
    for rows in (1, 4_096, 4_097, 60_000):
        images = idx.read(mnist, "train-images-idx3-ubyte", rows)
        assert images.shape == (rows, 28, 28)
        assert images.tobytes() == raw[16 : 16 + rows * 784]


def test_a_part_of_the_training_images_is_verified_too(mnist: Path, tmp_path: Path) -> None:
    raw = bytearray(idx.unpack(idx.locate(mnist, "train-images-idx3-ubyte") or mnist, 60_000 * 784 + 16))
    raw[16 + 5_000 * 784 + 300] ^= 1
    (tmp_path / "train-images-idx3-ubyte").write_bytes(raw)
    assert np.array_equal(
        idx.read(tmp_path, "train-images-idx3-ubyte", 4_096)[0], idx.read(mnist, "train-images-idx3-ubyte", 1)[0]
    )
    with pytest.raises(DataError, match="SHA-256"):
        idx.read(tmp_path, "train-images-idx3-ubyte", 5_001)
