# outcome: crashed
"""Leaves by os._exit(0), as if all had gone well."""

import os


def attack(target):
    os._exit(0)
