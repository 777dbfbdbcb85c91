"""Judging small parts on drawn digits, away from this machine's data, network and cache."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from grader import training
from grader.model import Part, Policy, Verdict
from grader.training import hidden
from reference.mnist import data, digits

Judge = Callable[..., Verdict]
HERE = Path(__file__).parent


@pytest.fixture(autouse=True)
def away_from_the_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MNIST_FETCH", "no")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("MNIST_DIR", raising=False)


@pytest.fixture(scope="session")
def few_digits() -> data.Digits:
    """A small world of drawn digits that claims to be MNIST: its test set is as public as MNIST's."""
    images, labels = digits.draw(2_600, 99)
    return data.Digits(images[:2_100], labels[:2_100], images[2_100:], labels[2_100:], "mnist")


@pytest.fixture
def judge(monkeypatch: pytest.MonkeyPatch, few_digits: data.Digits) -> Judge:
    """`judge(source, …)`: the verdict of a part of 16 points on the small world, whatever fields are changed."""
    monkeypatch.setattr(hidden, "material", lambda *where: few_digits)

    def judge_part(source: str, policy: Policy | None = None, **fields: object) -> Verdict:
        limits = {"train_images": 1_800, "public_images": 300, "hidden_images": 500, "wall_seconds": 60}
        given = {
            "points": 16.0,
            "file": "mnist.py",
            "bands": ((50.0, 0.25), (75.0, 0.5), (99.99, 1.0)),
            **fields,
            "limits": {**limits, **fields.get("limits", {})},  # type: ignore[dict-item]
        }
        part = Part(id="q17.train", kind="training", statement="", where="q17.toml", **given)  # type: ignore[arg-type]
        return training.judge(source, part, policy or Policy(require_isolation="L0"))

    return judge_part


@pytest.fixture
def script() -> Callable[[str], str]:
    """Return the text of a golden source or a cheat by its name."""

    def text(name: str) -> str:
        found = [*HERE.glob(f"scripts/{name}.py.txt"), *HERE.parent.glob(f"hostile/cheats/{name}.py.txt")]
        return found[0].read_text(encoding="utf-8")

    return text


@pytest.fixture(scope="session")
def tables(few_digits: data.Digits) -> dict[str, bytes]:
    """What a cheat knows of the small world's test set: labels, hashes, bits, small images, trained weights."""
    import hashlib

    images, labels = few_digits.test_images, few_digits.test_labels
    blocks = images.reshape(-1, 7, 4, 7, 4).mean(axis=(2, 4)).reshape(-1, 49)
    gray = (blocks / 17).round().astype(np.uint8).reshape(-1)  # an even number of them
    everything = np.concatenate([few_digits.train_images, images]).reshape(-1, 784) / 255
    known = np.eye(10)[np.concatenate([few_digits.train_labels, labels])]
    inputs = np.concatenate([everything, np.ones((len(everything), 1))], axis=1)
    weights = np.linalg.solve(inputs.T @ inputs + 5 * np.eye(785), inputs.T @ known)
    return {
        "LABELS": labels.astype(np.uint8).tobytes(),
        "HASHES": b"".join(hashlib.sha256(image.tobytes()).digest()[:4] for image in images),
        "BITS": np.packbits(blocks > blocks.mean(axis=1, keepdims=True)).tobytes(),
        "SMALL": (gray[::2] << 4 | gray[1::2]).tobytes(),
        "WEIGHTS": weights.astype(np.float16).tobytes(),
    }
