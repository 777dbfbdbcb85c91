# outcome: limit files
"""Fills its own work folder."""


def attack(target):
    for number in range(1000):
        with open(f"file{number}", "wb") as file:
            for _ in range(15):
                file.write(b"x" * (1 << 20))
