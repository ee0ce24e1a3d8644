"""How the bench and its app talk: named pipes in a folder, which no hook of the agent's looks at."""

from __future__ import annotations

import os
import queue
import select
import threading
from pathlib import Path

LIMIT_S = 60.0
_HELLO = "hello"


class App:
    """A JVM of the bench's program that has called; `tell` gives it a line and takes its answer."""

    def __init__(self, folder: Path, pid: int) -> None:
        self.pid = pid
        told, answered = folder / f"{pid}.told", folder / f"{pid}.answered"
        os.mkfifo(answered)
        self._answered = os.open(answered, os.O_RDONLY | os.O_NONBLOCK)
        os.mkfifo(told.with_suffix(".made"))
        self._told = os.open(told.with_suffix(".made"), os.O_RDWR)
        told.with_suffix(".made").rename(told)  # last: the app waits for it
        self._rest = b""

    def tell(self, *words: object) -> str:
        self.begin(*words)
        return self.answer()

    def begin(self, *words: object) -> None:
        os.write(self._told, (" ".join(map(str, words)) + "\n").encode())

    def answer(self) -> str:
        """What it says next. Raises RuntimeError where it failed, ended, or says nothing for LIMIT_S."""
        said = self._line()
        if not said.startswith("OK "):
            raise RuntimeError(f"the app said: {said or 'nothing, it ended'}")
        return said[3:]

    def close(self) -> None:
        os.close(self._told)
        os.close(self._answered)

    def _line(self) -> str:
        waiting = select.poll()
        waiting.register(self._answered, select.POLLIN)
        while b"\n" not in self._rest:
            if not waiting.poll(LIMIT_S * 1000) or not (data := os.read(self._answered, 1 << 16)):
                return ""
            self._rest += data
        line, _, self._rest = self._rest.partition(b"\n")
        return line.decode()


class Calls:
    """Takes the calls of apps that start. `folder` is what they are told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        os.mkfifo(folder / _HELLO)
        self._hello = os.open(folder / _HELLO, os.O_RDWR)
        self._apps: queue.SimpleQueue[App] = queue.SimpleQueue()
        threading.Thread(target=self._take, name="control", daemon=True).start()

    def next(self) -> App:
        """The next JVM that calls, LIMIT_S at most."""
        return self._apps.get(timeout=LIMIT_S)

    def close(self) -> None:
        os.write(self._hello, b"\n")

    def _take(self) -> None:
        with os.fdopen(self._hello, "rb") as hello:
            while pid := hello.readline().strip():
                self._apps.put(App(self.folder, int(pid)))
