# outcome: refused
"""Kills its parent."""

import os


def attack(target):
    os.kill(os.getppid(), 9)
    return True
