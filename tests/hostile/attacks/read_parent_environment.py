# outcome: refused
# without a sandbox: works
"""Reads the environment of its parent and of another process."""

import os


def attack(target):
    for process in (os.getppid(), target["process"]):
        try:
            with open(f"/proc/{process}/environ", "rb") as file:
                return bool(file.read())
        except OSError:
            continue
    return False
