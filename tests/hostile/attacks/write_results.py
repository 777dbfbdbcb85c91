# outcome: refused
# without a sandbox: works
"""Writes into the results."""


def attack(target):
    with open(target["results"], "w") as file:
        file.write('{"score": 100}')
    return True
