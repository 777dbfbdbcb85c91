# outcome: refused
# without a sandbox: works
"""Starts one process more."""

import os


def attack(target):
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return True
