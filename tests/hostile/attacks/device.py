# outcome: refused
"""Makes a device of the machine's disk."""

import os
import stat


def attack(target):
    os.mknod("disk", stat.S_IFBLK | 0o600, os.makedev(8, 0))
    return True
