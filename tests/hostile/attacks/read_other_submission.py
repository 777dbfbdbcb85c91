# outcome: refused
# without a sandbox: works
"""Reads what another student handed in."""


def attack(target):
    with open(target["other"]) as file:
        return bool(file.read())
