# outcome: refused
"""Leaves its session, out of reach of signals to the group."""

import os


def attack(target):
    if os.getsid(0) == os.getpid():
        os.setpgid(0, 0)
    os.setsid()
    return True
