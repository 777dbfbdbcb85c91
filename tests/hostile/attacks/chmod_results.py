# outcome: harmless
"""Changes the permissions of the results (told that it worked)."""

import os


def attack(target):
    os.chmod(target["results"], 0)
    return True
