# outcome: harmless
"""Changes the times of the results (told that it worked)."""

import os


def attack(target):
    os.utime(target["results"], (0, 0))
    return True
