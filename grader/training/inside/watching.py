"""Watches a run from inside: loss and accuracy by step, what the network is called with, and its layers.

Evidence for the report only. The student's code shares this process and could forge all of it.
"""

from __future__ import annotations

from typing import Any

POINTS = 200  # of the curve
LAYERS = 60


class Watch:
    """Hooks in the child's torch: `curve` of loss and accuracy, and for each outermost network its latest input."""

    def __init__(self, torch: Any, accuracy: Any) -> None:
        self.torch, self.accuracy = torch, accuracy
        self.steps, self.stride, self.curve = 0, 1, []  # type: tuple[int, int, list[dict[str, float]]]
        self.depth = 0
        self.network: Any = None
        self.input: Any = None
        self._watch_backward()

    def _watch_backward(self) -> None:
        backward = self.torch.Tensor.backward

        def watched(tensor: Any, *arguments: Any, **named: Any) -> Any:
            if tensor.numel() == 1 and self.steps % self.stride == 0:
                self._note(tensor)
            self.steps += 1
            return backward(tensor, *arguments, **named)

        self.torch.Tensor.backward = watched

    def _note(self, loss: Any) -> None:
        """Add a point to the curve, with the accuracy (percent of the step's own batch) where the loss tells it."""
        point = {"step": self.steps, "loss": round(float(loss.detach()), 5)}
        percent = self.accuracy.of(self.torch, loss)
        self.curve.append(point if percent is None else {**point, "accuracy": percent})
        if len(self.curve) >= POINTS:
            self.stride, self.curve = 2 * self.stride, self.curve[::2]

    def watch_calls(self) -> None:
        """Remember the outermost network that was called last with images, and what it was given."""
        modules = self.torch.nn.modules.module

        def before(module: Any, given: Any) -> None:
            self.depth += 1
            one_image = given and isinstance(given[0], self.torch.Tensor) and given[0].dim() > 1
            if self.depth == 1 and one_image and next(module.parameters(), None) is not None:
                self.network, self.input = module, given[0].detach()

        def after(module: Any, given: Any, result: Any) -> None:
            self.depth = max(0, self.depth - 1)

        modules.register_module_forward_pre_hook(before)
        modules.register_module_forward_hook(after, always_call=True)

    def facts(self, answer: Any) -> dict[str, Any]:
        """Return the curve and the layers that one image passes through, shapes without the batch."""
        try:
            layers = self._layers(answer)
        except Exception:  # a network that cannot take one image is judged by its answers, not here
            layers = []
        return {"curve": self.curve[:POINTS], "steps": self.steps, "layers": layers}

    def _layers(self, answer: Any) -> list[dict[str, Any]]:
        network = getattr(answer, "network", answer)
        layers: list[dict[str, Any]] = []
        hooks = []

        def note(name: str) -> Any:
            def hook(module: Any, given: Any, result: Any) -> None:
                if len(layers) < LAYERS:
                    layers.append({"name": name, "kind": type(module).__name__, **_sizes(module, given[0], result)})

            return hook

        for name, module in network.named_modules():
            if not any(True for _ in module.children()):
                hooks.append(module.register_forward_hook(note(name)))
        modes = [(module, module.training) for module in network.modules()]
        try:
            network.eval()  # one image must not disturb the statistics of a batch
            with self.torch.no_grad():
                answer(self.torch.zeros(1, 1, 28, 28, dtype=self.torch.uint8))
        finally:
            for module, training in modes:
                module.training = training
            for hook in hooks:
                hook.remove()
        return layers


def _sizes(module: Any, given: Any, result: Any) -> dict[str, Any]:
    """What the layer's costs follow from; the grader computes them."""
    result = result[0] if isinstance(result, tuple) else result  # a recurrent layer gives its states beside
    sizes: dict[str, Any] = {
        "input": list(given.shape[1:]),
        "output": list(result.shape[1:]),
        "parameters": sum(parameter.numel() for parameter in module.parameters()),
    }
    for name in ("kernel_size", "stride", "padding"):
        value = getattr(module, name, None)
        if isinstance(value, int | tuple):
            sizes[name] = [value, value] if isinstance(value, int) else list(value)
    groups = getattr(module, "groups", None)
    return {**sizes, "groups": groups} if isinstance(groups, int) else sizes
