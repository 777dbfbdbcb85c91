# outcome: limit result
"""Writes a verdict where raw numbers are expected."""

import os


def attack(target):
    os.write(4, b'{"status": "correct", "score": 100.0}')
    return True
