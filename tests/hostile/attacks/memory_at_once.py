# outcome: limit memory
"""Asks for a terabyte at once."""


def attack(target):
    return len(bytearray(1 << 40)) > 0
