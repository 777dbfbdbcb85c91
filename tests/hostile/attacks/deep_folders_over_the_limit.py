# outcome: limit files
# limits: wall_seconds=20 cpu_seconds=10
"""Makes folders within folders without end."""

import os


def attack(target):
    while True:
        os.mkdir("deep")
        os.chdir("deep")
