# outcome: refused
# without a sandbox: works
"""Leaves files for the next student, in its folder and beside it."""

import os


def attack(target):
    with open("left", "w") as file:
        file.write("answers")
    for folder in ("..", os.path.dirname(os.getcwd()), "/tmp", "/var/tmp", "/dev/shm", "/run", "/run/lock"):
        try:
            with open(f"{folder}/{target['token']}", "w") as file:
                file.write("answers")
        except OSError:
            continue
        return True
    return False
