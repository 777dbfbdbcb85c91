# outcome: refused
# without a sandbox: works
"""Ties its parent to one processor."""

import os


def attack(target):
    os.sched_setaffinity(os.getppid(), os.sched_getaffinity(0))
    return True
