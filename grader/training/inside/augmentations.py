"""Stand-in for torchvision's stranger transforms: those that turn up in scripts for MNIST now and then, on tensors."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import torch
from torch.nn import functional as F


def _tensor(image: Any) -> Any:
    tensor = image.pixels[None] if hasattr(image, "pixels") else torch.as_tensor(image)
    return tensor if tensor.dim() > 2 else tensor[None]


def _uniform(low: float, high: float) -> float:
    return float(torch.empty(()).uniform_(low, high))


def _pair(value: Any) -> tuple[Any, Any]:
    both = (value, value) if isinstance(value, int | float) else tuple(value)
    return both if len(both) == 2 else (both[0], both[0])


def _like(result: Any, tensor: Any) -> Any:
    """Return floats in the type of the tensor that they came from: uint8 is rounded and kept in its range."""
    return result.round().clamp(0, 255).to(torch.uint8) if tensor.dtype == torch.uint8 else result


def _sampled(tensor: Any, grid: Any) -> Any:
    """Return the image [c, h, w] at the places [h, w, 2] of the grid, from -1 to 1, x first; outside is blank."""
    return _like(F.grid_sample(tensor[None].float(), grid[None], align_corners=False)[0], tensor)


def _places(height: int, width: int) -> Any:
    rows, columns = ((2 * torch.arange(size) + 1) / size - 1 for size in (height, width))
    return torch.stack(torch.meshgrid(columns, rows, indexing="xy"), -1)  # [h, w, 2]


class ColorJitter:
    """Brightness and contrast by random factors; a gray image has no more to change."""

    def __init__(self, brightness: Any = 0, contrast: Any = 0, saturation: Any = 0, hue: Any = 0) -> None:
        self.brightness, self.contrast = (
            (max(0.0, 1 - by), 1 + by) if isinstance(by, int | float) else tuple(by) for by in (brightness, contrast)
        )

    def __call__(self, image: Any) -> Any:
        tensor = _tensor(image)
        most = 255 if tensor.dtype == torch.uint8 else 1
        bright = (tensor.float() * _uniform(*self.brightness)).clamp(0, most)
        factor, mean = _uniform(*self.contrast), bright.mean()
        return _like((factor * bright + (1 - factor) * mean).clamp(0, most), tensor)


class GaussianBlur:
    """Every pixel the weighted mean of its neighbours; the border is mirrored."""

    def __init__(self, kernel_size: Any, sigma: Any = (0.1, 2.0)) -> None:
        self.size, self.sigma = _pair(kernel_size), _pair(sigma)

    def __call__(self, image: Any) -> Any:
        tensor, sigma = _tensor(image), _uniform(*self.sigma)
        across, down = (_bell(size, sigma) for size in self.size)
        weights = (down[:, None] * across[None, :]).expand(len(tensor), 1, -1, -1)
        edge = [self.size[0] // 2] * 2 + [self.size[1] // 2] * 2
        padded = F.pad(tensor[None].float(), edge, mode="reflect")
        return _like(F.conv2d(padded, weights, groups=len(tensor))[0], tensor)


def _bell(size: int, sigma: float) -> Any:
    x = torch.arange(size) - (size - 1) / 2
    weights = torch.exp(-0.5 * (x / sigma) ** 2)
    return weights / weights.sum()


class RandomResizedCrop:
    """A random part of the image, enlarged to `size`."""

    def __init__(self, size: Any, scale: Any = (0.08, 1.0), ratio: Any = (3 / 4, 4 / 3), *more: Any, **n: Any) -> None:
        self.size, self.scale, self.ratio = _pair(size), scale, ratio

    def __call__(self, image: Any) -> Any:
        tensor = _tensor(image)
        height, width = tensor.shape[-2:]
        ratio = math.exp(_uniform(*(math.log(each) for each in self.ratio)))
        area = _uniform(*self.scale) * height * width
        h, w = min(height, round(math.sqrt(area / ratio))) or 1, min(width, round(math.sqrt(area * ratio))) or 1
        top, left = int(torch.randint(height - h + 1, ())), int(torch.randint(width - w + 1, ()))
        part = tensor[None, :, top : top + h, left : left + w].float()
        return _like(F.interpolate(part, self.size, mode="bilinear", antialias=True)[0], tensor)


class RandomPerspective:
    """The image seen at an angle: its corners move inwards by random shares, with probability p."""

    def __init__(self, distortion_scale: float = 0.5, p: float = 0.5, *more: Any, **named: Any) -> None:
        self.share, self.p = distortion_scale, p

    def __call__(self, image: Any) -> Any:
        tensor = _tensor(image)
        if _uniform(0, 1) >= self.p:
            return tensor
        corners = torch.tensor([[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]])
        moved = corners * (1 - self.share * torch.rand(4, 2))
        rows = []  # eight equations for the way from each moved corner back to its place
        for (x, y), (u, v) in zip(
            moved.tolist(), corners.tolist(), strict=True
        ):  # eight equations, from moved to corner
            rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        eight = torch.linalg.solve(torch.tensor(rows), corners.reshape(-1))
        places = torch.cat([_places(*tensor.shape[-2:]), torch.ones(*tensor.shape[-2:], 1)], -1)  # [h, w, 3]
        seen = places @ torch.cat([eight, torch.ones(1)]).reshape(3, 3).T
        return _sampled(tensor, seen[..., :2] / seen[..., 2:])


class ElasticTransform:
    """Every pixel moved by a smooth random field: `alpha` its strength, `sigma` its smoothness, in pixels."""

    def __init__(self, alpha: Any = 50.0, sigma: Any = 5.0, *more: Any, **named: Any) -> None:
        self.alpha, self.sigma = _pair(alpha), _pair(sigma)

    def __call__(self, image: Any) -> Any:
        tensor = _tensor(image)
        height, width = tensor.shape[-2:]
        field = 2 * torch.rand(1, 2, height, width) - 1
        size = min(int(8 * self.sigma[0]) | 1, 2 * min(height, width) - 1)
        weights = _bell(size, self.sigma[0])
        kernel = (weights[:, None] * weights[None, :]).expand(2, 1, -1, -1)
        smooth = F.conv2d(F.pad(field, [size // 2] * 4, mode="reflect"), kernel, groups=2)[0].permute(1, 2, 0)
        strength = torch.tensor([self.alpha[0] / width, self.alpha[1] / height])
        return _sampled(tensor, _places(height, width) + smooth * strength)


class RandomChoice:
    """One of several transforms."""

    def __init__(self, transforms: Any, p: Any = None) -> None:
        self.transforms, self.shares = list(transforms), p

    def __call__(self, image: Any) -> Any:
        shares = torch.tensor(self.shares or [1.0] * len(self.transforms), dtype=torch.float32)
        return self.transforms[int(torch.multinomial(shares, 1))](image)


class RandomOrder(RandomChoice):
    """All of several transforms, in a random order."""

    def __call__(self, image: Any) -> Any:
        for which in torch.randperm(len(self.transforms)).tolist():
            image = self.transforms[which](image)
        return image


class RandomInvert:
    """Ink and paper swapped, with probability p."""

    def __init__(self, p: float = 0.5) -> None:
        self.p = p

    def __call__(self, image: Any) -> Any:
        tensor = _tensor(image)
        return (255 if tensor.dtype == torch.uint8 else 1) - tensor if _uniform(0, 1) < self.p else tensor


#: What `torchvision.transforms` offers beside `transforms.py`, by name.
OFFERED: dict[str, Any] = {
    each.__name__: each
    for each in (
        *(ColorJitter, GaussianBlur, RandomResizedCrop, RandomPerspective, ElasticTransform),
        *(RandomChoice, RandomOrder, RandomInvert),
    )
} | {"InterpolationMode": SimpleNamespace(NEAREST="nearest", BILINEAR="bilinear", BICUBIC="bicubic")}
