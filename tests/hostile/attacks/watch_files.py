# outcome: refused
# without a sandbox: works
"""Has itself told of what others do with their files."""

import ctypes


def attack(target):
    libc = ctypes.CDLL(None, use_errno=True)
    watch = libc.inotify_init1(0)
    if watch < 0 or libc.inotify_add_watch(watch, target["folder"].encode(), 0xFFF) < 0:
        raise OSError(ctypes.get_errno(), "inotify")
    return True
