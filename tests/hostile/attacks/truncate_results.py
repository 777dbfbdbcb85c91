# outcome: refused
# without a sandbox: works
"""Empties the results by their path."""

import os


def attack(target):
    os.truncate(target["results"], 0)
    return True
