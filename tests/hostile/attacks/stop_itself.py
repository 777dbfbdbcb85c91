# outcome: limit wall_time
# limits: wall_seconds=1
"""Stops itself by SIGSTOP, so that it uses no time."""

import os
import signal


def attack(target):
    os.kill(os.getpid(), signal.SIGSTOP)
    return True
