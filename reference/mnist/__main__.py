"""`python -m reference.mnist`: train a network on digits, say how good it became, fail below the target."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from reference.mnist.plots import Seen

TARGETS = {"course": 97.0, "fast": 99.0}


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return the exit code: 0, 1 below the target, 2 for unusable data."""
    options = _options(arguments)
    os.environ.setdefault("OMP_NUM_THREADS", str(options.threads))
    os.environ.setdefault("GOMP_SPINCOUNT", "1000")  # waiting threads would burn the time of busy neighbours
    import torch

    wall, cpu = time.perf_counter(), time.process_time()
    from reference.mnist.data import DataError
    from reference.mnist.run import run

    torch.set_num_threads(options.threads)
    say = (lambda text: print(text, file=sys.stderr, flush=True)) if options.json else _say
    try:
        outcome = run(options, say)
    except DataError as error:
        print(error, file=sys.stderr)
        return 2
    result: dict[str, Any] = {
        "accuracy": round(outcome.accuracy, 2),
        "target": options.target,
        "data": outcome.data,
        "cpu_seconds": round(time.process_time() - cpu, 3),
        "wall_seconds": round(time.perf_counter() - wall, 3),
        "seed": options.seed,
        "device": outcome.device,
    }
    if options.out:  # the pictures come after the clocks were read
        _draw(options.out, outcome.seen, say)
    reached = result["accuracy"] >= options.target
    if options.json:
        print(json.dumps(result))
    else:
        print(outcome.confusion)
        print(
            f"{result['accuracy']:.2f} % of the test images right on {_name(outcome.data)} "
            f"({'at least' if reached else 'below'} the target of {options.target:g} %), "
            f"{result['cpu_seconds']:.2f} CPU s, {result['wall_seconds']:.2f} s, {outcome.device}, seed {options.seed}"
        )
    return 0 if reached else 1


def _draw(folder: Path, seen: Seen, say: Callable[[str], None]) -> None:
    from reference.mnist import plots

    try:
        names = [path.name for path in plots.draw(folder, seen)]
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] != "matplotlib":
            raise
        say(plots.MISSING)
    else:
        say(f"plots in {folder}: {', '.join(names)}")


def _say(text: str) -> None:
    """Print a line; on a terminal a line of progress is written over by the next one."""
    progress = text.startswith("step") and sys.stdout.isatty()
    print(f"\r{text:<76}" if progress else text, end="" if progress else "\n", flush=True)
    if progress and text.endswith("done"):
        print()


def _name(data: str) -> str:
    return "MNIST" if data == "mnist" else "drawn digits"


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m reference.mnist", description=__doc__)
    add = parser.add_argument
    add("--network", choices=sorted(TARGETS), default="course", help="the homework's own, or the fast recipe")
    add("--target", type=float, help="percent of the test images; below it the exit code is 1 (fast: picks the preset)")
    add("--data-dir", type=Path, help="folder with MNIST's files")
    add("--drawn", action="store_true", help="use drawn digits even where MNIST is at hand")
    add("--seed", type=int, default=0)
    add("--threads", type=int, default=1)
    add("--out", type=Path, help="folder for weights.safetensors, training.json and plots")
    add("--json", action="store_true", help="one JSON document on standard output, messages on standard error")
    play = parser.add_argument_group("to play with (the homework invites to)")
    play.add_argument("--passes", type=float, help="passes over the training images")
    play.add_argument("--batch", type=_batch, help="images in a batch, at least 2")
    play.add_argument("--rate", type=float, help="peak learning rate")
    play.add_argument("--optimiser", choices=("adam", "adamw", "sgd", "adadelta"), help="course only")
    play.add_argument("--dropout", type=float, default=0.0, help="course only")
    play.add_argument("--channels", type=_channels, help="width of each level, as in 1000,100 (course only)")
    play.add_argument("--blocks", type=int, default=1, help="layers at each level (course only)")
    play.add_argument("--double-division", action="store_true", help="divide by 255 twice, the homework's old mistake")
    options = parser.parse_args(arguments)
    if options.target is None:
        options.target = TARGETS[options.network]
    return options


def _batch(text: str) -> int:
    if not text.isdecimal() or int(text) < 2:
        raise argparse.ArgumentTypeError(f"{text}: give a whole number of images, at least 2 (batch norm needs two)")
    return int(text)


def _channels(text: str) -> tuple[int, ...]:
    channels = tuple(int(width) for width in text.split(","))
    if not channels or min(channels) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a list of widths such as 1000,100")
    return channels


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # leaving the interpreter with torch loaded costs 0.3 s
