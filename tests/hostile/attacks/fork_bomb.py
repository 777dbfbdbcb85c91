# outcome: refused
"""Forks without end."""

import os


def attack(target):
    for _ in range(500):
        if os.fork() == 0:
            os._exit(0)
    return True
