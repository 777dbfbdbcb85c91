"""The fast recipe: a small convolutional network that needs one look at a few thousand digits.

What makes it fast, each worth its line: the first layer's filters are the principal components of image patches, so
nothing has to be learned there; images are cropped to 24×24, shifted by a pixel a batch; the arithmetic is bfloat16 in
the memory order that convolutions like; Muon needs few steps; label smoothing keeps the last layer calm.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from reference.mnist.adam import Adam
from reference.mnist.evaluate import accuracy
from reference.mnist.muon import Muon
from reference.mnist.train import Watch, batches

CROP = 24  # rows and columns of an image that are looked at
PATCH = 5  # rows and columns of a filter of the first layer


@dataclass(frozen=True, slots=True)
class Preset:
    """How much is looked at, and how, for one target (percent of the test images)."""

    images: int  # training images used
    passes: float
    batch: int
    rate: float = 0.2  # of Muon, at its peak
    width: int = 32  # feature maps of the second layer


#: By target, in percent of the test images.
PRESETS = {
    98.0: Preset(images=8_192, passes=1.0, batch=128),
    99.0: Preset(images=32_768, passes=1.0, batch=256),
    99.4: Preset(images=60_000, passes=3.0, batch=512, width=48),
}


def preset(target: float) -> Preset:
    """Return the preset of the smallest target that is not below `target` (the last one beyond)."""
    return next((PRESETS[level] for level in sorted(PRESETS) if level >= target), PRESETS[max(PRESETS)])


class Fast(nn.Module):
    """Encoder: patches, 3×3 convolution, pooling. Decoder: two dense layers. Takes uint8 [b, 28, 28]."""

    def __init__(self, filters: Tensor, width: int = 32) -> None:
        super().__init__()
        count = len(filters)  # [count, 1, 5, 5]
        self.patches = nn.Conv2d(1, count, PATCH, stride=2, bias=False)
        self.patches.weight.data.copy_(filters)
        self.norm1 = nn.BatchNorm2d(count)
        self.mixing = nn.Conv2d(count, width, 3, bias=False)
        self.norm2 = nn.BatchNorm2d(width)
        self.dense1 = nn.Linear(width * 16, 128, bias=False)
        self.norm3 = nn.BatchNorm1d(128)
        self.dense2 = nn.Linear(128, 10)
        self.to(memory_format=torch.channels_last)

    def forward(self, images: Tensor, shift: tuple[int, int] = (2, 2)) -> Tensor:
        """Return logits [b, 10]; `shift` says which 24×24 of the 28×28 pixels are looked at."""
        down, right = shift
        x = images.reshape(-1, 1, 28, 28)[:, :, down : down + CROP, right : right + CROP]  # [b, 1, 24, 24]
        dtype = torch.bfloat16 if x.device.type == "cpu" else torch.float32
        x = x.to(dtype).div_(255.0).contiguous(memory_format=torch.channels_last)
        with torch.autocast(x.device.type, dtype=torch.bfloat16, enabled=dtype == torch.bfloat16):
            x = F.relu(self.norm1(self.patches(x)))  # [b, 16, 10, 10]
            x = F.relu(self.norm2(F.max_pool2d(self.mixing(x), 2)))  # [b, width, 4, 4]
            x = x.permute(0, 2, 3, 1).flatten(1)  # [b, 16·width], a view: channels come last in memory
            x = F.relu(self.norm3(self.dense1(x)))  # [b, 128]
            return self.dense2(x).float()  # [b, 10]


def principal_filters(images: Tensor, pairs: int = 8) -> Tensor:
    """Return filters [2·pairs, 1, 5, 5]: the strongest principal components of patches, each with its negative."""
    crop = images[:2_000, 2 : 2 + CROP, 2 : 2 + CROP].float() / 255.0  # [n, 24, 24]
    patches = F.unfold(crop[:, None], PATCH, stride=3)  # [n, 25, patches an image]
    patches = patches.permute(0, 2, 1).reshape(-1, PATCH * PATCH)  # [N, 25]
    patches = patches - patches.mean(1, keepdim=True)
    _, vectors = torch.linalg.eigh(patches.T @ patches)  # columns, weakest first
    strongest = vectors.flip(1)[:, :pairs].T  # [pairs, 25]
    return torch.cat([strongest, -strongest]).reshape(2 * pairs, 1, PATCH, PATCH)


def train_fast(images: Tensor, labels: Tensor, chosen: Preset, watch: Watch | None = None) -> Fast:
    """Train on images uint8 [n, 28, 28] and labels int64 [n] and return the network."""
    images, labels = images[: chosen.images], labels[: chosen.images]
    network = Fast(principal_filters(images), chosen.width).to(images.device)
    matrices = [network.mixing.weight, network.dense1.weight]
    muon = Muon(matrices)
    rest = [weight for weight in network.parameters() if all(weight is not one for one in matrices)]
    adam = Adam(rest)
    network.patches.weight.requires_grad_(False)  # the principal components stay as they are
    steps = max(1, math.ceil(chosen.passes * len(images) / chosen.batch))
    network.train()
    for step, rows in zip(range(steps), batches(len(images), chosen.batch, images.device), strict=False):  # rows [b]
        share = step / steps
        slope = min(1.0, (share + 0.01) / 0.05) * (1 - share)  # 5 % warm-up, linear decay to 0
        shift = (int(torch.randint(1, 4, ())), int(torch.randint(1, 4, ())))  # one pixel to each side, a batch
        logits = network(images.index_select(0, rows), shift)  # forward path
        loss = F.cross_entropy(logits, labels.index_select(0, rows), label_smoothing=0.1)
        loss.backward()  # backward path
        adam.step(0.01 * slope)  # weight update
        muon.step(chosen.rate * slope)
        if watch is not None and (step % 10 == 0 or step == steps - 1):
            watch(step, steps, loss.item(), accuracy(logits.argmax(1), labels.index_select(0, rows)))
    return network
