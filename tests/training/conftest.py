"""Judging small parts on drawn digits, away from this machine's data, network and cache."""

import importlib.util
import random
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
import torch

from grader import training
from grader.model import Part, Policy, Verdict
from grader.training import hidden, judging
from reference.mnist import data, digits

Judge = Callable[..., Verdict]
HERE = Path(__file__).parent


@pytest.fixture(autouse=True)
def away_from_the_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MNIST_FETCH", "no")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("MNIST_DIR", raising=False)


@pytest.fixture(autouse=True)
def the_same_draws_each_time(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """What is drawn in secret is drawn from the test's name: a test that passes here passes again."""
    draw = random.Random(request.node.nodeid)
    monkeypatch.setattr(hidden, "secrets", SimpleNamespace(randbits=draw.getrandbits))
    monkeypatch.setattr(judging, "secrets", SimpleNamespace(randbelow=draw.randrange))


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
def knowledge() -> ModuleType:
    """What cheats know, and how it is packed into their sources; it stands beside them."""
    spec = importlib.util.spec_from_file_location("knowledge", HERE.parent / "hostile" / "cheats" / "knowledge.py")
    module = importlib.util.module_from_spec(spec)  # type: ignore[arg-type]
    spec.loader.exec_module(module)  # type: ignore[union-attr]
    return module


@pytest.fixture(scope="session")
def tables(few_digits: data.Digits, knowledge: ModuleType) -> dict[str, bytes]:
    """What a cheat knows of the small world: tables of its test set, networks trained at home."""
    train, test = (few_digits.train_images, few_digits.train_labels), (few_digits.test_images, few_digits.test_labels)
    images, labels = torch.from_numpy(train[0].copy())[:, None], torch.from_numpy(train[1])
    dense, conv = ({"__name__": "mnist"} for _ in range(2))
    for name, module in {"function_dense": dense, "function_conv": conv}.items():
        exec((HERE / "scripts" / f"{name}.py.txt").read_text(encoding="utf-8"), module)
    torch.manual_seed(1)
    at_home = conv["train"](images, labels)  # type: ignore[operator]
    with torch.no_grad():
        logits = at_home(torch.from_numpy(test[0].copy())[:, None]).numpy()
    return {
        **knowledge.tables(train, test),
        **knowledge.hard(test, knowledge.margins(logits, test[1]), 150, 30),
        "NETWORK": knowledge.network(dense["train"], images, labels),
    }
