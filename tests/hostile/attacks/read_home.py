# outcome: refused
# without a sandbox: works
"""Reads keys and settings in home folders."""

import os


def attack(target):
    for path in (target["ssh"], "/root/.ssh", "/home", os.path.expanduser("~root"), "/etc/shadow", "/etc/passwd"):
        try:
            if os.path.isdir(path):
                os.listdir(path)
            else:
                open(path).close()
        except OSError:
            continue
        return True
    return False
