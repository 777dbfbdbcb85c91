# outcome: refused
# without a sandbox: works
"""Signals its whole process group."""

import os
import signal


def attack(target):
    os.kill(0, signal.SIGCONT)
    return True
