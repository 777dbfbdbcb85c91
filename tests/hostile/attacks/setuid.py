# outcome: refused
"""Becomes root."""

import os


def attack(target):
    for action in (os.setuid, os.setgid):
        try:
            action(0)
        except OSError:
            continue
        return True
    return False
