"""Stand-in for torchvision: `datasets.MNIST` over the grader's data, the transforms of such scripts, `make_grid`.

Random transforms draw from torch's generator, so that a seed fixes the run.
"""

from __future__ import annotations

import math
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


def _tensor(image: Any) -> Any:
    """Return a picture, array or tensor as a tensor [c, h, w]."""
    if isinstance(image, Picture):
        return image.pixels[None]
    tensor = torch.as_tensor(image)
    return tensor if tensor.dim() > 2 else tensor[None]


def _uniform(low: float, high: float) -> float:
    return float(torch.empty(()).uniform_(low, high))


class Compose:
    """Several transforms, one after the other."""

    def __init__(self, transforms: Any) -> None:
        self.transforms = transforms

    def __call__(self, image: Any) -> Any:
        for transform in self.transforms:
            image = transform(image)
        return image


class ToTensor:
    """uint8 to float [c, h, w] between 0 and 1; floats stay as they are."""

    def __call__(self, image: Any) -> Any:
        tensor = _tensor(image)
        return tensor.float() / 255 if tensor.dtype == torch.uint8 else tensor


class ToImage:
    """A tensor uint8 [c, h, w]."""

    def __call__(self, image: Any) -> Any:
        return _tensor(image)


class ToPILImage:
    """Stay a tensor: the transforms here take tensors where torchvision's take PIL images."""

    def __init__(self, mode: Any = None) -> None:
        pass

    def __call__(self, image: Any) -> Any:
        tensor = _tensor(image)
        return (tensor * 255).round().to(torch.uint8) if tensor.is_floating_point() else tensor


class ToDtype:
    """Another type; `scale` maps 0..255 to 0..1."""

    def __init__(self, dtype: Any, scale: bool = False) -> None:
        self.dtype, self.scale = dtype, scale

    def __call__(self, image: Any) -> Any:
        tensor = _tensor(image)
        return tensor.to(self.dtype) / 255 if self.scale and tensor.dtype == torch.uint8 else tensor.to(self.dtype)


class ConvertImageDtype(ToDtype):
    """Another type, scaled."""

    def __init__(self, dtype: Any) -> None:
        super().__init__(dtype, scale=True)


class Normalize:
    """Subtract the mean and divide by the standard deviation of each channel."""

    def __init__(self, mean: Any, std: Any, inplace: bool = False) -> None:
        self.mean, self.std = (torch.as_tensor(v, dtype=torch.float32).reshape(-1, 1, 1) for v in (mean, std))

    def __call__(self, image: Any) -> Any:
        tensor = _tensor(image)
        if not tensor.is_floating_point():
            raise TypeError("Normalize takes a float tensor; ToTensor() has to come before it")
        return (tensor - self.mean) / self.std


class Lambda:
    """Any function."""

    def __init__(self, function: Any) -> None:
        self.function = function

    def __call__(self, image: Any) -> Any:
        return self.function(image)


class Grayscale:
    """One channel, or three equal ones."""

    def __init__(self, num_output_channels: int = 1) -> None:
        self.channels = num_output_channels

    def __call__(self, image: Any) -> Any:
        return _tensor(image)[:1].repeat(self.channels, 1, 1)


