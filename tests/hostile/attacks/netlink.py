# outcome: refused
# without a sandbox: works
"""Asks the kernel about the network."""

import socket


def attack(target):
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW) as out:
        out.bind((0, 0))
        return True
