"""The fast recipe: a small convolutional network that needs one look at a few thousand digits.

What makes it fast, each worth its line: the first layer's filters are the principal components of image patches, so
nothing is learned there and no gradient goes back through it; images are cropped to 24×24; the arithmetic is bfloat16
in the memory order that convolutions like; Muon needs few steps; only the hardest images are looked at again; label
smoothing keeps the last layer calm, and so does its start at zero.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from reference.mnist.adam import Adam
from reference.mnist.evaluate import accuracy
from reference.mnist.hardest import hardest_again
from reference.mnist.muon import Muon
from reference.mnist.train import Watch

CROP = 24  # rows and columns of an image that are looked at
PATCH = 5  # rows and columns of a filter of the first layer
CROPS = ((2, 2), (1, 2), (3, 2), (2, 1), (2, 3))  # first row and column: the middle, then a pixel to each side


@dataclass(frozen=True, slots=True)
class Preset:
    """How much is looked at, and how, for one target (percent of the test images)."""

    images: int  # training images used
    passes: float
    batch: int
    again: float = 1.0  # share of the images, the hardest, that later passes look at
    rate: float = 0.25  # of Muon, at its peak
    momentum: float = 0.6  # of Muon
    adam_rate: float = 0.02  # of what is no matrix, and of the last layer
    smoothing: float = 0.1  # of the labels
    width: int = 32  # feature maps of the second layer
    jitter: int = 1  # pixels that a batch's crop is moved at most; short runs see too little to gain from it
    looks: int = 1  # crops of a test image whose scores are added up


#: By target, in percent of the test images; chosen on train[50000:] by benchmarks/training/search.py.
PRESETS = {
    98.0: Preset(images=6_144, passes=1.4, batch=256, again=0.3, jitter=0),
    99.0: Preset(images=20_480, passes=1.4, batch=256, again=0.15),
    99.4: Preset(images=60_000, passes=1.75, batch=512, again=0.2, looks=5),
}


def preset(target: float) -> Preset:
    """Return the preset of the smallest target that is not below `target` (the last one beyond)."""
    return next((PRESETS[level] for level in sorted(PRESETS) if level >= target), PRESETS[max(PRESETS)])


class Fast(nn.Module):
    """Encoder: patches, 3×3 convolution, pooling. Decoder: two dense layers. Takes uint8 [b, 28, 28]."""

    def __init__(self, filters: Tensor, width: int = 32, looks: int = 1) -> None:
        super().__init__()
        self.looks = looks
        count = len(filters)  # [count, 1, 5, 5]
        self.patches = nn.Conv2d(1, count, PATCH, stride=2, bias=False).requires_grad_(False)
        self.patches.weight.copy_(filters / 255.0)  # pixels come as they are stored, 0 to 255
        self.mixing = nn.Conv2d(count, width, 3, bias=False).to(memory_format=torch.channels_last)
        self.norm1 = nn.BatchNorm2d(width)
        self.dense1 = nn.Linear(width * 16, 128, bias=False)
        self.norm2 = nn.BatchNorm1d(128)
        self.dense2 = nn.Linear(128, 10)
        nn.init.zeros_(self.dense2.weight)

    def forward(self, images: Tensor) -> Tensor:
        """Return logits [b, 10], added up over the crops that the network looks at."""
        return torch.stack([self.look(images, down, right) for down, right in CROPS[: self.looks]]).sum(0)

    def look(self, images: Tensor, down: int, right: int) -> Tensor:
        """Return logits [b, 10] from one crop, which begins at row `down` and column `right`."""
        x = images.reshape(-1, 1, 28, 28)[:, :, down : down + CROP, right : right + CROP]  # [b, 1, 24, 24]
        dtype = torch.bfloat16 if x.device.type == "cpu" else torch.float32
        with torch.autocast(x.device.type, dtype=torch.bfloat16, enabled=dtype == torch.bfloat16):
            x = F.relu(self.patches(x.to(dtype)), inplace=True)  # [b, 10, 10, 10]
            x = x.contiguous(memory_format=torch.channels_last)
            x = F.relu(self.norm1(F.max_pool2d(self.mixing(x), 2)))  # [b, width, 4, 4]
            x = x.permute(0, 2, 3, 1).flatten(1)  # [b, 16·width], a view: channels come last in memory
            x = F.relu(self.norm2(self.dense1(x)))  # [b, 128]
            return self.dense2(x).float()  # [b, 10]


def principal_filters(images: Tensor, pairs: int = 5) -> Tensor:
    """Return filters [2·pairs, 1, 5, 5]: the strongest principal components of patches, each with its negative."""
    crop = images[:500, 2 : 2 + CROP, 2 : 2 + CROP].float() / 255.0  # [n, 24, 24]
    patches = F.unfold(crop[:, None], PATCH, stride=3)  # [n, 25, patches an image]
    patches = patches.permute(0, 2, 1).reshape(-1, PATCH * PATCH)  # [N, 25]
    patches = patches - patches.mean(1, keepdim=True)
    _, vectors = torch.linalg.eigh(patches.T @ patches)  # columns, weakest first
    strongest = vectors.flip(1)[:, :pairs].T  # [pairs, 25]
    return torch.cat([strongest, -strongest]).reshape(2 * pairs, 1, PATCH, PATCH)


def train_fast(images: Tensor, labels: Tensor, chosen: Preset, watch: Watch | None = None) -> Fast:
    """Train on images uint8 [n, 28, 28] and labels int64 [n] and return the network."""
    images, labels = images[: chosen.images], labels[: chosen.images]
    network = Fast(principal_filters(images), chosen.width, chosen.looks).to(images.device)
    muon = Muon([network.mixing.weight, network.dense1.weight], chosen.momentum)
    adam = Adam([*network.norm1.parameters(), *network.norm2.parameters(), *network.dense2.parameters()])
    steps = max(1, math.ceil(chosen.passes * len(images) / chosen.batch))
    network.train()
    losses = torch.full((len(images),), torch.inf, device=images.device)  # of each image when it was last seen
    for step, rows in zip(range(steps), hardest_again(losses, chosen.batch, chosen.again), strict=False):  # rows [b]
        share = step / steps
        slope = min(1.0, (share + 0.01) / 0.05) * (1 - share)  # 5 % warm-up, linear decay to 0
        down, right = torch.randint(2 - chosen.jitter, 3 + chosen.jitter, (2,)).tolist()
        truth = labels.index_select(0, rows)  # [b]
        logits = network.look(images.index_select(0, rows), down, right)  # forward path
        loss = F.cross_entropy(logits, truth, label_smoothing=chosen.smoothing, reduction="none")  # [b]
        loss.mean().backward()  # backward path
        losses.index_copy_(0, rows, loss.detach())
        adam.step(chosen.adam_rate * slope)  # weight update
        muon.step(chosen.rate * slope)
        if watch is not None and (step % 10 == 0 or step == steps - 1):
            watch(step, steps, loss.mean().item(), accuracy(logits.argmax(1), truth))
    return network
