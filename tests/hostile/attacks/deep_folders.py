# outcome: harmless
# limits: folder_files=10000 wall_seconds=10 cpu_seconds=5
"""Makes a chain of 3,000 folders, longer than a path may be."""

import os


def attack(target):
    for _ in range(3_000):
        os.mkdir("deep")
        os.chdir("deep")
    return True
