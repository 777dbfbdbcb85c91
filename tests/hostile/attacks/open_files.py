# outcome: refused
"""Opens files without end."""


def attack(target):
    kept = [open("/dev/null", "rb") for _ in range(100_000)]
    return len(kept) == 100_000
