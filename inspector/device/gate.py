"""Spawn gating: each new process of the app is held until the agent is in it, every other goes on at once."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable
from typing import Any

import frida

HOLD_LIMIT_S = 10.0
"""A process is let go after so long, whatever became of the agent: a held app is a dead app to its user."""

_GONE = (
    frida.ProcessNotFoundError, frida.InvalidArgumentError, frida.InvalidOperationError, frida.TransportError,
    frida.ServerNotRunningError, frida.TimedOutError, frida.NotSupportedError,
)  # fmt: skip


class Gate:
    """Between `open` and `close`. `is_ours(name)` is asked on the gate's own thread and must be quick.

    `enter(pid, name)` is called on a thread of its own for each held process of ours; when it returns, or raises one
    of Frida's errors, or HOLD_LIMIT_S have passed, the process goes on.
    """

    def __init__(
        self,
        device: Any,
        is_ours: Callable[[str], bool],
        enter: Callable[[int, str], None],
        hold_limit_s: float = HOLD_LIMIT_S,
    ) -> None:
        self._device = device
        self._is_ours = is_ours
        self._enter = enter
        self._hold_limit_s = hold_limit_s
        self._spawned: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._held: dict[int, threading.Timer] = {}
        self._lock = threading.Lock()
        self._sorter = threading.Thread(target=self._sort, name="spawn gate", daemon=True)
        self._open = False

    def open(self) -> bool:
        """Begins to hold. False where this phone's Frida cannot; new processes are then met while they run."""
        try:
            self._device.on("spawn-added", self._on_spawned)
            self._device.enable_spawn_gating()
        except (frida.NotSupportedError, frida.PermissionDeniedError, frida.InvalidOperationError):
            self._device.off("spawn-added", self._on_spawned)
            return False
        self._open = True
        self._sorter.start()
        return True

    def close(self) -> None:
        """Holds no more, and lets go what is held. Twice does no harm."""
        if not self._open:
            return
        self._open = False
        with contextlib.suppress(*_GONE):
            self._device.disable_spawn_gating()  # which lets everything go that is held
        with contextlib.suppress(*_GONE):
            self._device.off("spawn-added", self._on_spawned)
        self._spawned.put(None)
        self._sorter.join()
        for pid in self.held():
            self._let_go(pid)

    def held(self) -> list[int]:
        """Processes of ours that wait."""
        with self._lock:
            return list(self._held)

    def _on_spawned(self, spawn: Any) -> None:
        # On Frida's thread, from which Frida must not be asked anything.
        self._spawned.put(spawn)

    def _sort(self) -> None:
        while (spawn := self._spawned.get()) is not None:
            name = spawn.identifier or ""
            if self._open and self._is_ours(name):
                self._hold(spawn.pid, name)
            else:
                self._resume(spawn.pid)

    def _hold(self, pid: int, name: str) -> None:
        timer = threading.Timer(self._hold_limit_s, self._let_go, args=(pid,))
        timer.daemon = True
        with self._lock:
            self._held[pid] = timer
        timer.start()
        threading.Thread(target=self._go_through, args=(pid, name), name=f"enter {name}", daemon=True).start()

    def _go_through(self, pid: int, name: str) -> None:
        try:
            self._enter(pid, name)
        finally:
            self._let_go(pid)

    def _let_go(self, pid: int) -> None:
        """Once a process: by whoever comes first."""
        with self._lock:
            timer = self._held.pop(pid, None)
        if timer is not None:
            timer.cancel()
            self._resume(pid)

    def _resume(self, pid: int) -> None:
        with contextlib.suppress(*_GONE):
            self._device.resume(pid)
