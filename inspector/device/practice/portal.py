"""What stands in frida-server's place: a Frida portal on loopback, and the app's processes that join it."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import frida

from inspector.errors import PracticeProblem

# (pid, 1 for stdout or 2 for stderr, one line without its end), on Frida's thread: hand over, do nothing else.
OnLine = Callable[[int, int, str], None]
# (pid), on Frida's thread.
OnExit = Callable[[int], None]


class Portal:
    """`control_port` answers like frida-server for listing and attaching to the processes started here."""

    def __init__(self, on_line: OnLine, on_exit: OnExit) -> None:
        self._on_line = on_line
        self._on_exit = on_exit
        self._device: Any = None
        self._service: Any = None
        self._sessions: dict[int, tuple[Any, Any]] = {}
        self._partial: dict[tuple[int, int], bytes] = {}
        self._lock = threading.Lock()
        self._cluster_port = 0
        self.control_port = 0

    def start(self) -> None:
        self._cluster_port, self.control_port = _free_ports(2)
        endpoint = frida.EndpointParameters
        self._service = frida.PortalService(
            endpoint(address="127.0.0.1", port=self._cluster_port),
            endpoint(address="127.0.0.1", port=self.control_port),
        )
        self._service.start()
        self._device = frida.get_local_device()
        self._device.on("output", self._on_output)

    def stop(self) -> None:
        """Ends every process started here, then the portal."""
        for pid in list(self._sessions):
            self.kill(pid)
        if self._device is not None:
            with contextlib.suppress(frida.InvalidArgumentError, ValueError):
                self._device.off("output", self._on_output)
        if self._service is not None:
            self._service.stop()
            self._service = None

    def check(self, program: Path) -> None:
        """Whether Frida may start and enter processes here, tried on one. Raises PracticeProblem."""
        pid, _ = self._spawn([str(program)], {}, "/")
        self._device.kill(pid)

    def launch(self, argv: list[str], env: dict[str, str], cwd: str) -> int:
        """Starts a process, lets it join the portal before its first instruction, and returns its pid."""
        pid, session = self._spawn(argv, env, cwd)
        membership = session.join_portal(f"127.0.0.1:{self._cluster_port}")
        with self._lock:
            self._sessions[pid] = (session, membership)
        session.on("detached", lambda reason, crash: self._gone(pid))
        self._device.resume(pid)
        return pid

    def _spawn(self, argv: list[str], env: dict[str, str], cwd: str) -> tuple[int, Any]:
        try:
            pid: int = self._device.spawn(argv, env=env, cwd=cwd, stdio="pipe")
        except (frida.ExecutableNotFoundError, frida.ExecutableNotSupportedError) as problem:
            raise _problem(f"The practice phone's Java runtime cannot be started: {problem}.") from problem
        except (frida.PermissionDeniedError, frida.NotSupportedError) as problem:
            raise _problem("This computer does not let Frida start the practice phone's processes.") from problem
        try:
            return pid, self._device.attach(pid)
        except (frida.PermissionDeniedError, frida.NotSupportedError, frida.TransportError) as problem:
            self._device.kill(pid)
            raise _problem("This computer does not allow ptrace, which the practice phone needs.") from problem

    def write(self, pid: int, data: bytes) -> None:
        """To the process's standard input; a process that is gone takes nothing."""
        with contextlib.suppress(frida.InvalidArgumentError, frida.ProcessNotFoundError, frida.TransportError):
            self._device.input(pid, data)

    def kill(self, pid: int) -> None:
        with contextlib.suppress(frida.InvalidArgumentError, frida.ProcessNotFoundError):
            self._device.kill(pid)
        self._gone(pid)

    def _gone(self, pid: int) -> None:
        with self._lock:
            known = self._sessions.pop(pid, None)
        if known is not None:
            self._on_exit(pid)

    def _on_output(self, pid: int, stream: int, data: bytes) -> None:
        """On Frida's thread. Puts lines together; empty data is the end."""
        if pid not in self._sessions:
            return
        key = (pid, stream)
        *lines, rest = (self._partial.pop(key, b"") + data).split(b"\n")
        if not data and rest:
            lines, rest = [*lines, rest], b""
        if rest:
            self._partial[key] = rest
        for line in lines:
            self._on_line(pid, stream, line.decode("utf-8", "replace").rstrip("\r"))


def _free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [each.getsockname()[1] for each in sockets]


def _problem(sentence: str) -> PracticeProblem:
    return PracticeProblem(sentence, code="practice", hint="Open the sample session instead.")
