# outcome: limit output
"""Prints without end."""


def attack(target):
    while True:
        print("x" * 10_000)
