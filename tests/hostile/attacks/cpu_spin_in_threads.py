# outcome: limit cpu_time
# limits: cpu_seconds=0.5
"""Computes without end in several threads."""

import hashlib
import threading


def spin():
    while True:
        hashlib.sha256(bytes(1 << 20)).digest()


def attack(target):
    for _ in range(3):
        threading.Thread(target=spin, daemon=True).start()
    spin()
