# outcome: harmless
"""Leaves files whose names are no text, too long to show, or look like options."""

import os


def attack(target):
    for name in (b"\xff\xfe", b"a" * 255, b"-rf", b"new\nline", b"*", b" ", b"\x1b[31m"):
        os.close(os.open(name, os.O_CREAT | os.O_WRONLY))
    return True
