# outcome: refused
# without a sandbox: works
"""Slows its parent down."""

import os


def attack(target):
    os.setpriority(os.PRIO_PROCESS, os.getppid(), 1)
    return True
