# outcome: refused
"""Changes its root."""

import os


def attack(target):
    os.chroot(".")
    return True
