"""The loop, the homework's network, and the command line."""

import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from reference.mnist import data
from reference.mnist.__main__ import main
from reference.mnist.model import Course
from reference.mnist.train import Settings, batches, schedule, train


@pytest.fixture(autouse=True)
def few_drawn_digits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MNIST_DIR", raising=False)
    drawn = data.draw(images=1_500, test=300)
    monkeypatch.setattr(data, "load", lambda *arguments, **named: drawn)


def test_the_course_network_has_the_homeworks_layers() -> None:
    shapes = [tuple(weight.shape) for weight in Course().parameters()]
    assert shapes == [(1000, 784), (1000,), (100, 1000), (100,), (10, 100), (10,)]
    assert Course()(torch.zeros(3, 28, 28, dtype=torch.uint8)).shape == (3, 10)
    assert Course()(torch.zeros(3, 1, 28, 28, dtype=torch.uint8)).shape == (3, 10)


def test_blocks_and_channels_change_the_network_as_they_say() -> None:
    linear = [each for each in Course((64, 32), blocks=2).modules() if isinstance(each, torch.nn.Linear)]
    assert [(each.in_features, each.out_features) for each in linear] == [
        (784, 64),
        (64, 64),
        (64, 32),
        (32, 32),
        (32, 10),
    ]


def test_dividing_twice_only_shrinks_the_pixels() -> None:
    torch.manual_seed(0)
    once, twice = Course((8,)), Course((8,), double_division=True)
    twice.load_state_dict(once.state_dict())
    image = torch.randint(0, 256, (1, 28, 28))
    assert torch.allclose(twice(image * 255), once(image), atol=1e-4)


def test_the_rate_warms_up_then_follows_a_cosine_to_nothing() -> None:
    assert schedule(0.0, 0.1) < 0.02
    assert schedule(0.1, 0.1) == 1
    assert abs(schedule(0.55, 0.1) - 0.5) < 1e-9
    assert schedule(1.0, 0.1) < 1e-9


def test_each_pass_visits_every_image_once() -> None:
    torch.manual_seed(0)
    rows = batches(12, 4, torch.device("cpu"))
    for _ in range(2):
        assert sorted(torch.cat([next(rows) for _ in range(3)]).tolist()) == list(range(12))


def test_training_lowers_the_loss() -> None:
    drawn = data.draw(images=600, test=1)
    torch.manual_seed(0)
    losses: list[float] = []
    train(
        Course((64,)),
        torch.from_numpy(drawn.train_images),
        torch.from_numpy(drawn.train_labels),
        Settings(passes=8, batch=32),
        lambda step, steps, loss, right: losses.append(loss),
    )
    assert losses[-1] < 0.5 * losses[0]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, object]]:
    code = main([*arguments, "--json", "--channels", "64", "--passes", "2"])
    return code, json.loads(capsys.readouterr().out)


def test_the_same_seed_gives_the_same_run_and_weights_are_saved(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    results = [run(capsys, "--target", "50", "--seed", "3", "--out", str(tmp_path / name))[1] for name in ("a", "b")]
    assert results[0]["accuracy"] == results[1]["accuracy"]
    one, other = (load_file(tmp_path / name / "weights.safetensors") for name in ("a", "b"))
    assert one.keys() == other.keys() and all(torch.equal(one[name], other[name]) for name in one)
    assert json.loads((tmp_path / "a" / "training.json").read_text())["data"] == "drawn"


def test_the_json_has_what_the_contract_promises_and_below_the_target_it_fails(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, result = run(capsys, "--target", "99.99")
    assert code == 1
    assert result.keys() == {"accuracy", "target", "data", "cpu_seconds", "wall_seconds", "seed", "device"}
    assert result["data"] == "drawn" and result["target"] == 99.99
    assert run(capsys, "--target", "30")[0] == 0


def test_a_damaged_file_ends_the_run_with_its_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def damaged(*arguments: object, **named: object) -> None:
        raise data.DataError("train-images-idx3-ubyte.gz: damaged")

    monkeypatch.setattr(data, "load", damaged)
    assert main(["--json"]) == 2
    seen = capsys.readouterr()
    assert "train-images-idx3-ubyte.gz" in seen.err and not seen.out
