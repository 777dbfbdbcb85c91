"""The forward path: an encoder turns images into features, a decoder turns features into ten scores.

Both networks take images as they are stored, uint8 [b, 28, 28] or [b, 1, 28, 28], and give logits [b, 10].
"""

from __future__ import annotations

from itertools import pairwise

from torch import Tensor, nn


class Course(nn.Module):
    """The homework's network, 784-1000-100-10. `channels` are its hidden widths, `blocks` the layers of each width.

    `double_division` shows the mistake of the homework's first code: `ToTensor` had divided by 255 already, so the
    second division left pixels between 0 and 0.004, and two points of accuracy were lost.
    """

    def __init__(
        self,
        channels: tuple[int, ...] = (1000, 100),
        blocks: int = 1,
        dropout: float = 0.0,
        double_division: bool = False,
    ) -> None:
        super().__init__()
        self.scale = 255.0**2 if double_division else 255.0
        layers: list[nn.Module] = []
        for wide, narrow in pairwise((28 * 28, *channels)):
            for block in range(blocks):
                layers += [nn.Linear(wide if block == 0 else narrow, narrow), nn.ReLU(), nn.Dropout(dropout)]
        self.encoder = nn.Sequential(*layers)
        self.decoder = nn.Linear(channels[-1], 10)

    def forward(self, images: Tensor) -> Tensor:
        """Return logits [b, 10]."""
        x = images.flatten(1).float() / self.scale  # [b, 784], 0 to 1
        features = self.encoder(x)  # [b, 100]
        return self.decoder(features)  # [b, 10]
