"""What the phone's daemon opens by name: shells, file transfer, ports and abstract sockets."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections.abc import Callable

from inspector.device.practice.daemon import Service, Stream
from inspector.device.practice.world import World

FRIDA_PORT = 27042
SOCKET_PREFIX = "inspector-"
_STDIN, _STDOUT, _STDERR, _EXIT, _CLOSE_STDIN = 0, 1, 2, 3, 4


class Services:
    """`open` is what a Daemon wants. `frida_port()` is the real port behind the phone's 27042."""

    def __init__(self, world: World, frida_port: Callable[[], int]) -> None:
        self._world = world
        self._frida_port = frida_port

    def open(self, name: str) -> Service | None:
        kind, _, rest = name.partition(":")
        kind, *options = kind.split(",")
        if kind in ("shell", "exec"):
            framed = "v2" in options
            return lambda stream: self._shell(stream, rest, framed)
        if kind == "sync":
            return self._sync
        if kind == "tcp" and rest == str(FRIDA_PORT):
            return _joined(socket.create_connection(("127.0.0.1", self._frida_port()), timeout=5))
        if kind == "localabstract" and rest.startswith(SOCKET_PREFIX):
            reached = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            try:
                reached.connect(f"\0{rest}")
            except OSError:
                reached.close()
                raise
            return _joined(reached)
        return None

    def _shell(self, stream: Stream, line: str, framed: bool) -> None:
        if not line:
            self._interactive(stream, framed)
            return
        result = self._world.run(line)
        if not framed:
            stream.write(result.in_order())
            return
        _frames(stream, _STDOUT, result.out)
        _frames(stream, _STDERR, result.err)
        stream.write(struct.pack("<BIB", _EXIT, 1, result.code))

    def _interactive(self, stream: Stream, framed: bool) -> None:
        """A shell without a command: each line of input is run as it comes, until `exit` or the end."""
        pending = b""
        while data := self._typed(stream) if framed else stream.read():
            *lines, pending = (pending + data).split(b"\n")
            for line in lines:
                result = self._world.run(line.decode("utf-8", "replace"))
                if framed:
                    _frames(stream, _STDOUT, result.out)
                    _frames(stream, _STDERR, result.err)
                else:
                    stream.write(result.in_order())
                if line.strip().startswith(b"exit"):
                    return

    def _typed(self, stream: Stream) -> bytes:
        """The next piece of framed input; empty when it is closed. The window's size and the like are passed over."""
        while True:
            kind, size_bytes = struct.unpack("<BI", stream.read_exactly(5))
            data = stream.read_exactly(size_bytes)
            if kind == _STDIN:
                return data
            if kind == _CLOSE_STDIN:
                return b""

    # ------------------------------------------------------------------------------------------------ sync

    def _sync(self, stream: Stream) -> None:
        with contextlib.suppress(OSError):
            while True:
                command, size_bytes = struct.unpack("<4sI", stream.read_exactly(8))
                if command == b"QUIT":
                    return
                path = stream.read_exactly(size_bytes).decode("utf-8", "replace")
                if command == b"STAT":
                    stream.write(b"STAT" + struct.pack("<III", *self._world.files.status(path)))
                elif command == b"LIST":
                    self._list(stream, path)
                elif command == b"RECV":
                    self._receive(stream, path)
                elif command == b"SEND":
                    self._send(stream, path)
                else:
                    _fail(stream, f"unknown command {command.decode('latin-1')}")
                    return

    def _list(self, stream: Stream, path: str) -> None:
        files = self._world.files
        names: list[str] = []
        with contextlib.suppress(OSError):
            names = files.names(path)
        for name in names:
            encoded = name.encode()
            stream.write(b"DENT" + struct.pack("<IIII", *files.status(f"{path}/{name}"), len(encoded)) + encoded)
        stream.write(b"DONE" + bytes(16))

    def _receive(self, stream: Stream, path: str) -> None:
        try:
            data = self._world.files.read(path)
        except OSError as problem:
            _fail(stream, f"open failed: {problem.strerror or 'No such file or directory'}")
            return
        for start in range(0, len(data), 65536):
            piece = data[start : start + 65536]
            stream.write(b"DATA" + struct.pack("<I", len(piece)) + piece)
        stream.write(b"DONE" + bytes(4))

    def _send(self, stream: Stream, path_and_mode: str) -> None:
        parts = bytearray()
        while True:
            command, size_bytes = struct.unpack("<4sI", stream.read_exactly(8))
            if command != b"DATA":
                break
            parts += stream.read_exactly(size_bytes)
        try:
            self._world.files.write(path_and_mode.rpartition(",")[0], bytes(parts))
        except OSError as problem:
            _fail(stream, f"couldn't create file: {problem.strerror or 'Permission denied'}")
            return
        stream.write(b"OKAY" + bytes(4))


def _fail(stream: Stream, sentence: str) -> None:
    encoded = sentence.encode()
    stream.write(b"FAIL" + struct.pack("<I", len(encoded)) + encoded)


def _frames(stream: Stream, kind: int, data: bytes) -> None:
    for start in range(0, len(data), 65536):
        piece = data[start : start + 65536]
        stream.write(struct.pack("<BI", kind, len(piece)) + piece)


def _joined(reached: socket.socket) -> Service:
    """Carries bytes both ways until one side ends."""
    reached.settimeout(None)

    def down(stream: Stream) -> None:
        with contextlib.suppress(OSError):
            while data := reached.recv(65536):
                stream.write(data)
        stream.close()

    def both(stream: Stream) -> None:
        with reached:
            carrier = threading.Thread(target=down, args=(stream,), name="adb down", daemon=True)
            carrier.start()
            with contextlib.suppress(OSError):
                while data := stream.read():
                    reached.sendall(data)
            with contextlib.suppress(OSError):
                reached.shutdown(socket.SHUT_RDWR)
            carrier.join()

    return both
