# outcome: refused
# without a sandbox: works
"""Looks at what its parent has open."""

import os


def attack(target):
    return bool(os.listdir(f"/proc/{os.getppid()}/fd"))
