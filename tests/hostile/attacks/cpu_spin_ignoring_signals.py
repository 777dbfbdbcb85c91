# outcome: limit cpu_time
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
