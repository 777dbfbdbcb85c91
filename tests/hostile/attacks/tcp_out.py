# outcome: refused
"""Connects to the internet."""

import socket


def attack(target):
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as out:
            out.settimeout(0.5)
            out.connect(("192.0.2.1", 80))  # a documentation address: nothing is there to answer
    except TimeoutError:
        return True  # it was let out
    return True
