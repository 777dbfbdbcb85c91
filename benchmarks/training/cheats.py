"""Cheats and honest networks at MNIST's full size, through the grader's own training check in the sandbox.

    python benchmarks/training/cheats.py [--data-dir DIR] [--torchvision DIR] [--only NAME]... [--level L2]

A cheat should get at most 20 % of the points, an honest network within half a point of its plain accuracy: that of the same
code, run here with the same seed as a stranger would run it, on the 60,000 training images and the 10,000 test images in
their order, with a data reader of its own (plain.py). Plain scripts print their accuracy themselves; they need torchvision
(`pip install --target DIR torchvision tqdm`), without which their plain accuracy is left out.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

import plain

REPOSITORY = Path(__file__).resolve().parents[2]
HONEST = REPOSITORY / "tests" / "training" / "scripts"
CHEATS = REPOSITORY / "tests" / "hostile" / "cheats"
#: Name: what it is. Functions first, then plain scripts.
NETWORKS = {
    "function_dense": "dense, 128 units, 6 passes",
    "function_course": "course, 9 passes",
    "function_conv": "two convolutions, 5 passes",
    "function_fast": "like the fast recipe, bfloat16",
    "functions_config": "dense, config and functions",
    "class_main_guard": "two convolutions, 3 passes",
    "tqdm_loop": "LeNet, 4 passes",
    "course_flat": "course, 9 passes, /255 twice",
}
MOST = -1  # as many as stay below what is usual, so that nobody looks
#: Name: file, what it is, hashes of hard images in it, pictures of hard images in it.
TABLES: dict[str, tuple[str, str, int, int]] = {
    "index": ("index_table", "labels in the files' order", 0, 0),
    "hash": ("hash_table", "exact hashes", 0, 0),
    "perceptual": ("perceptual_hash", "perceptual hashes", 0, 0),
    "neighbours": ("nearest_neighbour", "nearest of small images", 0, 0),
    "weights": ("pretrained_weights", "linear weights from home", 0, 0),
    "network": ("pretrained_network", "network from home, learns the run's names", 0, 0),
    "honest+hashes": ("honest_with_hashes", "honest, and all test images' hashes", 10_000, 0),
    "honest+few-hashes": ("honest_with_hashes", "honest, and {} hard images' hashes", MOST, 0),
    "honest+pictures": ("honest_with_pictures", "honest, and 400 hard small images", 0, 400),
    "honest+few-pictures": ("honest_with_pictures", "honest, and {} hard small images", 0, MOST),
}
PRINTED = r"(?:Accuracy: (\d+)/10000|^test (0\.\d+)|^accuracy (0\.\d+)|test images: ([\d.]+) %)"


def module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def knowledge(folder: Path) -> tuple[ModuleType, dict[str, Any]]:
    """Train at home what the cheats bring along. Returns the packer, and its tables but for the hard images."""
    packer = module(CHEATS / "knowledge.py")
    train, test = plain.digits(folder, "train"), plain.digits(folder, "t10k")
    networks = {name: plain.trained((HONEST / f"{name}.py.txt").read_text(), folder, 1) for name in ("function_dense",)}
    logits = [
        plain.logits(plain.trained((HONEST / "function_conv.py.txt").read_text(), folder, seed), test[0])
        for seed in (11, 12)
    ]
    tables = packer.tables(train, test)
    tables["NETWORK"] = packer.network(lambda *arguments, **named: networks["function_dense"], None, None)
    tables["margins"] = sum(packer.margins(each, test[1]) for each in logits)
    return packer, tables


def cheat(name: str, packer: ModuleType, known: dict[str, Any], test: plain.Digits) -> tuple[str, str]:
    """Return what the cheat is and its source, with what it knows packed in."""
    from grader.training import source as reading
    from grader.training.baggage import USUAL

    file, what, *wanted = TABLES[name]

    def filled(most: int) -> str:
        counts = (most if count == MOST else count for count in wanted)
        text: str = packer.filled(file, {**known, **packer.hard(test, known["margins"], *counts)})
        return text

    if MOST not in wanted:
        return what, filled(0)
    most = next(count for count in range(600, 0, -2) if reading.read(filled(count)).baggage.size <= USUAL)
    return what.format(most), filled(most)


def judged(source: str, folder: Path, level: str) -> Any:
    """The verdict on q17.train of hw01, with its own bands and limits, at full size."""
    from grader import catalog, training
    from grader.model import Policy

    assignment = catalog.load("hw01")
    part = next(part for question in assignment.questions for part in question.parts if part.id == "q17.train")
    return training.judge(source, part, Policy(data_dir=folder, require_isolation=level))


def alone(source: str, folder: Path, seed: int, torchvision: Path | None) -> float | None:
    """The accuracy in percent of the same code without the grader, in a process of its own."""
    script = "datasets" in source
    if script and torchvision is None:
        return None
    with tempfile.TemporaryDirectory() as place:
        work = Path(place) / "work"
        work.mkdir()
        (work / "mnist.py").write_text(source.replace("test images: %d %%'", "test images: %.2f %%'"))
        line = [sys.executable, str(Path(plain.__file__)), str(folder), str(seed), "script" if script else "function"]
        paths = os.pathsep.join(str(path) for path in (torchvision,) if path)
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": paths}
        done = subprocess.run(line, cwd=work, capture_output=True, text=True, env=environment, check=False)
    found = re.findall(PRINTED, done.stdout, re.M)
    if not found:
        raise SystemExit(done.stdout[-500:] + done.stderr[-2_000:])
    last = next(number for number in found[-1] if number)
    return float(last) / 100 if last.isdecimal() else float(last) * (1 if "test images" in done.stdout else 100)


def row(name: str, what: str, source: str, options: argparse.Namespace) -> str:
    verdict = judged(source, options.data_dir, options.level)
    evidence = verdict.evidence
    if "mean_accuracy" not in evidence:
        raise SystemExit(f"{name}: {verdict.feedback}")
    run = evidence["runs"][0]
    usual = alone(source, options.data_dir, run["seed"], options.torchvision)
    share = f"{100 * verdict.score / verdict.max_score:.0f}" + (" (waits)" if verdict.status == "needs_review" else "")
    seen = evidence.get("review", "—").removeprefix("for a person to look at: ").split(" — ")[0]
    seen = re.sub(r"^mnist.py:\d+: the source holds ([\d,]+ bytes of data).*", r"\1", seen)
    trouble = "" if "confusion" in evidence else f"; {verdict.feedback[0][:60]}"
    return (
        f"| {what} | {evidence['form']} | {'—' if usual is None else f'{usual:.2f}'} | {evidence['mean_accuracy']:.2f} "
        f"| {run.get('public_accuracy') or 0:.2f} | {share} | {seen}{trouble} | {run['cpu_seconds']:.0f} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data-dir", type=Path, default=os.environ.get("MNIST_DIR"))
    parser.add_argument("--torchvision", type=Path, help="folder in which torchvision is installed")
    parser.add_argument("--only", action="append", default=[], choices=[*TABLES, *NETWORKS])
    parser.add_argument("--level", default="L2", help="isolation that is asked for")
    options = parser.parse_args()
    if not options.data_dir:
        print("cheats: set MNIST_DIR to measure on real MNIST; nothing was measured")
        return
    options.data_dir = Path(options.data_dir)
    chosen = options.only or [*TABLES, *NETWORKS]
    head = "| what | form | plain % | graded % | public % | % of points | for a person | CPU s |"
    print(head + "\n" + re.sub(r"[^|]+", " --- ", head), flush=True)
    for name in chosen:
        if name in NETWORKS:
            source = (HONEST / f"{name}.py.txt").read_text(encoding="utf-8")
            print(row(name, NETWORKS[name], source, options), flush=True)
    if any(name in TABLES for name in chosen):
        packer, known = knowledge(options.data_dir)
        test = plain.digits(options.data_dir, "t10k")
        for name in (name for name in TABLES if name in chosen):
            what, source = cheat(name, packer, known, test)
            print(row(name, what, source, options), flush=True)


if __name__ == "__main__":
    main()
