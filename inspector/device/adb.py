"""The adb server, spoken to over its own socket; the adb program is only used to start a server where none runs."""

from __future__ import annotations

import contextlib
import os
import socket

import adbutils

from inspector.errors import PhoneProblem

_SHELL_TIMEOUT_S = 15.0


def server_address() -> tuple[str, int]:
    """Where the adb server listens: ANDROID_ADB_SERVER_ADDRESS and _PORT, else 127.0.0.1:5037."""
    host = os.environ.get("ANDROID_ADB_SERVER_ADDRESS") or "127.0.0.1"
    return host, int(os.environ.get("ANDROID_ADB_SERVER_PORT") or 5037)


def client(timeout_s: float | None = None) -> adbutils.AdbClient:
    """A client of the server; makes no connection yet."""
    host, port = server_address()
    return adbutils.AdbClient(host=host, port=port, socket_timeout=timeout_s)


def server_runs() -> bool:
    """Whether something listens where the adb server should."""
    with contextlib.suppress(OSError), socket.create_connection(server_address(), timeout=1):
        return True
    return False


def adb_device(serial: str) -> adbutils.AdbDevice:
    """The phone of that serial number, not yet spoken to."""
    return client().device(serial)


def shell(serial: str, command: str, timeout_s: float = _SHELL_TIMEOUT_S) -> str:
    """What a shell command on the phone prints, both streams, stripped. Raises OSError or AdbError."""
    return output_of(serial, f"shell:{command}", timeout_s).decode("utf-8", "replace").strip()


def output_of(serial: str, service: str, timeout_s: float = _SHELL_TIMEOUT_S) -> bytes:
    """All that one of adb's services ("shell:…", "exec:…") gives until it ends. Raises OSError or AdbError."""
    # WORKAROUND adbutils' own shell() leaves its connection open where the phone is gone.
    with _connection(timeout_s) as connection:
        _ask(connection, serial, service)
        output = connection.read_until_close(encoding=None)
    return output if isinstance(output, bytes) else output.encode()


def connect(serial: str, name: str) -> socket.socket:
    """A connection to an abstract Unix socket on the phone. Raises OSError or AdbError."""
    # WORKAROUND adbutils' own create_connection() leaves its connection open where the phone is gone.
    connection = _connection(_SHELL_TIMEOUT_S)
    try:
        _ask(connection, serial, f"localabstract:{name}")
    except BaseException:
        connection.close()
        raise
    opened: socket.socket = connection.conn
    return opened


def _connection(timeout_s: float) -> adbutils.AdbConnection:
    # WORKAROUND adbutils starts a server of its own where none answers, and leaves its first socket open.
    if not server_runs():
        raise ConnectionRefusedError("no adb server runs")
    return client(timeout_s).make_connection(timeout_s)


def _ask(connection: adbutils.AdbConnection, serial: str, service: str) -> None:
    for wanted in (f"host:transport:{serial}", service):
        connection.send_command(wanted)
        connection.check_okay()


def processes(serial: str) -> dict[int, str]:
    """Names of the phone's processes by pid. Raises OSError or AdbError where the phone does not answer."""
    found = {}
    for line in shell(serial, "ps -A -o PID,NAME").splitlines():
        pid, _, name = line.strip().partition(" ")
        if pid.isdigit() and name:
            found[int(pid)] = name.strip()
    if not found:
        raise adbutils.AdbError("ps lists no process")
    return found


def is_practice(serial: str) -> bool:
    """Whether this is the practice phone. Raises OSError or AdbError where it does not answer."""
    return shell(serial, "getprop ro.inspector.practice") == "1"


def unreachable(serial: str) -> PhoneProblem:
    """The fault of a phone that does not answer."""
    return PhoneProblem(
        f"The phone {serial} does not answer.",
        code="phone_unreachable",
        hint="Check the cable, unlock the phone and try again.",
    )
