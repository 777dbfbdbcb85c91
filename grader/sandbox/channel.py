"""The grader's end of the pipes to a job: exact sizes, a cap on the total, and never a wait for end-of-file."""

from __future__ import annotations

import os
import select

from grader.sandbox.job import EndedError

_PIECE = 1 << 20


class PipeChannel:
    """Speaks with the driver over two non-blocking pipes, watching `status` for the supervisor's final word.

    `sent` and `received` are file descriptors; `status` becomes readable when the job is over. `cap` limits the
    bytes received in total; going over it sets `over_cap`, and the job counts as ended.
    """

    def __init__(self, sent: int, received: int, status: int, cap: int) -> None:
        self._sent, self._received, self._status = sent, received, status
        self._left = cap
        self.over_cap = False
        self.waited = False
        os.set_blocking(sent, False)
        os.set_blocking(received, False)

    def send(self, data: bytes) -> None:
        """Write all of `data` to the driver's `grader_in`; raises EndedError if the job ended first."""
        view = memoryview(data).cast("B")
        while len(view):
            try:
                view = view[os.write(self._sent, view[:_PIECE]) :]
            except BlockingIOError:
                self._wait(writing=True)
            except BrokenPipeError as error:
                raise EndedError("the job closed its end of the pipe") from error

    def receive(self, size: int) -> bytes:
        """Return exactly `size` bytes from the driver's `grader_out`; raises EndedError if the job ended first."""
        if size < 0 or size > self._left:
            self.over_cap = True
            raise EndedError("the result is larger than the limit")
        self._left -= size
        data = bytearray()
        over = False
        while len(data) < size:
            piece = self._read(min(size - len(data), _PIECE))
            if piece is None and not over:
                over = self._wait(writing=False)
            elif not piece:
                raise EndedError("the job ended before its result was complete")
            else:
                data += piece
        return bytes(data)

    def wait(self) -> None:
        """Wait until the job is over, for a talk that wants no more than that.

        The outcome is then FINISHED only if the program ended by itself with exit code 0.
        """
        self.waited = True
        _ready({self._status: select.POLLIN})

    def leftover(self) -> bool:
        """Whether the driver's pipe holds bytes that nobody asked for."""
        return bool(self._read(1))

    def _read(self, size: int) -> bytes | None:
        """Up to `size` bytes, empty at end-of-file, None when nothing is there yet."""
        try:
            return os.read(self._received, size)
        except BlockingIOError:
            return None

    def _wait(self, *, writing: bool) -> bool:
        """Wait for the pipe or the end of the job; True when the job is over (the pipe may still hold data)."""
        other = (self._sent, select.POLLOUT) if writing else (self._received, select.POLLIN)
        over = self._status in _ready({self._status: select.POLLIN, other[0]: other[1]})
        if writing and over:
            raise EndedError("the job ended before it took its data")
        return over


def _ready(watched: dict[int, int]) -> set[int]:
    """Wait until one of the file descriptors is ready (poll, since select stops at descriptor 1024)."""
    poll = select.poll()
    for descriptor, events in watched.items():
        poll.register(descriptor, events)
    return {descriptor for descriptor, _ in poll.poll()}
