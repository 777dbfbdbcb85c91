# outcome: refused
# without a sandbox: works
"""Deletes the results."""

import os


def attack(target):
    os.unlink(target["results"])
    return True
