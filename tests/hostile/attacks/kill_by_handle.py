# outcome: refused
# without a sandbox: works
"""Ends another process by a process handle."""

import os
import signal


def attack(target):
    signal.pidfd_send_signal(os.pidfd_open(target["process"]), 15)
    return True
