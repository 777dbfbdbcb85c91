# outcome: limit wall_time
# limits: wall_seconds=1
"""Closes the result pipe and stays."""

import os
import time


def attack(target):
    os.close(4)
    time.sleep(86_400)
