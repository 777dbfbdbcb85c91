# outcome: refused
# without a sandbox: works
"""Connects to a server on this machine."""

import socket


def attack(target):
    socket.create_connection(("127.0.0.1", target["port"]), timeout=1).close()
    return True
