"""The grader's half of the exchange with the driver (see `inside/driver.py`): raw bytes of exact sizes, with caps."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from grader.training.hidden import CLASSES, Experiment

if TYPE_CHECKING:
    from grader.sandbox.job import Channel
    from grader.training.source import Source

#: Bytes of one message of the driver (facts or an error).
LARGEST_MESSAGE = 60 << 10
STAND_INS = ("watching", "accuracy", "script", "colab", "vision", "splits", "transforms", "augmentations", "swallowing")


@dataclass(frozen=True, slots=True)
class Answers:
    """What came back. `failed` is the student's error in the child's words; nothing in here is to be trusted."""

    logits: npt.NDArray[np.float32] | None = None  # [q, 10]
    failed: str = ""
    facts: bytes = b""
    answering: bool = False  # whether training was over when it failed


class UnexpectedError(Exception):
    """The driver said what no driver of ours says: the student's code spoke in its place."""


def driver() -> str:
    """Return the source of the program that runs in the sandbox."""
    return _inside("driver") + "\n\nmain(grader_in, grader_out)\n"


def talk(channel: Channel, source: Source, run: Experiment, *, file: str, seed: int, threads: int) -> Answers:
    """Hand over code and data, wait for the training, ask all questions. Raises EndedError, UnexpectedError."""
    order = {
        "file": file,
        "form": source.form,
        "source": source.code,
        "seed": seed,
        "threads": threads,
        "train_images": len(run.train_images),
        "public_images": len(run.public_images) if source.form == "script" else 0,
        "stand_ins": {name: _inside(name) for name in STAND_INS},
    }
    text = json.dumps(order).encode()
    channel.send(struct.pack("<I", len(text)) + text)
    _hand_over(channel, run.train_images, run.train_labels)
    if order["public_images"]:
        _hand_over(channel, run.public_images, run.public_labels)
    tag, message = channel.receive(1), _message(channel)
    if tag == b"E":
        return Answers(failed=message.decode("utf-8", "replace"))
    if tag != b"T":
        raise UnexpectedError
    return _ask(channel, run, message)


def _ask(channel: Channel, run: Experiment, facts: bytes) -> Answers:
    logits, start = np.empty((len(run.asked), CLASSES), np.float32), 0
    for size in run.batches:
        channel.send(struct.pack("<I", size) + run.asked[start : start + size].tobytes())
        tag = channel.receive(1)
        if tag == b"E":
            return Answers(failed=_message(channel).decode("utf-8", "replace"), facts=facts, answering=True)
        if tag != b"L":
            raise UnexpectedError
        raw = channel.receive(size * CLASSES * 4)
        logits[start : start + size] = np.frombuffer(raw, "<f4").reshape(size, CLASSES)
        start += size
    channel.send(struct.pack("<I", 0))
    return Answers(logits, facts=facts)


def _hand_over(channel: Channel, images: npt.NDArray[np.uint8], labels: npt.NDArray[np.int64]) -> None:
    channel.send(np.ascontiguousarray(images).tobytes())
    channel.send(labels.astype(np.uint8).tobytes())


def _message(channel: Channel) -> bytes:
    size: int = struct.unpack("<I", channel.receive(4))[0]
    if size > LARGEST_MESSAGE:
        raise UnexpectedError
    return channel.receive(size)


def _inside(name: str) -> str:
    return files("grader.training.inside").joinpath(f"{name}.py").read_text(encoding="utf-8")


def read_facts(raw: bytes) -> dict[str, Any]:
    """Return the facts as a mapping, empty where they are none; what is in it is still unchecked."""
    try:
        facts = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    return facts if isinstance(facts, dict) else {}
