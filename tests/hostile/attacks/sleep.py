# outcome: limit wall_time
# limits: wall_seconds=1
"""Sleeps for a day."""

import time


def attack(target):
    time.sleep(86_400)
    return True
