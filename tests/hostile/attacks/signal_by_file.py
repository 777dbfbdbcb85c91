# outcome: refused
# without a sandbox: works
"""Has the kernel signal another process when a file of its own becomes ready."""

import fcntl
import os


def attack(target):
    reader, _ = os.pipe()
    fcntl.fcntl(reader, fcntl.F_SETOWN, target["process"])
    return True
