# outcome: refused
# without a sandbox: works
"""Runs a command."""

import subprocess
import sys


def attack(target):
    return subprocess.run([sys.executable, "-c", "pass"], check=False).returncode == 0
