"""The grader's end of the pipes: exact sizes, caps, and no wait for an end-of-file that a grandchild may withhold."""

import os
import threading
from contextlib import ExitStack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.sandbox.channel import PipeChannel
from grader.sandbox.job import EndedError


class Pipes:
    """A channel with the far ends of its pipes: `read` what it sends, `write` what it gets, `end` the job."""

    def __init__(self, stack, cap=1 << 20):
        self.read, sent = os.pipe()
        received, self.write = os.pipe()
        status, self.status = os.pipe()
        self.channel = PipeChannel(sent, received, status, cap)
        for descriptor in (self.read, sent, received, self.write, status, self.status):
            stack.callback(os.close, descriptor)

    def end(self):
        os.write(self.status, b"over")


@pytest.fixture
def pipes():
    with ExitStack() as stack:
        yield Pipes(stack)


@given(st.lists(st.binary(max_size=40)), st.lists(st.integers(0, 60)))
def test_bytes_come_in_the_sizes_asked_for_however_they_were_written(pieces, sizes):
    with ExitStack() as stack:
        pipes = Pipes(stack)
        for piece in pieces:
            os.write(pipes.write, piece)
        pipes.end()
        whole, place = b"".join(pieces), 0
        for size in sizes:
            if place + size > len(whole):
                with pytest.raises(EndedError):
                    pipes.channel.receive(size)
                break
            assert pipes.channel.receive(size) == whole[place : place + size]
            place += size


def test_more_than_a_pipe_holds_is_sent_while_the_other_side_reads(pipes):
    data = os.urandom(1 << 20)
    got = bytearray()

    def read():
        while len(got) < len(data):
            got.extend(os.read(pipes.read, 1 << 16))

    reader = threading.Thread(target=read)
    reader.start()
    pipes.channel.send(data)
    reader.join()
    assert bytes(got) == data


def test_the_end_of_the_job_ends_a_wait_although_the_pipe_stays_open(pipes):
    os.write(pipes.write, b"half")
    threading.Timer(0.05, pipes.end).start()
    with pytest.raises(EndedError):
        pipes.channel.receive(8)


def test_the_end_of_the_job_ends_a_send_that_nobody_reads(pipes):
    threading.Timer(0.05, pipes.end).start()
    with pytest.raises(EndedError):
        pipes.channel.send(bytes(1 << 20))


@pytest.mark.parametrize("sizes", [(11,), (6, 6), (1 << 62,), (-1,)])
def test_more_than_the_cap_is_refused_without_waiting_for_it(sizes):
    with ExitStack() as stack:
        pipes = Pipes(stack, cap=10)
        os.write(pipes.write, bytes(20))
        with pytest.raises(EndedError):
            for size in sizes:
                pipes.channel.receive(size)
        assert pipes.channel.over_cap


def test_bytes_that_nobody_asked_for_are_noticed(pipes):
    os.write(pipes.write, b"ab")
    pipes.channel.receive(1)
    assert pipes.channel.leftover()
    assert not pipes.channel.leftover()
