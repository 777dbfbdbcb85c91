# outcome: refused
# without a sandbox: works
"""Connects to a server by a socket in the file system."""

import socket


def attack(target):
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as out:
        out.connect(target["unix"])
    return True
