# outcome: harmless
"""Leaves folders that nobody may enter, with files in them."""

import os


def attack(target):
    for number in range(50):
        os.makedirs(f"locked{number}/inner")
        open(f"locked{number}/inner/file", "wb").close()
        os.mkdir(f"shut{number}", 0)
        os.chmod(f"locked{number}/inner", 0)
        os.chmod(f"locked{number}", 0)
    os.chmod(".", 0)
    return True