class Resize:
    """Another size, bilinear."""

    def __init__(self, size: Any, *arguments: Any, **named: Any) -> None:
        self.size = (size, size) if isinstance(size, int) else tuple(size) * (2 // len(size))

    def __call__(self, image: Any) -> Any:
        tensor = _tensor(image)
        resized = F.interpolate(tensor[None].float(), self.size, mode="bilinear", antialias=True)[0]
        return resized.round().clamp(0, 255).to(torch.uint8) if tensor.dtype == torch.uint8 else resized


class Pad:
    """A border of `fill` around the image: one width, (left and right, top and bottom), or all four."""

    def __init__(self, padding: Any, fill: float = 0, padding_mode: str = "constant") -> None:
        widths = [padding] if isinstance(padding, int) else list(padding)
        left, top, right, bottom = widths * (4 // len(widths))
        self.widths, self.fill = (left, right, top, bottom), fill

    def __call__(self, image: Any) -> Any:
        return F.pad(_tensor(image), self.widths, value=self.fill)


class CenterCrop:
    """The middle of the image."""

    def __init__(self, size: Any) -> None:
        self.height, self.width = (size, size) if isinstance(size, int) else tuple(size) * (2 // len(size))

    def __call__(self, image: Any) -> Any:
        tensor = _tensor(image)
        top, left = (tensor.shape[-2] - self.height) // 2, (tensor.shape[-1] - self.width) // 2
        return tensor[..., top : top + self.height, left : left + self.width]


class RandomCrop(CenterCrop):
    """A part of the (padded) image at a random place."""

    def __init__(
        self, size: Any, padding: Any = None, pad_if_needed: bool = False, fill: float = 0, **named: Any
    ) -> None:
        super().__init__(size)
        self.pad = Lambda(_tensor) if padding is None else Pad(padding, fill)

    def __call__(self, image: Any) -> Any:
        tensor = self.pad(image)
        top = int(torch.randint(tensor.shape[-2] - self.height + 1, ()))
        left = int(torch.randint(tensor.shape[-1] - self.width + 1, ()))
        return tensor[..., top : top + self.height, left : left + self.width]


class RandomHorizontalFlip:
    """Left and right swapped, with probability p."""

    def __init__(self, p: float = 0.5) -> None:
        self.p = p

    def __call__(self, image: Any) -> Any:
        return _tensor(image).flip(-1) if _uniform(0, 1) < self.p else _tensor(image)


class RandomVerticalFlip(RandomHorizontalFlip):
    """Top and bottom swapped, with probability p."""

    def __call__(self, image: Any) -> Any:
        return _tensor(image).flip(-2) if _uniform(0, 1) < self.p else _tensor(image)


class RandomAffine:
    """A random rotation (degrees), shift (shares of the size), scale and shear (degrees), bilinear."""

    def __init__(
        self, degrees: Any, translate: Any = None, scale: Any = None, shear: Any = None, *arguments: Any, **named: Any
    ) -> None:
        self.degrees, self.translate, self.scale = _span(degrees), translate or (0, 0), scale or (1, 1)
        self.shear = _span(shear or 0)

    def __call__(self, image: Any) -> Any:
        tensor = _tensor(image)
        turn = math.radians(_uniform(*self.degrees))
        shear = math.tan(math.radians(_uniform(self.shear[0], self.shear[1])))
        size = _uniform(*self.scale)
        right, down = (2 * _uniform(-share, share) for share in self.translate)
        cos, sin = math.cos(turn) / size, math.sin(turn) / size
        inverse = torch.tensor([[[cos, sin + shear * cos, -right], [-sin, cos - shear * sin, -down]]])
        grid = F.affine_grid(inverse, [1, *tensor.shape], align_corners=False)
        moved = F.grid_sample(tensor[None].float(), grid, align_corners=False)[0]
        return moved.round().clamp(0, 255).to(torch.uint8) if tensor.dtype == torch.uint8 else moved


class RandomRotation(RandomAffine):
    """A random rotation."""

    def __init__(self, degrees: Any, *arguments: Any, **named: Any) -> None:
        super().__init__(degrees)


class RandomApply:
    """Transforms that are applied with probability p."""

    def __init__(self, transforms: Any, p: float = 0.5) -> None:
        self.transform, self.p = Compose(transforms), p

    def __call__(self, image: Any) -> Any:
        return self.transform(image) if _uniform(0, 1) < self.p else image


class RandomErasing:
    """A random rectangle set to `value`, with probability p."""

    def __init__(
        self, p: float = 0.5, scale: Any = (0.02, 0.33), ratio: Any = (0.3, 3.3), value: float = 0, **n: Any
    ) -> None:
        self.p, self.scale, self.ratio, self.value = p, scale, ratio, value

    def __call__(self, image: Any) -> Any:
        tensor = _tensor(image)
        height, width = tensor.shape[-2:]
        area, ratio = _uniform(*self.scale) * height * width, math.exp(_uniform(*(math.log(r) for r in self.ratio)))
        h, w = round(math.sqrt(area * ratio)), round(math.sqrt(area / ratio))
        if _uniform(0, 1) >= self.p or h >= height or w >= width:
            return tensor
        top, left = int(torch.randint(height - h + 1, ())), int(torch.randint(width - w + 1, ()))
        tensor = tensor.clone()
        tensor[..., top : top + h, left : left + w] = self.value
        return tensor


def _span(value: Any) -> Any:
    return (-value, value) if isinstance(value, int | float) else tuple(value)[:2]


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


def install(modules: dict[str, ModuleType]) -> None:
    """Put the stand-in's modules into `modules`, in front of an installed torchvision."""
    transforms = {
        each.__name__: each
        for each in (
            *(Compose, ToTensor, ToImage, ToPILImage, ToDtype, ConvertImageDtype, Normalize, Lambda, Grayscale, Resize),
            *(Pad, CenterCrop, RandomCrop, RandomHorizontalFlip, RandomVerticalFlip, RandomAffine, RandomRotation),
            *(RandomApply, RandomErasing),
        )
    }
    transforms["PILToTensor"] = ToImage
    functional = {
        "to_tensor": ToTensor(),
        "normalize": lambda image, mean, std: Normalize(mean, std)(image),
        "resize": lambda image, size, **named: Resize(size)(image),
    }
    contents: dict[str, dict[str, Any]] = {
        "torchvision": {"__version__": "0.0", "__path__": []},
        "torchvision.datasets": {"MNIST": MNIST},
        "torchvision.datasets.mnist": {"MNIST": MNIST},
        "torchvision.transforms": transforms | {"__path__": []},
        "torchvision.transforms.functional": functional,
        "torchvision.transforms.v2": transforms,
        "torchvision.utils": {"make_grid": make_grid, "save_image": lambda *arguments, **named: None},
        "torchvision.models": {},
    }
    for name, content in contents.items():
        modules[name] = _Only(name)
        modules[name].__dict__.update(content, __spec__=ModuleSpec(name, None))
        above, _, last = name.rpartition(".")
        if above:
            setattr(modules[above], last, modules[name])
