# outcome: refused
# without a sandbox: works
"""Reads the answer key by a symbolic link of its own."""

import os


def attack(target):
    os.symlink(target["key"], "link")
    with open("link") as file:
        return bool(file.read())
