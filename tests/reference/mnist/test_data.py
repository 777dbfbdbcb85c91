"""Where the digits come from, and that it is said."""

import urllib.request
from pathlib import Path

import numpy as np
import pytest

from reference.mnist import data, idx, mirrors


def test_without_mnist_the_drawn_digits_stand_in_and_say_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("MNIST_DIR", raising=False)
    found = data.load(tmp_path, images=50)
    assert found.source == "drawn"
    assert "drawn digits" in found.notice
    assert found.train_images.shape == (50, 28, 28)
    assert found.test_images.shape == (10_000, 28, 28)
    assert found.train_labels.dtype == found.test_labels.dtype == np.int64


def test_train_and_test_images_are_drawn_apart() -> None:
    drawn = data.draw(images=200, test=200)
    assert not {image.tobytes() for image in drawn.train_images} & {image.tobytes() for image in drawn.test_images}


def test_folders_are_looked_for_in_the_promised_order(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    option, variable, cache = tmp_path / "option", tmp_path / "variable", tmp_path / "cache" / "xnn-grader" / "mnist"
    monkeypatch.setenv("MNIST_DIR", str(variable))
    found = []
    for folder in (cache, variable / "MNIST" / "raw", option):
        folder.mkdir(parents=True)
        for name in idx.FILES:
            (folder / name).touch()
        found.append(data.find(option))
    assert found == [cache, variable / "MNIST" / "raw", option]


def test_a_damaged_file_is_named_and_nothing_else_takes_its_place(tmp_path: Path) -> None:
    for name in idx.FILES:
        (tmp_path / name).write_bytes(b"\0\0\x08\x03 damaged")
    with pytest.raises(data.DataError, match=str(tmp_path / "train-images-idx3-ubyte")):
        data.load(tmp_path)


def test_mnist_is_read_with_its_known_first_digits(mnist: Path) -> None:
    found = data.load(mnist, images=100)
    assert found.source == "mnist"
    assert found.train_labels[:10].tolist() == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]
    assert found.test_labels[:10].tolist() == [7, 2, 1, 0, 4, 1, 4, 9, 5, 9]
    assert np.bincount(found.test_labels).tolist() == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]


class _Answer:
    def __init__(self, content: bytes) -> None:
        self.content = content

    def __enter__(self) -> "_Answer":
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def read(self, size: int) -> bytes:
        return self.content[:size]


def test_a_mirror_that_gives_rubbish_fills_no_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked = []

    def rubbish(address: str, timeout: float) -> _Answer:
        asked.append(address)
        return _Answer(b"<html>no such file</html>")

    monkeypatch.setattr(urllib.request, "urlopen", rubbish)
    assert mirrors.fetch.__wrapped__(tmp_path) is None
    assert len(asked) == len(mirrors.MIRRORS)  # each was tried, and left at its first bad file
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_without_a_network_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(address: str, timeout: float) -> _Answer:
        raise OSError("no route to host")

    monkeypatch.setattr(urllib.request, "urlopen", refuse)
    assert mirrors.fetch.__wrapped__(tmp_path) is None


def test_the_second_mirror_fills_what_the_first_one_lacks(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, mnist: Path
) -> None:
    import gzip

    def serve(address: str, timeout: float) -> _Answer:
        if address.startswith(mirrors.MIRRORS[0]):
            raise OSError("not here")
        name = address.removeprefix(mirrors.MIRRORS[1]).removesuffix(".gz")
        path = idx.locate(mnist, name)
        assert path is not None
        return _Answer(path.read_bytes() if path.suffix == ".gz" else gzip.compress(path.read_bytes(), 1))

    monkeypatch.setattr(urllib.request, "urlopen", serve)
    assert mirrors.fetch.__wrapped__(tmp_path) == tmp_path
    assert data.load(tmp_path, images=10).source == "mnist"
