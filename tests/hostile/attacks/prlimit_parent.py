# outcome: refused
# without a sandbox: works
"""Sets a limit of its parent."""

import os
import resource


def attack(target):
    resource.prlimit(os.getppid(), resource.RLIMIT_CORE, (0, 0))
    return True
