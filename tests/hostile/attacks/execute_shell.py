# outcome: refused
"""Becomes a shell."""

import os


def attack(target):
    os.execv("/bin/sh", ["sh", "-c", "exit 7"])
