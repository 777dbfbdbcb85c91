# outcome: refused
# without a sandbox: works
"""Listens for others."""

import socket


def attack(target):
    socket.create_server(("127.0.0.1", 0)).close()
    return True
