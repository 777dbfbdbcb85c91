# outcome: harmless
"""Prints what would move the cursor, recolour, retitle or reorder the terminal."""

import sys


def attack(target):
    for stream in (sys.stdout, sys.stderr):
        stream.write("\x1b[2J\x1b[31mred\x1b]0;title\x07\x9b1A\u202eback\u2066\x00\x08\r\n")
        stream.buffer.write(b"\xff\xfe\x1b[0m\n")
        stream.flush()
    return True
