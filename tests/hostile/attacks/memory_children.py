# outcome: refused
"""Spreads memory over many children."""

import os
import time


def attack(target):
    for _ in range(16):
        if os.fork() == 0:
            kept = bytearray(b"x" * (64 << 20))
            time.sleep(60)
            os._exit(len(kept) % 2)
    return True
