# outcome: refused
# without a sandbox: works
"""Reads the answer key by its path."""


def attack(target):
    with open(target["key"]) as file:
        return bool(file.read())
