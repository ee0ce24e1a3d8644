"""This machine's adb server, spoken to over its own socket: an adb binary of another version would kill it."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import time
from collections.abc import Iterator

import adbutils

from inspector.errors import PracticeProblem

_START_LIMIT_S = 20.0


def port() -> int:
    return int(os.environ.get("ANDROID_ADB_SERVER_PORT") or 5037)


def running() -> bool:
    """Whether a server listens."""
    try:
        return bool(_ask("host:version"))
    except OSError:
        return False


def ensure() -> bool:
    """Starts a server from the binary adbutils carries if none runs; True if it did. Raises PracticeProblem."""
    if running():
        return False
    environment = {**os.environ, "ANDROID_ADB_SERVER_PORT": str(port()), "ADB_MDNS_AUTO_CONNECT": "0"}
    try:
        subprocess.run(
            [adbutils.adb_path(), "-P", str(port()), "start-server"],
            env=environment,
            check=True,
            timeout=_START_LIMIT_S,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError) as problem:
        raise _problem("The adb server could not be started on this computer.") from problem
    if not running():
        raise _problem("The adb server does not answer.")
    return True


def connect(serial: str, timeout_s: float = 20.0) -> None:
    """Has the server connect to serial (127.0.0.1:PORT), until it is a ready device. Raises PracticeProblem."""
    try:
        answer = _ask(f"host:connect:{serial}", timeout_s)
        for devices in _tracked(timeout_s):
            if devices.get(serial) == "device":
                return
    except (OSError, RuntimeError) as problem:
        raise _problem(f"The adb server could not reach the practice phone: {problem}.") from problem
    raise _problem(f"The adb server could not reach the practice phone: {answer}.")


def reconnect(serial: str) -> None:
    """As connect, for one the server may still believe to have. Raises PracticeProblem."""
    disconnect(serial)
    connect(serial)


def disconnect(serial: str) -> None:
    """Takes only this one out of the server's list; a server that is gone, or does not know it, is fine."""
    with contextlib.suppress(OSError, RuntimeError):
        _ask(f"host:disconnect:{serial}")


def devices() -> dict[str, str]:
    """Serial to state, as the server lists them; empty if none runs."""
    try:
        return _listed(_ask("host:devices"))
    except OSError:
        return {}


def kill() -> None:
    with contextlib.suppress(OSError, RuntimeError):
        _ask("host:kill")


def _tracked(timeout_s: float) -> Iterator[dict[str, str]]:
    """The server's list now and after each change, until the time is up."""
    deadline_s = time.monotonic() + timeout_s
    with _asked("host:track-devices", timeout_s) as connection, contextlib.suppress(TimeoutError):
        while (left_s := deadline_s - time.monotonic()) > 0:
            connection.settimeout(left_s)
            yield _listed(_block(connection))


def _listed(block: str) -> dict[str, str]:
    return {serial: state for serial, _, state in (line.partition("\t") for line in block.splitlines())}


def _ask(command: str, timeout_s: float = 5.0) -> str:
    """Raises OSError where there is no server, RuntimeError with the server's words where it refuses."""
    with _asked(command, timeout_s) as connection:
        return "" if command == "host:kill" else _block(connection)


@contextlib.contextmanager
def _asked(command: str, timeout_s: float) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", port()), timeout=timeout_s) as connection:
        encoded = command.encode()
        connection.sendall(b"%04x" % len(encoded) + encoded)
        status = _exactly(connection, 4)
        if status != b"OKAY":
            raise RuntimeError(_block(connection))
        yield connection


def _block(connection: socket.socket) -> str:
    return _exactly(connection, int(_exactly(connection, 4), 16)).decode("utf-8", "replace")


def _exactly(connection: socket.socket, size_bytes: int) -> bytes:
    parts = bytearray()
    while len(parts) < size_bytes:
        more = connection.recv(size_bytes - len(parts))
        if not more:
            raise ConnectionError("the adb server closed the connection")
        parts += more
    return bytes(parts)


def _problem(sentence: str) -> PracticeProblem:
    return PracticeProblem(sentence, code="practice", hint="Open the sample session instead.")
