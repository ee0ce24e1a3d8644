"""Frida's server on a rooted phone: fetched once, put there under a neutral name, and started."""

from __future__ import annotations

import contextlib
import lzma
import os
import shlex
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path

import adbutils

from inspector import paths
from inspector.device import adb, readiness
from inspector.device.readiness import SERVER_PATH
from inspector.errors import PhoneProblem

OFFICIAL_RELEASES = "https://github.com/frida/frida/releases/download"

Progress = Callable[[str, int, int], None]
"""(step: "fetch" or "push", bytes done, bytes in all or 0 where unknown); on the caller's thread."""

_MOST_PACKED_BYTES = 80 << 20
_MOST_BYTES = 250 << 20
_NET_TIMEOUT_S = 30.0
_START_TIMEOUT_S = 15.0
_ARCH = {"arm64-v8a": "arm64", "armeabi-v7a": "arm", "armeabi": "arm", "x86_64": "x86_64", "x86": "x86"}
_ELF_MACHINE = {"arm64": 183, "arm": 40, "x86_64": 62, "x86": 3}


def asset(abi: str) -> str:
    """The file name of the server for phones of that ABI, of the version that fits the Frida in this tool."""
    if abi not in _ARCH:
        raise PhoneProblem(
            f"There is no Frida server for phones of type {abi}.", code="abi_unknown", hint="Use another phone."
        )
    return f"frida-server-{readiness.FRIDA_VERSION}-android-{_ARCH[abi]}.xz"


def fetch(
    abi: str, on_progress: Progress = lambda step, done, size: None, *, base_url: str = OFFICIAL_RELEASES,
    folder: Path | None = None,
) -> Path:  # fmt: skip
    """The server's program on this computer: from the cache, else from the internet, unpacked and looked at.

    The only thing in this tool that reaches out; called when the tester asks for it. Raises PhoneProblem.
    """
    name = asset(abi)
    kept = (folder or paths.cache()) / name.removesuffix(".xz")
    if kept.is_file() and _is_program(kept.read_bytes()[:64], abi):
        return kept
    url = f"{base_url}/{readiness.FRIDA_VERSION}/{name}"
    address = urllib.parse.urlsplit(url)
    if address.scheme != "https" and address.hostname not in ("127.0.0.1", "localhost"):
        raise PhoneProblem("Programs are only fetched over https.", code="server_fetch", hint="Correct the address.")
    program = _unpacked(_downloaded(url, on_progress))
    if not _is_program(program[:64], abi):
        raise _not_a_server(url)
    descriptor, partial = tempfile.mkstemp(dir=kept.parent, prefix=f".{kept.name}-")
    with os.fdopen(descriptor, "wb") as file:
        file.write(program)
    Path(partial).replace(kept)
    return kept


def install(serial: str, program: Path, on_progress: Progress = lambda step, done, size: None) -> None:
    """Put the server on the phone, where it replaces one of ours, and start it. Raises PhoneProblem."""
    size = program.stat().st_size
    try:
        root = readiness.root_command(serial)
        if root is None:
            raise PhoneProblem(
                "This phone does not let programs act as root.",
                code="not_rooted",
                hint="Allow it in the phone's root manager, or use a rooted phone or the practice phone.",
            )
        on_progress("push", 0, size)
        stop(serial, root)
        device = adb.adb_device(serial)
        with program.open("rb") as file:
            pushed = device.sync.push(file, SERVER_PATH, 0o755)
        if pushed != size:
            raise PhoneProblem("The server could not be copied to the phone.", code="server_push", hint="Try again.")
        adb.shell(serial, f"chmod 755 {SERVER_PATH}")
        on_progress("push", size, size)
        start(serial, root)
    except (OSError, adbutils.AdbError) as problem:
        raise adb.unreachable(serial) from problem


def stop(serial: str, root: str) -> None:
    """End every Frida server on the phone: one that does not fit holds the port. Raises OSError or AdbError."""
    names = f"frida-server {Path(SERVER_PATH).name}"
    pids = [pid for pid in adb.shell(serial, f"pidof {names}").split() if pid.isdigit()]
    if pids:
        adb.shell(serial, f"{root} {shlex.quote('kill ' + ' '.join(pids))}")


def start(serial: str, root: str) -> None:
    """Start the server that lies on the phone and wait until Frida reaches it.

    Raises PhoneProblem, OSError or AdbError.
    """
    line = f"{SERVER_PATH} --daemonize </dev/null >/dev/null 2>&1"
    with contextlib.suppress(adbutils.AdbTimeout):  # some su wait for what they started
        adb.shell(serial, f"{root} {shlex.quote(line)}", 5.0)
    deadline_s = time.monotonic() + _START_TIMEOUT_S
    while (state := readiness.frida_state(serial)) != "ready":
        if time.monotonic() > deadline_s:
            raise PhoneProblem(
                "Frida's server was started on the phone and does not answer.",
                code=state,
                hint="Look at the phone: it may ask for root, or its security may forbid the program.",
            )
        time.sleep(0.3)


def _downloaded(url: str, on_progress: Progress) -> bytes:
    data = bytearray()
    try:
        with urllib.request.urlopen(url, timeout=_NET_TIMEOUT_S) as answer:
            size = int(answer.headers.get("Content-Length") or 0)
            while piece := answer.read(1 << 16):
                data += piece
                if len(data) > _MOST_PACKED_BYTES:
                    raise _not_a_server(url)
                on_progress("fetch", len(data), size)
    except (urllib.error.URLError, OSError) as problem:
        reason = getattr(problem, "reason", None) or problem
        raise PhoneProblem(
            f"Frida's server could not be fetched: {reason}.",
            code="server_fetch",
            hint=f"Check the connection to the internet, or put {url.rpartition('/')[2]} on the phone yourself.",
        ) from problem
    if size and len(data) != size:
        raise PhoneProblem(
            "Frida's server could not be fetched whole.",
            code="server_fetch",
            hint="Check the connection and try again.",
        )
    return bytes(data)


def _unpacked(packed: bytes) -> bytes:
    try:
        unpacker = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_MOST_BYTES)
        program = unpacker.decompress(packed, max_length=_MOST_BYTES)
    except lzma.LZMAError:
        return b""
    return program if unpacker.eof else b""


def _is_program(head: bytes, abi: str) -> bool:
    return head[:4] == b"\x7fELF" and int.from_bytes(head[18:20], "little") == _ELF_MACHINE[_ARCH[abi]]


def _not_a_server(url: str) -> PhoneProblem:
    return PhoneProblem(
        "What was fetched is no Frida server.", code="server_fetch", hint=f"Open {url} in a browser to see what it is."
    )
