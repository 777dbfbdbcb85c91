# outcome: limit cpu_time
# limits: cpu_seconds=0.5
"""Computes without end."""


def attack(target):
    while True:
        pass
