# outcome: refused
"""Leaves semaphores or message queues behind."""

import ctypes


def attack(target):
    libc = ctypes.CDLL(None, use_errno=True)
    made = (libc.semget(0, 1, 0o1600), libc.msgget(0, 0o1600), libc.mq_open(b"/left", 0o102, 0o600, None))
    return any(number >= 0 for number in made)
