# outcome: refused
"""Runs a program that it brought along."""

import os


def attack(target):
    descriptor = os.open("program", os.O_CREAT | os.O_WRONLY, 0o755)
    os.write(descriptor, b"#!/bin/sh\nexit 7\n")
    os.close(descriptor)
    os.execv("./program", ["program"])
