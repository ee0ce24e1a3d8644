"""One reader of one resident agent: frames in, acknowledgements out, over a socket that may break at any time."""

from __future__ import annotations

import contextlib
import dataclasses
import socket
import threading
import time
from collections.abc import Callable

import adbutils

from inspector.device import adb
from inspector.records import ProcessFacts
from inspector.wire import Answer, Frames, Hello, Rows, WireProblem, acknowledge, command, hello

_FIRST_WAIT_S, _LONGEST_WAIT_S = 0.1, 2.0
_SILENCE_S = 10.0
_CHUNK_BYTES = 1 << 18


class Link(threading.Thread):
    """Reads one process of the app until stopped or the process is gone; reconnects as often as it takes.

    `on_rows(facts, rows, offset_ms, acknowledge)` and `on_state(facts)` are called on this thread. offset_ms is the
    host's clock minus the phone's, measured at the handshake, right to half the round trip.
    """

    def __init__(
        self,
        serial: str,
        facts: ProcessFacts,
        session_id: str,
        *,
        on_rows: Callable[[ProcessFacts, Rows, float, Callable[[int], None]], None],
        on_state: Callable[[ProcessFacts], None],
    ) -> None:
        super().__init__(name=f"link {facts.name}", daemon=True)
        self.facts = facts
        self._serial = serial
        self._session_id = session_id
        self._on_rows = on_rows
        self._on_state = on_state
        self._acknowledged = facts.stored_seq
        self._stopping = threading.Event()
        self._quiet = threading.Event()
        self._connected = threading.Event()
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._offset_ms = 0.0

    # ---------------------------------------------------------------- from any thread

    def acknowledge(self, seq: int) -> None:
        """Tells the agent that all rows up to seq are committed."""
        self._acknowledged = max(self._acknowledged, seq)
        self._send(acknowledge(seq))

    def wait_connected(self, timeout_s: float) -> bool:
        """Whether the agent answered within that time."""
        return self._connected.wait(timeout_s)

    def hush(self, timeout_s: float) -> bool:
        """Asks the agent to pass calls through; True when it said so, all it had seen before being delivered."""
        self._quiet.clear()
        return self._send(command("quiet")) and self._quiet.wait(timeout_s)

    def stop(self) -> None:
        """Ends the reading. The agent stays in the app, quiet or keeping its rows for the next reader."""
        self._stopping.set()
        with self._lock:
            if self._socket is not None:
                with contextlib.suppress(OSError):
                    self._socket.shutdown(socket.SHUT_RDWR)
        if self.is_alive() and threading.current_thread() is not self:
            self.join(5)

    # ---------------------------------------------------------------- this thread

    def run(self) -> None:
        """Connect, read, and again."""
        wait_s = _FIRST_WAIT_S
        while not self._stopping.is_set():
            began = time.monotonic()
            try:
                self._read_once()
            except (OSError, adbutils.AdbError, WireProblem):
                pass
            if self._stopping.is_set():
                break
            if self._is_gone():
                self._say("gone")
                break
            self._say("lost")
            wait_s = _FIRST_WAIT_S if time.monotonic() - began > _SILENCE_S else min(wait_s * 2, _LONGEST_WAIT_S)
            self._stopping.wait(wait_s)

    def _open(self) -> socket.socket:
        return adb.connect(self._serial, self.facts.socket)

    def _read_once(self) -> None:
        with contextlib.closing(self._open()) as connection:
            connection.settimeout(_SILENCE_S)
            sent_ms = time.time() * 1000
            connection.sendall(hello(self.facts.token, self._session_id, self._acknowledged))
            frames = Frames()
            with self._lock:
                self._socket = connection
            try:
                while data := connection.recv(_CHUNK_BYTES):
                    for message in frames.feed(data):
                        self._take(message, sent_ms)
            finally:
                with self._lock:
                    self._socket = None
                self._connected.clear()

    def _take(self, message: Hello | Rows | Answer, sent_ms: float) -> None:
        if isinstance(message, Rows):
            self._on_rows(self.facts, message, self._offset_ms, self.acknowledge)
        elif isinstance(message, Hello):
            self._greeted(message, sent_ms)
        elif message.op == "state" and message.fields.get("state") == "quiet":
            self._quiet.set()

    def _greeted(self, answer: Hello, sent_ms: float) -> None:
        if answer.instance != self.facts.instance:
            raise WireProblem("another agent than the one this session knows")
        if not self._offset_ms:
            self._offset_ms = (sent_ms + time.time() * 1000) / 2 - answer.now_ms
        with self._lock:
            assert self._socket is not None
            self._socket.settimeout(None)
        self.facts = dataclasses.replace(self.facts, runtime=answer.runtime, agent_version=answer.agent)
        if answer.quiet:
            self._send(command("wake"))
        self._say("watched")
        self._connected.set()

    def _send(self, data: bytes) -> bool:
        with self._lock:
            if self._socket is None:
                return False
            try:
                self._socket.sendall(data)
            except OSError:
                return False
            return True

    def _is_gone(self) -> bool:
        """True where the phone answers and says that the process is no more; False where the phone cannot be asked."""
        try:
            return self.facts.pid not in adb.processes(self._serial)
        except (OSError, adbutils.AdbError):
            return False

    def _say(self, state: str) -> None:
        if self.facts.state != state or state == "watched":
            self.facts = dataclasses.replace(self.facts, state=state)  # type: ignore[arg-type]
            self._on_state(self.facts)
