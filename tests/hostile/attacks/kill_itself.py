# outcome: crashed
"""Kills itself."""

import os


def attack(target):
    os.kill(os.getpid(), 9)
    return True
