# outcome: crashed
"""Reads memory that is not there."""

import ctypes


def attack(target):
    ctypes.string_at(0)
    return True
