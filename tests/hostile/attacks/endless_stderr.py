# outcome: limit output
"""Prints errors without end."""

import sys


def attack(target):
    while True:
        print("x" * 10_000, file=sys.stderr)
