# outcome: limit cpu_time
# limits: cpu_seconds=0.5
"""Computes without end and ignores every signal that it may."""

import signal


def attack(target):
    for number in range(1, 65):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            continue
    while True:
        pass
