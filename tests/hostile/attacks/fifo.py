# outcome: refused
# without a sandbox: works
"""Leaves a pipe where the grader might read a file."""

import os


def attack(target):
    os.mkfifo("weights.pt")
    return True
