# outcome: refused
# without a sandbox: works
"""Sends a datagram."""

import socket


def attack(target):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        return out.sendto(b"secret", ("127.0.0.1", target["port"])) > 0
