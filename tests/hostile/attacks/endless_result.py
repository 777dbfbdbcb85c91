# outcome: limit result
"""Writes on the result pipe without end."""

import os


def attack(target):
    while True:
        os.write(4, b"\xff" * 65536)
