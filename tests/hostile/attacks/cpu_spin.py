# outcome: limit cpu_time
"""Computes without end."""


def attack(target):
    while True:
        pass
