"""The driver: takes data from the grader, lets the student's code train, then answers images with logits.

The exchange, all numbers little-endian 32 bit: the grader sends one JSON document (length first) and the images and
labels that it announces. The driver answers `T` and a JSON document of facts about the run, or `E` and a message.
Then, until the grader sends the count 0: a count and that many images in, `L` and [count, 10] float32 out, or `E`.
Nothing that is said here is trusted: the grader scores the logits itself.
"""

from __future__ import annotations

import json
import struct
import sys
import traceback
from types import ModuleType
from typing import Any, BinaryIO

CLASSES = 10
FRAMES = 6  # places of the student's code that an error names


def main(grader_in: BinaryIO, grader_out: BinaryIO) -> None:
    """Train once, then answer until the grader has asked everything."""
    order = json.loads(_take(grader_in, *struct.unpack("<I", _take(grader_in, 4))))
    train = _take(grader_in, order["train_images"] * 784), _take(grader_in, order["train_images"])
    public = _take(grader_in, order["public_images"] * 784), _take(grader_in, order["public_images"])
    import torch

    torch.set_num_threads(order["threads"])
    torch.manual_seed(order["seed"])
    stand_ins = {name: _module(name, text) for name, text in order["stand_ins"].items()}
    try:
        watch = stand_ins["watching"].Watch(torch, stand_ins["accuracy"])
        if order["form"] == "function":
            answer = _function(order, train)
        else:
            answer = stand_ins["script"].run(order, _tensors(*train), _tensors(*public), stand_ins, watch)
        facts = watch.facts(answer)
        _say(grader_out, b"T", json.dumps(facts).encode())
    except BaseException as error:  # a student's sys.exit as well
        _say(grader_out, b"E", _explain(error, order).encode())
        return
    _answer(grader_in, grader_out, answer, order)


def _function(order: dict[str, Any], train: tuple[bytearray, bytearray]) -> Any:
    """Run the function form; return what takes uint8 images [b, 1, 28, 28] to logits [b, 10]."""
    import torch

    module = ModuleType("mnist")
    sys.modules["mnist"] = module
    exec(compile(order["source"], order["file"], "exec"), module.__dict__)  # noqa: S102 (what a sandbox is for)
    images, labels = _tensors(*train)
    network = module.train(images, labels, seed=order["seed"], device=torch.device("cpu"))
    if not isinstance(network, torch.nn.Module):
        raise TypeError(f"train() returned {type(network).__name__} where a torch.nn.Module was wanted")
    return network


def _answer(grader_in: BinaryIO, grader_out: BinaryIO, answer: Any, order: dict[str, Any]) -> None:
    import torch

    while count := struct.unpack("<I", _take(grader_in, 4))[0]:
        images = torch.frombuffer(_take(grader_in, count * 784), dtype=torch.uint8).reshape(count, 1, 28, 28)
        try:
            with torch.no_grad():
                logits = answer(images)
            if not isinstance(logits, torch.Tensor) or logits.shape != (count, CLASSES):
                seen = tuple(logits.shape) if isinstance(logits, torch.Tensor) else type(logits).__name__
                raise TypeError(f"the network returned {seen} for {count} images where ({count}, {CLASSES}) was wanted")
            raw = logits.detach().to("cpu", torch.float32).contiguous().numpy().tobytes()
        except BaseException as error:  # whatever student code may raise
            _say(grader_out, b"E", _explain(error, order).encode())
            return
        grader_out.write(b"L" + raw)
        grader_out.flush()


def _tensors(images: bytearray, labels: bytearray) -> Any:
    import torch

    return (
        torch.frombuffer(images, dtype=torch.uint8).reshape(-1, 1, 28, 28) if images else torch.empty(0, 1, 28, 28),
        torch.frombuffer(labels, dtype=torch.uint8).long() if labels else torch.empty(0).long(),
    )


def _module(name: str, text: str) -> ModuleType:
    module = ModuleType(name)
    exec(compile(text, f"<{name}>", "exec"), module.__dict__)  # noqa: S102 (our own source)
    return module


def _explain(error: BaseException, order: dict[str, Any]) -> str:
    """The error and the places of the student's own code that led to it, innermost first, one a line."""
    lines = order["source"].splitlines()
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == order["file"]]
    text = f"{type(error).__name__}: {error}".strip(": ") or type(error).__name__
    if not frames:
        return text
    places = [
        f"{order['file']}:{frame.lineno}: {lines[frame.lineno - 1].strip()[:120]}"
        for frame in reversed(frames)
        if frame.lineno and frame.lineno <= len(lines)
    ]
    return "\n".join([f"{order['file']}:{frames[-1].lineno}: {text[:600]}", *places[:FRAMES]])


def _take(stream: BinaryIO, size: int) -> bytearray:
    data = bytearray()
    while len(data) < size:
        piece = stream.read(size - len(data))
        if not piece:
            sys.exit("the grader has closed the pipe")
        data += piece
    return data


def _say(stream: BinaryIO, tag: bytes, message: bytes) -> None:
    message = message[: 60 << 10]
    stream.write(tag + struct.pack("<I", len(message)) + message)
    stream.flush()
