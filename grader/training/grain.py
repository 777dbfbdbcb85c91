"""A grain in the images that a network is asked about, drawn anew for each run.

MNIST's test images are public, so a source may carry a table from the hash of an image to its label. A few gray levels
more or less in the ink, and faint pixels beside it, are nothing to a network and something else to every exact hash,
that of the mere outline included. A shift by a pixel would be the stronger means, and costs honest dense networks two
to four points; moving by less costs those with black and white inputs as much, and does not hinder tables of small
images. The figures are in docs/training.md.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Images = npt.NDArray[np.uint8]

#: Gray levels, of 255, by which a pixel may change.
LEVELS = 8
#: Share of the blank pixels beside ink that become faint.
FAINT = 0.05


def grained(images: Images, random: np.random.Generator) -> Images:
    """Return images uint8 [n, 28, 28] with the grain; blank paper away from the ink stays blank."""
    ink = images > 0
    change = random.integers(-LEVELS, LEVELS + 1, images.shape, np.int16)
    faint = random.integers(1, LEVELS + 1, images.shape, np.int16)
    faint *= _beside(ink) & (random.random(images.shape, np.float32) < FAINT)
    return np.clip(np.where(ink, images + change, faint), 0, 255).astype(np.uint8)


def _beside(ink: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Return the blank pixels that touch ink to the left, to the right, above or below."""
    wide = np.pad(ink, ((0, 0), (1, 1), (1, 1)))
    touching: npt.NDArray[np.bool_] = wide[:, :-2, 1:-1] | wide[:, 2:, 1:-1] | wide[:, 1:-1, :-2] | wide[:, 1:-1, 2:]
    return touching & ~ink
