# outcome: refused
# without a sandbox: works
"""Fills the machine's temporary folder."""


def attack(target):
    with open(f"{target['tmp']}/{target['token']}", "wb") as file:
        file.write(b"x" * 4096)
    return True
