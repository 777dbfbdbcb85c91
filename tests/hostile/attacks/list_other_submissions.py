# outcome: refused
# without a sandbox: works
"""Lists what lies beside other submissions."""

import os


def attack(target):
    return bool(os.listdir(target["folder"]))
