"""Which phones there are, as they come and go: one thread follows the adb server's list, another tells."""

from __future__ import annotations

import contextlib
import os
import queue
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor

import adbutils

from inspector.device import adb, readiness
from inspector.records import Phone

OnPhones = Callable[[list[Phone]], None]

_START_TIMEOUT_S = 20.0
_LOOK_AGAIN_S = 3.0  # between looks at a phone that is not ready: a server may have been started by hand
_FIRST_RETRY_S, _LAST_RETRY_S = 0.5, 8.0  # after the adb server went away
_PROBES = 3  # phones asked at the same time


class PhoneWatcher:
    """Calls `on_changed` with all phones, by serial, whenever one comes, goes or changes its state.

    The calls come from a thread of the watcher's own, one at a time; a phone just listed is "starting" until it has
    answered. A missing or dying adb server is started again and costs nothing but time.
    """

    def __init__(self, on_changed: OnPhones, probe: Callable[[str], Phone] = readiness.probe) -> None:
        self._on_changed = on_changed
        self._probe = probe
        self._news: queue.Queue[Mapping[str, str] | Phone | str | None] = queue.Queue()
        self._stopping = threading.Event()
        self._connection: adbutils.AdbConnection | None = None
        self._connection_lock = threading.Lock()
        self._pool = ThreadPoolExecutor(_PROBES, thread_name_prefix="phone probe")
        self._following = threading.Thread(target=self._follow, name="phones", daemon=True)
        self._telling = threading.Thread(target=self._tell, name="phones telling", daemon=True)
        # Of the telling thread alone:
        self._listed: dict[str, str] = {}
        self._phones: dict[str, Phone] = {}
        self._asked: set[str] = set()

    def start(self) -> None:
        """Begin to follow. The first call of `on_changed` comes as soon as the adb server has answered."""
        self._following.start()
        self._telling.start()

    def refresh(self, serial: str = "") -> None:
        """Look at one phone again, or at all: a server was installed, root was allowed. Any thread."""
        self._news.put(serial)

    def stop(self) -> None:
        """No call of `on_changed` comes after this. Not from within one."""
        self._stopping.set()
        self._news.put(None)
        with self._connection_lock:
            if self._connection is not None:
                with contextlib.suppress(OSError, adbutils.AdbError):
                    self._connection.conn.shutdown(socket.SHUT_RDWR)
        for thread in (self._following, self._telling):
            if thread.is_alive():
                thread.join()
        self._pool.shutdown(wait=False, cancel_futures=True)

    # ---------------------------------------------------------------- following

    def _follow(self) -> None:
        retry_s = _FIRST_RETRY_S
        while not self._stopping.is_set():
            with contextlib.suppress(OSError, adbutils.AdbError, subprocess.SubprocessError):
                start_adb()
                for listed in self._lists():
                    retry_s = _FIRST_RETRY_S
                    self._news.put(listed)
            self._news.put({})
            self._stopping.wait(retry_s)
            retry_s = min(2 * retry_s, _LAST_RETRY_S)

    def _lists(self) -> Iterator[dict[str, str]]:
        """The server's list now and after each change, until it goes away. Raises OSError or AdbError."""
        with adb.client().make_connection() as connection:
            with self._connection_lock:
                self._connection = connection
            try:
                connection.send_command("host:track-devices")
                connection.check_okay()
                while not self._stopping.is_set():
                    lines = connection.read_string_block().splitlines()
                    yield dict(line.split("\t", 1) for line in lines if "\t" in line)
            finally:
                with self._connection_lock:
                    self._connection = None

    # ---------------------------------------------------------------- telling

    def _tell(self) -> None:
        told: list[Phone] | None = None
        while not self._stopping.is_set():
            try:
                news = self._news.get(timeout=_LOOK_AGAIN_S)
            except queue.Empty:
                self._look_again()
                continue
            if news is None:
                return
            if isinstance(news, Phone):
                self._take_probed(news)
            elif isinstance(news, str):
                self._ask(*([news] if news else list(self._listed)))
                continue
            else:
                self._take_list(news)
            phones = sorted(self._phones.values(), key=lambda phone: phone.serial)
            if phones != told and not self._stopping.is_set():
                told = phones
                self._on_changed(list(phones))

    def _take_list(self, listed: Mapping[str, str]) -> None:
        before, self._listed = self._listed, dict(listed)
        self._phones = {serial: phone for serial, phone in self._phones.items() if serial in listed}
        for serial, state in listed.items():
            if before.get(serial) == state:
                continue
            if state == "device":
                self._phones[serial] = _bare(serial, "starting", self._phones.get(serial))
                self._ask(serial)
            else:
                shown = "unauthorized" if state in ("unauthorized", "authorizing") else "offline"
                self._phones[serial] = _bare(serial, shown, self._phones.get(serial))

    def _take_probed(self, phone: Phone) -> None:
        self._asked.discard(phone.serial)
        if self._listed.get(phone.serial) == "device":
            self._phones[phone.serial] = phone

    def _look_again(self) -> None:
        self._ask(*(s for s, p in self._phones.items() if p.state != "ready" and self._listed.get(s) == "device"))

    def _ask(self, *serials: str) -> None:
        for serial in serials:
            if serial not in self._asked and self._listed.get(serial) == "device":
                self._asked.add(serial)
                self._pool.submit(self._answer, serial)

    def _answer(self, serial: str) -> None:
        self._news.put(self._probe(serial))


def start_adb() -> None:
    """Start an adb server, from the adb that comes with adbutils or the one installed, where none runs.

    Raises OSError, SubprocessError or AdbError. Must come before Frida's first look for phones: it looks for an adb
    server once and never again.
    """
    if adb.server_runs():
        return
    port = str(adb.server_address()[1])
    subprocess.run(
        [adbutils.adb_path(), "-P", port, "start-server"],
        env={**os.environ, "ANDROID_ADB_SERVER_PORT": port, "ADB_MDNS_AUTO_CONNECT": "0"},
        check=True,
        timeout=_START_TIMEOUT_S,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _bare(serial: str, state: str, known: Phone | None) -> Phone:
    """A phone of which only adb's state is known now; its model stays as it was."""
    model = known.model if known else serial
    return Phone(serial, model, state, connection=known.connection if known else readiness.connection_of(serial))
