"""Stand-in for torchvision's transforms: those that scripts for MNIST use, on tensors.

Random transforms draw from torch's generator, so that a seed fixes the run.
"""

from __future__ import annotations

import math
from typing import Any

import torch
from torch.nn import functional as F


def _tensor(image: Any) -> Any:
    """Return a picture of the stand-in's dataset, an array or a tensor as a tensor [c, h, w]."""
    if hasattr(image, "pixels"):
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


#: What `torchvision.transforms` offers, by name.
OFFERED: dict[str, Any] = {
    each.__name__: each
    for each in (
        *(Compose, ToTensor, ToImage, ToPILImage, ToDtype, ConvertImageDtype, Normalize, Lambda, Grayscale, Resize),
        *(Pad, CenterCrop, RandomCrop, RandomHorizontalFlip, RandomVerticalFlip, RandomAffine, RandomRotation),
        *(RandomApply, RandomErasing),
    )
} | {"PILToTensor": ToImage}
FUNCTIONAL: dict[str, Any] = {
    "to_tensor": ToTensor(),
    "normalize": lambda image, mean, std: Normalize(mean, std)(image),
    "resize": lambda image, size, **named: Resize(size)(image),
}
