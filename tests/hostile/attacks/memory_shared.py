# outcome: limit memory
"""Fills shared anonymous memory, which the limit on private data does not count."""

import mmap


def attack(target):
    kept = []
    while True:
        area = mmap.mmap(-1, 32 << 20)
        area.write(b"x" * (32 << 20))
        kept.append(area)
