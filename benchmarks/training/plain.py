"""Runs `mnist.py` of the working folder as a stranger would, without the grader, and prints its accuracy.

    python plain.py DATA_DIR SEED function|script

MNIST is read here without any code of the grader's or the reference's.
"""

from __future__ import annotations

import gzip
import runpy
import sys
from pathlib import Path
from typing import Any

import numpy as np
import torch

Digits = tuple[np.ndarray, np.ndarray]


def digits(folder: Path, which: str) -> Digits:
    """Return images uint8 [n, 28, 28] and labels int64 [n] of `train` or `t10k`."""
    raw = [_unpacked(folder, f"{which}-{kind}") for kind in ("images-idx3-ubyte", "labels-idx1-ubyte")]
    images = np.frombuffer(raw[0], np.uint8, offset=16).reshape(-1, 28, 28)
    return images.copy(), np.frombuffer(raw[1], np.uint8, offset=8).astype(np.int64)


def _unpacked(folder: Path, name: str) -> bytes:
    packed = folder / f"{name}.gz"
    return gzip.decompress(packed.read_bytes()) if packed.exists() else (folder / name).read_bytes()


def trained(source: str, folder: Path, seed: int) -> Any:
    """Train with the function form's `train` on all training images and return the network."""
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    names: dict[str, Any] = {"__name__": "mnist"}
    exec(compile(source, "mnist.py", "exec"), names)
    images, labels = digits(folder, "train")
    return names["train"](
        torch.from_numpy(images)[:, None], torch.from_numpy(labels), seed=seed, device=torch.device("cpu")
    )


def logits(network: Any, images: np.ndarray) -> np.ndarray:
    """Return the answers [n, 10] to the images in their order."""
    with torch.no_grad():
        answers = [network(part) for part in torch.from_numpy(images)[:, None].split(1_000)]
    return torch.cat(answers).float().numpy()


def main() -> None:
    folder, seed, form = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    torch.set_num_threads(1)
    if form == "function":
        images, labels = digits(folder, "t10k")
        answers = logits(trained(Path("mnist.py").read_text(encoding="utf-8"), folder, seed), images)
        print(f"test images: {100 * (answers.argmax(1) == labels).mean():.2f} %")
        return
    for root in ("data", "../data", "."):  # where scripts keep it
        raw = Path(root, "MNIST", "raw")
        raw.mkdir(parents=True, exist_ok=True)
        for which in ("train", "t10k"):
            for kind in ("images-idx3-ubyte", "labels-idx1-ubyte"):
                (raw / f"{which}-{kind}").write_bytes(_unpacked(folder, f"{which}-{kind}"))
    sys.argv = ["mnist.py"]
    torch.manual_seed(seed)
    runpy.run_path("mnist.py", run_name="__main__")


if __name__ == "__main__":
    main()
