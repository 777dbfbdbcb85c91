# outcome: refused
# without a sandbox: works
"""Hides data in a file that lives in memory only."""

import os


def attack(target):
    os.write(os.memfd_create("hidden"), b"x" * 4096)
    return True
