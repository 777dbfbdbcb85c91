# outcome: refused
# without a sandbox: works
"""Makes namespaces of its own."""

import ctypes
import errno
import time


def attack(target):
    libc = ctypes.CDLL(None, use_errno=True)
    for _ in range(50):
        if libc.unshare(0x10000000) == 0:  # a user namespace, which needs no right
            return True
        if ctypes.get_errno() != errno.EINVAL:  # a thread that has just been joined may not be quite gone
            break
        time.sleep(0.01)
    raise OSError(ctypes.get_errno(), "unshare")
