# outcome: refused
# without a sandbox: works
"""Fills the machine's shared memory."""


def attack(target):
    with open(f"/dev/shm/{target['token']}", "wb") as file:
        file.write(b"x" * 4096)
    return True
