# outcome: limit result
"""Sends one number more than was asked for."""

import os
import struct


def attack(target):
    os.write(4, struct.pack("<f", 1.0))
    return True
