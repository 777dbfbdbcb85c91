"""A fixed piece of work, timed beside what is measured: the ratio of the two hardly depends on how busy the machine is."""

from __future__ import annotations

import time

import torch
from torch.nn import functional as F


def fixed_work() -> float:
    """Return the CPU seconds of ten bfloat16 convolutions, [256, 16, 10, 10] by [32, 16, 3, 3], on one thread."""
    torch.set_num_threads(1)
    maps = torch.ones(256, 16, 10, 10, dtype=torch.bfloat16).to(memory_format=torch.channels_last)
    filters = torch.ones(32, 16, 3, 3, dtype=torch.bfloat16).to(memory_format=torch.channels_last)
    F.conv2d(maps, filters)  # the first one prepares the others
    start = time.process_time()
    for _ in range(10):
        F.conv2d(maps, filters)
    return time.process_time() - start
