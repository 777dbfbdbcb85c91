"""Stand-in for torchvision: `datasets.MNIST` over the grader's data, and `make_grid` (beside it: transforms.py)."""

from __future__ import annotations

from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

import torch
from torch.nn import functional as F

#: The grader's data, put here by the driver: "train" and "test" to (uint8 [n, 1, 28, 28], int64 [n]).
DATA: dict[str, Any] = {}
NAMES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
#: Transforms of the datasets made so far, by whether they were for training.
MADE: dict[bool, Any] = {}


def test_transform() -> Any:
    """Return the transform of the script's own test set, else of its training set, else None."""
    return MADE.get(False, MADE.get(True))


class MNIST(torch.utils.data.Dataset):  # type: ignore[misc]
    """`torchvision.datasets.MNIST`, with the grader's images."""

    def __init__(
        self,
        root: Any = None,
        train: bool = True,
        transform: Any = None,
        target_transform: Any = None,
        download: bool = False,
    ) -> None:
        images, labels = DATA["train" if train else "test"]
        self.data, self.targets = images[:, 0].clone(), labels.clone()  # [n, 28, 28], [n]
        self.root, self.train = root, train
        self.classes = [f"{digit} - {name}" for digit, name in enumerate(NAMES)]
        self.class_to_idx = {name: digit for digit, name in enumerate(self.classes)}
        self.transform, self.target_transform = transform, target_transform
        MADE[bool(train)] = transform

    train_data = test_data = property(lambda self: self.data)
    train_labels = test_labels = property(lambda self: self.targets)

    def __len__(self) -> int:
        return len(self.data)

    def __getitem__(self, index: Any) -> Any:
        image, target = self.data[int(index)], int(self.targets[int(index)])
        shown = Picture(image) if self.transform is None else self.transform(Picture(image))
        return shown, target if self.target_transform is None else self.target_transform(target)


class Picture:
    """What a PIL image is to these scripts: a size, a mode, an array."""

    mode = "L"
    size = (28, 28)

    def __init__(self, pixels: Any) -> None:
        self.pixels = pixels

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        return self.pixels.numpy().astype(dtype or "uint8")

    def convert(self, mode: str) -> Any:
        """Return the picture in another mode; gray stays gray."""
        return self

    def show(self) -> None:
        """Show nothing: nobody is there to look."""


def make_grid(
    tensor: Any, nrow: int = 8, padding: int = 2, *arguments: Any, pad_value: float = 0.0, **named: Any
) -> Any:
    """Return images [b, c, h, w] beside each other, `nrow` a row: [3, H, W]."""
    images = torch.stack(list(tensor)) if isinstance(tensor, list | tuple) else tensor
    images = images if images.dim() == 4 else images.reshape(-1, 1, *images.shape[-2:])
    padded = F.pad(
        images.expand(-1, 3, -1, -1) if images.shape[1] == 1 else images, (0, padding, 0, padding), value=pad_value
    )
    columns = min(nrow, len(padded))
    rows = -(-len(padded) // columns)
    blank = padded.new_full((rows * columns - len(padded), *padded.shape[1:]), pad_value)
    lines = torch.cat([padded, blank]).reshape(rows, columns, *padded.shape[1:])  # [rows, columns, 3, h, w]
    grid = lines.permute(2, 0, 3, 1, 4).flatten(3, 4).flatten(1, 2)
    return F.pad(grid, (padding, 0, padding, 0), value=pad_value)


class _Only(ModuleType):
    """A module that names what it does not offer, instead of an AttributeError about a stand-in."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        raise ImportError(f"{self.__name__}.{name} is not offered here: the exercise uses MNIST and plain transforms")


def install(modules: dict[str, ModuleType], *transforms: ModuleType) -> None:
    """Put the stand-in's modules into `modules`, in front of an installed one; `transforms` are our own files."""
    offered = {name: each for module in transforms for name, each in module.OFFERED.items()}
    contents: dict[str, dict[str, Any]] = {
        "torchvision": {"__version__": "0.0", "__path__": []},
        "torchvision.datasets": {"MNIST": MNIST},
        "torchvision.datasets.mnist": {"MNIST": MNIST},
        "torchvision.transforms": offered | {"__path__": []},
        "torchvision.transforms.functional": transforms[0].FUNCTIONAL,
        "torchvision.transforms.v2": offered,
        "torchvision.utils": {"make_grid": make_grid, "save_image": lambda *arguments, **named: None},
        "torchvision.models": {},
    }
    for name, content in contents.items():
        modules[name] = _Only(name)
        modules[name].__dict__.update(content, __spec__=ModuleSpec(name, None))
        above, _, last = name.rpartition(".")
        if above:
            setattr(modules[above], last, modules[name])
