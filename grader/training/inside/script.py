"""Runs a plain script, as written for a Colab cell, and finds out how its network is to be asked."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

CHUNK = 500  # images among which the network's latest input is looked for at once
CLASSES = 10
ROWS = 8  # images of that input that are compared


def run(order: dict[str, Any], train: Any, public: Any, stand_ins: dict[str, ModuleType], watch: Any) -> Any:
    """Run the script; return what takes uint8 images [b, 1, 28, 28] to logits the way the script itself would."""
    import torch

    vision = stand_ins["vision"]
    vision.DATA.update(train=stand_ins["splits"].padded(torch, *train), test=public)
    vision.install(sys.modules, stand_ins["transforms"], stand_ins["augmentations"])
    stand_ins["swallowing"].install(sys.modules)
    stand_ins["colab"].survive(torch)
    stand_ins["splits"].install(torch, vision.MNIST)
    watch.watch_calls()
    module = ModuleType("__main__")
    module.__dict__.update(__file__=order["file"], get_ipython=stand_ins["swallowing"].Swallow, display=print)
    sys.modules["__main__"] = module
    sys.argv = [order["file"]]
    try:
        exec(compile(order["source"], order["file"], "exec"), module.__dict__)  # noqa: S102 (what a sandbox is for)
    except SystemExit as end:
        if end.code not in (None, 0):
            raise
    latest, answers = watch.input, []
    for network in _networks(torch, module.__dict__, watch):
        network.eval()
        answers.append(Answer(network, vision, (public[0], train[0]), latest))
        if _gives_scores(torch, answers[-1], public[0][:2]):
            return answers[-1]
    if not answers:
        raise NameError("no trained network was found — leave a torch.nn.Module in a variable called model or net")
    return answers[0]


def _networks(torch: Any, names: dict[str, Any], watch: Any) -> list[Any]:
    """Return the networks left in `model` and `net`, then the one that was called last."""
    found = [names.get("model"), names.get("net"), watch.network]
    return [network for network in found if isinstance(network, torch.nn.Module)]


def _gives_scores(torch: Any, answer: Any, images: Any) -> bool:
    """Whether a network tells classes: an autoencoder called `model` beside a classifier does not."""
    try:
        with torch.no_grad():
            return len(images) > 0 and tuple(answer(images).shape) == (len(images), CLASSES)
    except Exception:  # the network that is taken in the end is asked again, and its error shown
        return False


class Answer:
    """Asks the network as the script asked it: its test transform, then the shape and scale that it gave in its loop.

    A script may reshape or rescale between its loader and its network. The latest input of the network tells: images
    of it are found among all that the script was given, and the scale and offset between the two are worked out.
    """

    def __init__(self, network: Any, vision: Any, given: tuple[Any, ...], latest: Any) -> None:
        self.torch, self.network, self.picture = vision.torch, network, vision.Picture
        self.transform = vision.test_transform()
        self.scale, self.offset = 1.0, 0.0
        self.shape: tuple[int, ...] | None = None
        first = next(network.parameters(), None)
        self.kind = self.torch.float32 if first is None else first.dtype
        if latest is not None:
            self._learn(latest, [part for images in given if len(images) for part in images.split(CHUNK)])

    def __call__(self, images: Any) -> Any:
        """Return logits [b, 10] for uint8 images [b, 1, 28, 28]."""
        x = self.scale * self._transformed(images) + self.offset
        if self.shape is not None and x[0].numel() == self.torch.Size(self.shape).numel():
            x = x.reshape(len(x), *self.shape)
        scores = self.network(x.to(self.kind))
        if isinstance(scores, tuple | list):  # beside what a layer inside gave, say
            scores = next((each for each in scores if getattr(each, "shape", None) == (len(images), CLASSES)), scores)
        return scores

    def _transformed(self, images: Any) -> Any:
        if self.transform is None:
            return images.float()
        shown = [self.transform(self.picture(image[0])) for image in images]
        return self.torch.stack([self.torch.as_tensor(each) for each in shown]).float()

    def _learn(self, latest: Any, given: list[Any]) -> None:
        """Find shape, scale and offset from the latest input of the network, where images can be told in it."""
        self.shape = tuple(latest.shape[1:])
        rows = latest[:ROWS].flatten(1).float()  # [r, k]
        for part in given:
            seen = self._transformed(part).flatten(1)  # [n, k]
            if rows.shape[1] != seen.shape[1]:
                return
            likeness = _standard(rows) @ _standard(seen).T / rows.shape[1]  # correlations [r, n]
            best, where = likeness.max(1)
            found = best > 0.9999
            if found.any():
                self._fit(seen[where[found]], rows[found])
                return
        if given:
            self._fit_range(self._transformed(given[0]), latest.float())

    def _fit(self, x: Any, y: Any) -> None:
        """Set scale and offset so that y = scale · x + offset."""
        scale = float(((x - x.mean()) * (y - y.mean())).mean() / x.var(correction=0))
        offset = float(y.mean() - scale * x.mean())
        same = self.torch.allclose(self.torch.tensor([scale, offset]), self.torch.tensor([1.0, 0.0]), atol=1e-4)
        self.scale, self.offset = (1.0, 0.0) if same else (scale, offset)

    def _fit_range(self, x: Any, y: Any) -> None:
        """Where no image is found again (augmented in the loop, say), blank paper and full ink tell the scale.

        Only where the two ranges are far apart: a little beyond is what augmenting does.
        """
        (low, high), (least, most) = ((float(each.min()), float(each.max())) for each in (x, y))
        scale = (most - least) / max(high - low, 1e-9)
        offset = least - scale * low
        if scale > 0 and (not 0.5 < scale < 2 or abs(offset) > 0.5 * (most - least)):
            self.scale, self.offset = scale, offset


def _standard(rows: Any) -> Any:
    return (rows - rows.mean(1, keepdim=True)) / rows.std(1, correction=0, keepdim=True).clamp_min(1e-9)
