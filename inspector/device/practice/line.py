"""One connection's application bytes, counted as they pass."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Sequence

from inspector.device.practice.answers import Canned
from inspector.device.practice.truth import ConnectionTruth


class NotHttp(Exception):
    """The bytes are of another protocol: they are counted and left alone."""


class Line:
    """Reads and writes a socket (in clear, or TLS's inside); keeps the truth's counters. `answers`: the app's own."""

    def __init__(self, connection: socket.socket, truth: ConnectionTruth, answers: Sequence[Canned] = ()) -> None:
        self._connection = connection
        self.truth = truth
        self.answers = answers
        self.ended = False

    def read(self) -> bytes:
        """Some bytes; empty at the end, however it came."""
        try:
            data = self._connection.recv(65536)
        except OSError:
            data = b""
        self.ended = not data
        self.truth.bytes_up += len(data)
        return data

    def write(self, data: bytes) -> None:
        """Raises OSError when the other side is gone."""
        self._connection.sendall(data)
        self.truth.bytes_down += len(data)

    def drain(self) -> None:
        """Takes what comes until the end, answering nothing."""
        while self.read():
            pass

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._connection.shutdown(socket.SHUT_RDWR)
