# outcome: refused
# without a sandbox: works
"""Ends another process of the same user."""

import os


def attack(target):
    os.kill(target["process"], 15)
    return True
