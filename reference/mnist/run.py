"""One run from data to accuracy, as the command line asks for it."""

from __future__ import annotations

import json
import math
from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from reference.mnist import data, evaluate
from reference.mnist.fast import Preset, preset, train_fast
from reference.mnist.model import Course
from reference.mnist.plots import Seen
from reference.mnist.train import Settings, train

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run gave: percent of the test images, the confusion matrix as text, data and device, what to draw."""

    accuracy: float
    confusion: str
    data: str
    device: str
    seen: Seen


def run(options: Namespace, say: Say) -> RunResult:
    """Load the data, train the network that the options name, test it, and save it where they say."""
    torch.manual_seed(options.seed)
    _keep_freed_memory()
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    digits = _data(options)
    say(digits.notice)
    images, labels, test_images, test_labels = (
        torch.from_numpy(array.copy() if not array.flags.writeable else array).to(device)
        for array in (digits.train_images, digits.train_labels, digits.test_images, digits.test_labels)
    )
    curve: list[dict[str, float]] = []

    def watch(step: int, steps: int, loss: float, right: float) -> None:
        parts = {(point["step"] * 20) // steps for point in curve}
        curve.append({"step": step, "loss": round(loss, 5), "accuracy": round(right, 2)})
        if (step * 20) // steps not in parts or step == steps - 1:  # some twenty lines a run
            say(f"step {step + 1:>6} of {steps}: loss {loss:.4f}" + (" done" if step == steps - 1 else ""))

    if options.network == "fast":
        network: nn.Module = train_fast(images, labels, _preset(options), watch)
    else:
        network = _network(options).to(device)
        train(network, images, labels, _settings(options), watch)
    predicted = evaluate.predict(network, test_images)
    accuracy = evaluate.accuracy(predicted, test_labels)
    matrix = evaluate.confusion(predicted, test_labels)
    if options.out:
        _save(options.out, network, {"accuracy": accuracy, "data": digits.source, "curve": curve}, matrix)
    wrong = (predicted != test_labels).cpu().numpy()
    seen = Seen(
        curve,
        accuracy,
        matrix.cpu().numpy(),
        digits.test_images[wrong],
        digits.test_labels[wrong],
        predicted.cpu().numpy()[wrong],
        _filters(network),
        digits.source,
    )
    return RunResult(accuracy, evaluate.table(matrix), digits.source, device.type, seen)


def _keep_freed_memory() -> None:
    """Free one untouched block, after which glibc keeps freed memory up to twice its size: see mallopt(3), "dynamic".

    Else each step gives its arrays back to the system and asks for them anew, up to a fifth of a step's time.
    """
    torch.empty(31 << 20, dtype=torch.uint8)  # 32 MiB is the most that glibc learns from


def _filters(network: nn.Module) -> npt.NDArray[np.float32]:
    """Return what each unit of the first layer looks for: [units, h, w], from [units, h·w] or [units, 1, h, w]."""
    weight = next(weight for weight in network.parameters() if weight.dim() > 1).detach().float().cpu()
    side = math.isqrt(weight[0].numel())
    return weight.reshape(len(weight), side, side).numpy()


def _data(options: Namespace) -> data.Digits:
    images = _preset(options).images if options.network == "fast" else data.TRAIN
    return data.draw(images) if options.drawn else data.load(options.data_dir, fetch=True, images=images)


def _preset(options: Namespace) -> Preset:
    given = {"passes": options.passes, "batch": options.batch, "rate": options.rate}
    return replace(preset(options.target), **{name: value for name, value in given.items() if value is not None})


def _network(options: Namespace) -> nn.Module:
    return Course(options.channels or (1000, 100), options.blocks, options.dropout, options.double_division)


def _settings(options: Namespace) -> Settings:
    given = {name: getattr(options, name) for name in ("passes", "batch", "rate", "optimiser")}
    return replace(Settings(), **{name: value for name, value in given.items() if value is not None})


def _save(folder: Path, network: nn.Module, facts: dict[str, Any], matrix: Tensor) -> None:
    from safetensors.torch import save_file

    folder.mkdir(parents=True, exist_ok=True)
    weights = {name: weight.contiguous() for name, weight in network.state_dict().items()}
    save_file(weights, folder / "weights.safetensors")
    (folder / "training.json").write_text(json.dumps({**facts, "confusion": matrix.tolist()}), encoding="utf-8")
