# outcome: refused
# without a sandbox: works
"""Reads the answer key through the roots and folders of processes."""

import os


def attack(target):
    ways = (f"/proc/self/root{target['key']}", f"/proc/{os.getppid()}/root{target['key']}")
    for way in (*ways, "/proc/self/cwd/" + "../" * 20 + target["key"]):
        try:
            with open(way) as file:
                return bool(file.read())
        except OSError:
            continue
    return False
