"""Look at every image once, then only at the hardest again: most digits are learned at first sight.

Source: A. Shrivastava, A. Gupta and R. Girshick, "Training region-based object detectors with online hard example
mining" (2016).
"""

from __future__ import annotations

from collections.abc import Iterator

import torch
from torch import Tensor


def hardest_again(loss: Tensor, batch: int, share: float) -> Iterator[Tensor]:
    """Yield the rows [b] of one batch after another, for ever; the caller keeps `loss` [n], each image's last one.

    The first pass takes all images in a random order. Each later pass takes the `share` of them with the largest loss.
    """
    rows = torch.arange(len(loss), device=loss.device)
    while True:
        order = rows[torch.randperm(len(rows)).to(loss.device)]
        size = min(batch, len(order))
        for start in range(0, len(order) - size + 1, size):
            yield order[start : start + size]  # [b]
        rows = loss.topk(max(2, round(share * len(loss)))).indices
