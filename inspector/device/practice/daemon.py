"""The phone's side of adb's wire on loopback: CNXN, OPEN, OKAY, WRTE and CLSE, every service on a thread of its own."""

from __future__ import annotations

import contextlib
import queue
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator

MAX_PAYLOAD_BYTES = 256 * 1024
_VERSION = 0x01000001  # from here on no checksums
_HEADER = struct.Struct("<6I")
_COMMANDS = (b"CNXN", b"OPEN", b"OKAY", b"WRTE", b"CLSE")
_CNXN, _OPEN, _OKAY, _WRTE, _CLSE = (int.from_bytes(name, "little") for name in _COMMANDS)
_END = b""

# What answers an opened service: called on the stream's own thread, the stream is closed when it returns.
Service = Callable[["Stream"], None]
# Finds the service for a name such as "shell:id". None, or an OSError, refuses it.
Opener = Callable[[str], Service | None]


class StreamClosed(OSError):
    """The other side has closed the stream, or the cable is out."""


class Stream:
    """One opened service as its handler sees it: bytes in, bytes out, each waiting for the other side to keep up."""

    def __init__(self, cable: _Cable, own_id: int, peer_id: int) -> None:
        self._cable = cable
        self._own_id = own_id
        self._peer_id = peer_id
        self._incoming: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._rest = b""
        self._may_write = threading.Semaphore(0)
        self._write_lock = threading.Lock()
        self._ended = False
        self._closed = threading.Event()

    def read(self, limit_bytes: int = MAX_PAYLOAD_BYTES) -> bytes:
        """At least one byte, at most `limit_bytes`; empty at the end."""
        if not self._rest and not self._ended:
            data = self._incoming.get()
            if data == _END:
                self._ended = True
            else:
                self._rest = data
                self._cable.send(_OKAY, self._own_id, self._peer_id)
        data, self._rest = self._rest[:limit_bytes], self._rest[limit_bytes:]
        return data

    def read_exactly(self, size_bytes: int) -> bytes:
        """Exactly that many bytes. Raises StreamClosed when the stream ends before."""
        parts = bytearray()
        while len(parts) < size_bytes:
            more = self.read(size_bytes - len(parts))
            if not more:
                raise StreamClosed("The stream ended early.")
            parts += more
        return bytes(parts)

    def write(self, data: bytes) -> None:
        """Sends all of it, in pieces, each once the other side has taken the one before. Raises StreamClosed."""
        with self._write_lock:
            for start in range(0, len(data), self._cable.payload_limit_bytes):
                self._may_write.acquire()
                if self._closed.is_set():
                    raise StreamClosed("The other side has closed the stream.")
                piece = data[start : start + self._cable.payload_limit_bytes]
                self._cable.send(_WRTE, self._own_id, self._peer_id, piece)

    def close(self) -> None:
        """Ends the stream both ways; a second time does nothing."""
        if not self._closed.is_set():
            with contextlib.suppress(OSError):
                self._cable.send(_CLSE, self._own_id, self._peer_id)
        self.cut()

    def cut(self) -> None:
        """Called by the cable when the other side is gone."""
        self._closed.set()
        self._incoming.put(_END)
        self._may_write.release()

    def arrived(self, data: bytes) -> None:
        """Called by the cable's reader."""
        if data:
            self._incoming.put(data)

    def taken(self) -> None:
        """Called by the cable's reader: the last piece, or the opening, was acknowledged."""
        self._may_write.release()


