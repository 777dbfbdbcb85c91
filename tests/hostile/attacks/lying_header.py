# outcome: limit result
"""Announces four terabytes."""

import os


def attack(target):
    os.write(4, b"\x01" + (1 << 42).to_bytes(8, "little"))
    return True
