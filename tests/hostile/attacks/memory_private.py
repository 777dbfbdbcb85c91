# outcome: limit memory
"""Allocates memory of its own without end."""


def attack(target):
    kept = []
    while True:
        kept.append(bytearray(b"x" * (8 << 20)))
