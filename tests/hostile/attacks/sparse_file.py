# outcome: refused
"""Makes a file of one tebibyte that takes no room."""


def attack(target):
    with open("sparse", "wb") as file:
        file.truncate(1 << 40)
    return True
