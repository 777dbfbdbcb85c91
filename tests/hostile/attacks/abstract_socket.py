# outcome: refused
# without a sandbox: works
"""Connects to a server by a socket that has no file."""

import socket


def attack(target):
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as out:
        out.connect("\0" + target["abstract"])
    return True