class _Cable:
    """One connection of an adb server."""

    def __init__(self, connection: socket.socket, daemon: Daemon) -> None:
        self._connection = connection
        self._daemon = daemon
        self._send_lock = threading.Lock()
        self._streams: dict[int, Stream] = {}
        self._streams_lock = threading.Lock()
        self._next_id = 1
        self.payload_limit_bytes = MAX_PAYLOAD_BYTES

    def send(self, command: int, first: int, second: int, payload: bytes = b"") -> None:
        header = _HEADER.pack(command, first, second, len(payload), 0, command ^ 0xFFFFFFFF)
        with self._send_lock:
            self._connection.sendall(header + payload)

    def serve(self) -> None:
        """Reads until the other side is gone."""
        try:
            with self._connection.makefile("rb") as incoming:
                while len(header := incoming.read(_HEADER.size)) == _HEADER.size:
                    command, first, second, size_bytes, _, magic = _HEADER.unpack(header)
                    if magic != command ^ 0xFFFFFFFF or size_bytes > 16 * 1024 * 1024:
                        break
                    self._take(command, first, second, incoming.read(size_bytes))
        except OSError:
            pass
        finally:
            self.close()

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._connection.shutdown(socket.SHUT_RDWR)
        self._connection.close()
        with self._streams_lock:
            streams, self._streams = list(self._streams.values()), {}
        for stream in streams:
            stream.cut()

    def _take(self, command: int, first: int, second: int, payload: bytes) -> None:
        if command == _CNXN:
            self.payload_limit_bytes = min(second, MAX_PAYLOAD_BYTES)
            self.send(_CNXN, _VERSION, MAX_PAYLOAD_BYTES, self._daemon.banner)
        elif command == _OPEN:
            name = payload.rstrip(b"\0").decode("utf-8", "replace")
            threading.Thread(target=self._open, args=(first, name), name=f"adb {name[:40]}", daemon=True).start()
        else:
            with self._streams_lock:
                stream = self._streams.get(second)
            if stream is None:
                return
            if command == _OKAY:
                stream.taken()
            elif command == _WRTE:
                stream.arrived(payload)
            elif command == _CLSE:
                stream.cut()

    def _open(self, peer_id: int, name: str) -> None:
        """On the stream's own thread, since connecting may take its time."""
        with contextlib.suppress(OSError), self._daemon.in_use():
            try:
                service = self._daemon.opener(name)
            except OSError:
                service = None
            if service is None:
                self.send(_CLSE, 0, peer_id)
                return
            with self._streams_lock:
                own_id, self._next_id = self._next_id, self._next_id + 1
                stream = self._streams[own_id] = Stream(self, own_id, peer_id)
            try:
                self.send(_OKAY, own_id, peer_id)
                stream.taken()
                service(stream)
            finally:
                stream.close()
                with self._streams_lock:
                    self._streams.pop(own_id, None)


class Daemon:
    """Listens on loopback for adb servers. `properties` stand in the banner (ro.product.name, .model, .device)."""

    def __init__(self, properties: dict[str, str], opener: Opener) -> None:
        self.opener = opener
        described = "".join(f"{key}={value};" for key, value in properties.items())
        self.banner = f"device::{described}features=shell_v2,cmd".encode()
        self._listening = _listen()
        self.port: int = self._listening.getsockname()[1]
        self._cables: set[_Cable] = set()
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._out_until_s = 0.0
        self._open_streams = 0
        self._used_s = time.monotonic()

    @property
    def idle_s(self) -> float:
        """Seconds since the last shell, tcp or localabstract stream was open; 0 while one is."""
        with self._lock:
            return 0.0 if self._open_streams else time.monotonic() - self._used_s

    def start(self) -> None:
        threading.Thread(target=self._accept, name="adb daemon", daemon=True).start()

    def stop(self) -> None:
        self._stopped.set()
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._drop()

    def pull_cable(self, seconds: float) -> None:
        """Drops every connection and refuses new ones for that long. The caller tells the adb server to come back."""
        self._out_until_s = time.monotonic() + seconds
        self._drop()

    def touch(self) -> None:
        """Something used the phone."""
        with self._lock:
            self._used_s = time.monotonic()

    @contextlib.contextmanager
    def in_use(self) -> Iterator[None]:
        """Counts an open stream for the idle rule."""
        with self._lock:
            self._open_streams += 1
        try:
            yield
        finally:
            with self._lock:
                self._open_streams -= 1
                self._used_s = time.monotonic()

    def _drop(self) -> None:
        with self._lock:
            cables, self._cables = self._cables, set()
        for cable in cables:
            cable.close()

    def _accept(self) -> None:
        while not self._stopped.is_set():
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            if time.monotonic() < self._out_until_s:
                connection.close()
                continue
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            cable = _Cable(connection, self)
            with self._lock:
                self._cables.add(cable)
            threading.Thread(target=self._serve, args=(cable,), name="adb cable", daemon=True).start()

    def _serve(self, cable: _Cable) -> None:
        cable.serve()
        with self._lock:
            self._cables.discard(cable)


def _listen() -> socket.socket:
    """A listening socket on a free port adb does not scan by itself for emulators (5555 to 5585)."""
    while True:
        listening = socket.create_server(("127.0.0.1", 0))
        if not 5550 <= listening.getsockname()[1] <= 5590:
            return listening
        listening.close()
