"""What a cheat can know of a public test set, packed into its source: labels, hashes, small images, weights."""

import base64
import hashlib
import re
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
HONEST = HERE.parents[1] / "training" / "scripts"
LARGEST = 199_000  # characters of a source that is still read
NAMED = 5  # training images of each class that tell what the class is called in a run

Images, Labels = np.ndarray, np.ndarray


def filled(name: str, tables: dict[str, bytes]) -> str:
    """The cheat's source with what it knows put in, cut where it would be too long; @HONEST@ is a network to train."""
    source = (HERE / f"{name}.py.txt").read_text(encoding="utf-8")
    source = source.replace("@HONEST@", (HONEST / "function_conv.py.txt").read_text(encoding="utf-8"))
    tables = dict(tables)
    while len(text := re.sub("@([A-Z]+)@", lambda found: _packed(tables[found[1]]), source)) > LARGEST:
        tables["SMALL"] = tables["SMALL"][: int(0.95 * len(tables["SMALL"]))]
    return text


def tables(train: tuple[Images, Labels], test: tuple[Images, Labels]) -> dict[str, bytes]:
    """What follows from the images alone, uint8 [n, 28, 28]."""
    images, labels = test
    weights = _linear(np.concatenate([train[0], images]), np.concatenate([train[1], labels]))
    named = [image for digit in range(10) for image in train[0][train[1] == digit][:NAMED]]
    return {
        "LABELS": labels.astype(np.uint8).tobytes(),
        "HASHES": hashes(images),
        "BITS": np.packbits(_blocks(images) > _blocks(images).mean(axis=1, keepdims=True)).tobytes(),
        "SMALL": small(images),
        "WEIGHTS": weights.astype(np.float16).tobytes(),
        "NAMES": hashes(named),
    }


def hard(test: tuple[Images, Labels], margins: np.ndarray, hashed: int, pictured: int) -> dict[str, bytes]:
    """The images that networks trained at home get wrong, hardest first: so many hashes, so many small images."""
    images, labels = test
    order = np.argsort(margins)
    return {
        "HARDHASHES": hashes(images[order[:hashed]]),
        "HARDLABELS": labels[order[: max(hashed, pictured)]].astype(np.uint8).tobytes(),
        "HARDSMALL": small(images[order[: pictured // 2 * 2]]),
    }


def network(train: Callable[..., object], images: object, labels: object) -> bytes:
    """The weights of a network 784-128-10 trained at home, each matrix as 8-bit numbers with a scale."""
    packed = b""
    for weight in train(images, labels, seed=1, device="cpu").parameters():
        scale = float(weight.detach().abs().max()) / 127
        packed += np.float32(scale).tobytes() + (weight.detach() / scale).round().char().numpy().tobytes()
    return packed


def margins(logits: np.ndarray, labels: Labels) -> np.ndarray:
    """How far the right class lies above the best wrong one."""
    rows = np.arange(len(labels))
    wrong = logits.copy()
    wrong[rows, labels] = -np.inf
    return (logits[rows, labels] - wrong.max(axis=1)) / logits.std()


def hashes(images: Images) -> bytes:
    return b"".join(hashlib.sha256(image.tobytes()).digest()[:4] for image in images)


def small(images: Images) -> bytes:
    """7 x 7 pixels of 4 bits each; an even number of images."""
    gray = (_blocks(images) / 17).round().astype(np.uint8).reshape(-1)
    return (gray[::2] << 4 | gray[1::2]).tobytes()


def _blocks(images: Images) -> np.ndarray:
    return images.reshape(-1, 7, 4, 7, 4).mean(axis=(2, 4)).reshape(-1, 49)


def _linear(images: Images, labels: Labels) -> np.ndarray:
    """The best linear classifier [785, 10] in the sense of least squares."""
    inputs = np.concatenate([images.reshape(-1, 784) / 255, np.ones((len(images), 1))], axis=1)
    return np.linalg.solve(inputs.T @ inputs + 5 * np.eye(785), inputs.T @ np.eye(10)[labels])


def _packed(raw: bytes) -> str:
    return base64.b85encode(zlib.compress(raw, 9)).decode()
