"""The pictures of a run: they show what was measured, cost the run no seconds, and may be missing."""

import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from reference.mnist import data, plots
from reference.mnist.__main__ import main
from reference.mnist.plots import Seen

ARGUMENTS = ("--json", "--channels", "32", "--passes", "1", "--target", "10")
NAMES = ("curve.png", "confusion.png", "wrong.png", "filters.png")


@pytest.fixture(autouse=True)
def few_drawn_digits(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = data.draw(images=600, test=100)
    monkeypatch.setattr(data, "load", lambda *arguments, **named: drawn)


@pytest.fixture
def seen() -> Seen:
    confusion = np.diag(np.arange(90, 100))
    confusion[4, 9], confusion[7, 1] = 2, 1
    return Seen(
        curve=[{"step": step, "loss": 2.0 / (step + 1), "accuracy": 10.0 + step} for step in range(40)],
        accuracy=99.7,
        confusion=confusion,
        wrong=np.arange(3 * 784, dtype=np.uint8).reshape(3, 28, 28),
        truth=np.array([4, 4, 7]),
        predicted=np.array([9, 9, 1]),
        filters=np.linspace(-1, 1, 2 * 25, dtype=np.float32).reshape(2, 5, 5),
        data="mnist",
    )


def test_a_run_with_a_folder_leaves_four_pictures_that_open(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    image = pytest.importorskip("matplotlib.image")
    assert main([*ARGUMENTS, "--out", str(tmp_path)]) == 0
    assert all(image.imread(tmp_path / name).std() > 0.01 for name in NAMES)
    captured = capsys.readouterr()
    assert "confusion.png" in captured.err
    assert "accuracy" in json.loads(captured.out)


@pytest.mark.parametrize("network", ["course", "fast"])
def test_each_point_of_the_curve_has_the_loss_and_the_accuracy_of_its_batch(network: str, tmp_path: Path) -> None:
    main([*ARGUMENTS, "--network", network, "--out", str(tmp_path)])
    curve = json.loads((tmp_path / "training.json").read_text())["curve"]
    assert all(0 <= point["accuracy"] <= 100 and point["loss"] > 0 for point in curve)
    assert curve[-1]["accuracy"] > curve[0]["accuracy"]


def test_the_clocks_are_read_before_anything_is_drawn(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drawing = 0.0
    cpu, wall = time.process_time, time.perf_counter

    def slow(folder: Path, seen: Seen) -> list[Path]:
        nonlocal drawing
        drawing = 10_000.0
        return []

    monkeypatch.setattr(plots, "draw", slow)
    monkeypatch.setattr(time, "process_time", lambda: cpu() + drawing)
    monkeypatch.setattr(time, "perf_counter", lambda: wall() + drawing)
    main([*ARGUMENTS, "--out", str(tmp_path)])
    result = json.loads(capsys.readouterr().out)
    assert drawing and result["cpu_seconds"] < 1_000 and result["wall_seconds"] < 1_000


def test_without_matplotlib_one_line_says_what_to_install_and_the_run_goes_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert main([*ARGUMENTS, "--out", str(tmp_path)]) == 0
    captured = capsys.readouterr()
    assert [line for line in captured.err.splitlines() if "matplotlib" in line] == [plots.MISSING]
    assert "accuracy" in json.loads(captured.out)
    assert (tmp_path / "weights.safetensors").exists() and not (tmp_path / "curve.png").exists()


def test_matplotlib_is_not_imported_before_something_is_drawn() -> None:
    code = "import sys, reference.mnist.plots; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_pictures_show_what_was_measured(seen: Seen) -> None:
    figures = pytest.importorskip("matplotlib.figure")
    confusion, wrong, curve = figures.Figure(), figures.Figure(), figures.Figure()
    plots._confusion(confusion, seen)
    numbers = {text.get_position(): text.get_text() for text in confusion.axes[0].texts}
    assert numbers[9, 4] == "2" and numbers[1, 7] == "1" and numbers[0, 0] == "90" and numbers[1, 0] == ""
    assert "3 of 948 wrong" in confusion.axes[0].get_title()
    plots._wrong(wrong, seen)
    assert [axes.get_title() for axes in wrong.axes[:3]] == ["4 read as 9", "4 read as 9", "7 read as 1"]
    assert np.array_equal(wrong.axes[2].images[0].get_array(), seen.wrong[2])
    plots._curve(curve, seen)
    assert list(curve.axes[0].lines[0].get_ydata()) == [point["loss"] for point in seen.curve]
    assert list(curve.axes[1].lines[0].get_ydata()) == [point["accuracy"] for point in seen.curve]
    assert list(curve.axes[1].lines[2].get_ydata()) == [99.7, 99.7]


def test_a_run_without_a_mistake_is_drawn_too(seen: Seen, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    none = np.zeros(0, np.int64)
    perfect = Seen([], 100.0, np.eye(10, dtype=np.int64), seen.wrong[:0], none, none, seen.filters, "drawn")
    assert [path.name for path in plots.draw(tmp_path, perfect)] == list(NAMES)
