"""Small phones for tests: the device's side of adb is real, the shell on it answers what the test says."""

from __future__ import annotations

import contextlib
import re
import socket
import struct
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import adbutils

from inspector.device import adb
from inspector.device.practice.daemon import Daemon
from inspector.device.practice.files import PhoneFiles
from inspector.device.practice.services import Services
from inspector.device.practice.shell import Call, Result, Shell
from inspector.device.practice.tools import Tools, text

PROPERTIES = {
    "ro.product.model": "Galaxy S21",
    "ro.product.brand": "samsung",
    "ro.product.manufacturer": "samsung",
    "ro.build.version.release": "14",
    "ro.build.version.sdk": "34",
    "ro.build.fingerprint": "samsung/o1sxx/o1s:14/UP1A.231005.007/G991B:user/release-keys",
    "ro.product.cpu.abi": "arm64-v8a",
    "ro.product.locale": "ko-KR",
    "ro.serialno": "R3CN30XYZ",
    "persist.sys.timezone": "Asia/Seoul",
    "gsm.operator.alpha": "SKTelecom,",
}

Command = Callable[[Call], Result] | str


class FakePhone:
    """A phone on loopback that adb can connect to. `said` are the shell's lines so far, `serial` its name there.

    `su` is "magisk" (su -c LINE), "aosp" (su 0 WORDS), "denied" or "" (no such program). `commands` are a command's
    output, or a function. `frida_port` is what answers on the phone's port 27042.
    """

    def __init__(
        self,
        folder: Path,
        *,
        properties: Mapping[str, str] | None = None,
        commands: Mapping[str, Command] | None = None,
        su: str = "magisk",
        frida_port: int = 0,
    ) -> None:
        self.said: list[str] = []
        self.files = PhoneFiles(folder)
        self.files.place("/dev/null", b"")
        self._su = su
        shown = dict(PROPERTIES if properties is None else properties)
        listing = "".join(f"[{key}]: [{value}]\n" for key, value in shown.items())
        self._commands: dict[str, Command] = {
            **Tools(self.files).commands,
            "getprop": lambda call: text(f"{shown.get(call.argv[1], '')}\n" if len(call.argv) > 1 else listing),
            "id": lambda call: text("uid=0(root)\n" if call.root else "uid=2000(shell)\n"),
            "sh": lambda call: self._shell.run(call.argv[2], call.root),
            **({"su": self._become_root} if su else {}),
            **(commands or {}),
        }
        self._shell = Shell(self._find, self.files)
        world: Any = SimpleNamespace(run=self._run, files=self.files)
        self._daemon = Daemon({"ro.product.model": "fake"}, Services(world, lambda: frida_port).open)
        self.serial = f"127.0.0.1:{self._daemon.port}"

    def plug_in(self) -> None:
        self._daemon.start()
        adb.client().connect(self.serial, timeout=10)
        adb.client().wait_for(self.serial, timeout=10)

    def unplug(self) -> None:
        with contextlib.suppress(adbutils.AdbError, OSError):
            adb.client().disconnect(self.serial)
        self._daemon.stop()

    def _run(self, line: str) -> Result:
        self.said.append(line)
        return self._shell.run(line)

    def _find(self, name: str) -> Callable[[Call], Result] | None:
        command = self._commands.get(name)
        if isinstance(command, str):
            return lambda call: text(command)
        return command

    def _become_root(self, call: Call) -> Result:
        words = call.argv[1:]
        if self._su == "denied":
            return Result(err=b"Permission denied\n", code=13)
        if self._su == "magisk" and words[:1] == ["-c"]:
            return self._shell.run(" ".join(words[1:]), root=True)
        if self._su == "aosp" and words[:1] == ["0"]:
            quoted = " ".join(word if re.fullmatch(r"[\w./-]+", word) else f"'{word}'" for word in words[1:])
            return self._shell.run(quoted, root=True)
        return Result(err=b"su: invalid uid/gid '-c'\n", code=1)


class StrangerPhone:
    """A phone that has not allowed this computer: it asks for a signature for ever, as Android does."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.serial = f"127.0.0.1:{self._listening.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def plug_in(self) -> None:
        with contextlib.suppress(adbutils.AdbError):
            adb.client().connect(self.serial, timeout=10)

    def unplug(self) -> None:
        with contextlib.suppress(adbutils.AdbError, OSError):
            adb.client().disconnect(self.serial)
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(10)

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            connection, _ = self._listening.accept()
            with connection, connection.makefile("rb") as received:
                while head := received.read(24):
                    command, first, _, size, _, _ = struct.unpack("<6I", head)
                    received.read(size)
                    if command == int.from_bytes(b"CNXN", "little") or first == 2:  # the signature: unknown key
                        connection.sendall(_auth_token())


def _auth_token() -> bytes:
    command, token = int.from_bytes(b"AUTH", "little"), bytes(20)
    return struct.pack("<6I", command, 1, 0, len(token), sum(token), command ^ 0xFFFFFFFF) + token
