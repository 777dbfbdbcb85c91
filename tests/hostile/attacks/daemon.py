# outcome: refused
"""Forks twice, leaves the session and writes later."""

import os
import time


def attack(target):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(0.7)
            with open(f"{target['folder']}/{target['token']}", "w") as file:
                file.write("later")
            os._exit(0)
        os._exit(0)
    return True
