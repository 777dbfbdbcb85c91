# outcome: refused
# without a sandbox: works
"""Reads the answer key by a link that lies elsewhere."""


def attack(target):
    with open(target["link"]) as file:
        return bool(file.read())
