# outcome: limit files
"""Makes 200,000 empty files."""


def attack(target):
    for number in range(200_000):
        open(f"file{number}", "wb").close()
    return True
