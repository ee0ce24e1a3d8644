"""Puts the agent into every process of an app, lets Frida go, and keeps one link open to each of them."""

from __future__ import annotations

import contextlib
import dataclasses
import queue
import threading
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import adbutils
import frida

from inspector.device import adb
from inspector.device.frida_phone import frida_device
from inspector.device.link import Link
from inspector.errors import PhoneProblem
from inspector.paths import agent_bundle
from inspector.records import ProcessFacts
from inspector.wire import Rows

_POLL_S = 0.5
_ATTACH_TIMEOUT_S = 20.0
_START_TIMEOUT_S = 30.0
_HUSH_TIMEOUT_S = 5.0


class Capture:
    """All processes of one app on one phone. Its methods block; call them off the Qt thread.

    `options` is what the agent is told beside its package and process (hooks/engine/start.ts). `on_rows` and
    `on_process` are called from link threads and from the watching thread.
    """

    def __init__(
        self,
        serial: str,
        package: str,
        session_id: str,
        *,
        known: Sequence[ProcessFacts] = (),
        options: Mapping[str, Any] | None = None,
        on_rows: Callable[[ProcessFacts, Rows, float, Callable[[int], None]], None],
        on_process: Callable[[ProcessFacts], None],
    ) -> None:
        self._serial = serial
        self._package = package
        self._session_id = session_id
        self._options = dict(options or {})
        self._on_rows = on_rows
        self._on_process = on_process
        self._links: dict[int, Link] = {}
        self._refused: set[int] = set()
        self._known = {facts.pid: facts for facts in known if facts.token}
        self._next_id = max((facts.id for facts in known), default=0) + 1
        self._stopping = threading.Event()
        self._spawned: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._watching = threading.Thread(target=self._watch, name="watch processes", daemon=True)
        self._source = ""
        self._practice = False

    # ---------------------------------------------------------------- what a session calls

    def start(self, *, restart: bool) -> None:
        """Starts the app with the agent in it from its first instruction, or joins it where it runs.

        Raises PhoneProblem where the phone, its Frida server or the app cannot be reached.
        """
        bundle = agent_bundle()
        if not bundle.is_file():
            raise PhoneProblem(
                "The agent that runs inside the app is missing from this installation.",
                code="agent_missing", hint="Install the tool again with pip install.",
            )  # fmt: skip
        self._source = bundle.read_text(encoding="utf-8")
        try:
            self._practice = adb.is_practice(self._serial)
            running = self._running()
            if restart or not running:
                self._launch()
            else:
                for pid, name in running.items():
                    self._inject(pid, name)
        except (frida.ServerNotRunningError, frida.TransportError) as problem:
            raise PhoneProblem(
                "Frida's server does not run on the phone.", code="server_missing",
                hint="Install and start it from the start page.",
            ) from problem  # fmt: skip
        except (frida.ProcessNotFoundError, frida.InvalidOperationError, frida.PermissionDeniedError) as problem:
            raise PhoneProblem(
                f"The app {self._package} could not be inspected: {problem}.", code="attach_failed",
                hint="Start the app again on the phone, then start the session again.",
            ) from problem  # fmt: skip
        except (OSError, adbutils.AdbError, frida.TimedOutError, frida.InvalidArgumentError) as problem:
            raise adb.unreachable(self._serial) from problem
        self._watching.start()

    def resume(self) -> None:
        """Goes on reading the agents that an earlier run of the tool left in the app, and watches for new processes."""
        self._source = agent_bundle().read_text(encoding="utf-8")
        with contextlib.suppress(OSError, adbutils.AdbError):
            self._practice = adb.is_practice(self._serial)
        for facts in self._known.values():
            self._link(facts)
        self._watching.start()

    def stop(self) -> None:
        """Asks every agent to be quiet and takes what it still has. The agents stay, passing every call through."""
        self._stopping.set()
        if self._watching.is_alive():
            self._watching.join(_ATTACH_TIMEOUT_S)
        for link in self._links.values():
            if link.facts.state == "watched":
                link.hush(_HUSH_TIMEOUT_S)

    def close(self) -> None:
        """Lets the sockets go. Call when what stop brought has been committed and acknowledged."""
        for link in self._links.values():
            link.stop()

    # ---------------------------------------------------------------- starting an app

    def _launch(self) -> None:
        if self._practice:
            self._launch_held()
        else:
            self._spawn()

    def _launch_held(self) -> None:
        """The practice phone's way: Android's "wait for debugger" start, released when the hooks are in."""
        adb.shell(self._serial, f"am force-stop {self._package}")
        said = adb.shell(self._serial, f"am start -D -n {self._package}/.Main")
        waited = 0.0
        while not (running := self._running()):
            if waited > _START_TIMEOUT_S or "Error" in said:
                raise PhoneProblem(
                    f"The app {self._package} did not start.", code="start_failed",
                    hint="Start it on the phone by hand, then start the session again.",
                )  # fmt: skip
            self._stopping.wait(_POLL_S / 2)
            waited += _POLL_S / 2
        for pid, name in running.items():
            self._inject(pid, name)

    def _spawn(self) -> None:
        """A phone's way: Frida holds each new process of the app until the agent is in it."""
        device = self._device()
        with contextlib.suppress(frida.NotSupportedError):
            device.on("spawn-added", lambda spawn: self._spawned.put(spawn))
            device.enable_spawn_gating()
        pid = device.spawn([self._package])
        self._inject(pid, self._package)
        device.resume(pid)

    # ---------------------------------------------------------------- one process

    def _inject(self, pid: int, name: str) -> None:
        known = self._known.get(pid)
        if known is not None:
            self._link(known)
            self._release(pid)
            return
        session = self._device().attach(pid)
        try:
            script = session.create_script(self._source)
            script.load()
            answer = script.exports_sync.start({**self._options, "package": self._package, "process": name})
            if not answer.get("resident"):
                script.eternalize()
        finally:
            session.detach()
        facts = ProcessFacts(self._next_id, answer.get("instance") or uuid.uuid4().hex, pid, name, state="refused")
        self._next_id += 1
        if answer.get("resident"):
            self._refused.add(pid)
            self._on_process(facts)
        else:
            facts = dataclasses.replace(
                facts, socket=answer["socket"], token=answer["token"], agent_version=answer["agent"], state="watched"
            )
            self._on_process(facts)
            link = self._link(facts)
            link.wait_connected(_ATTACH_TIMEOUT_S)
        self._release(pid)

    def _link(self, facts: ProcessFacts) -> Link:
        link = Link(self._serial, facts, self._session_id, on_rows=self._on_rows, on_state=self._on_process)
        self._links[facts.pid] = link
        link.start()
        return link

    def _release(self, pid: int) -> None:
        """Lets a process of the practice phone go that was started held; a phone's is resumed by who spawned it."""
        if self._practice:
            with contextlib.suppress(OSError, adbutils.AdbError):
                adb.shell(self._serial, f"practice go {pid}")

    def _device(self) -> Any:
        return frida_device(self._serial, 5)

    def _running(self) -> dict[int, str]:
        own = self._package + ":"
        return {
            pid: name
            for pid, name in adb.processes(self._serial).items()
            if name == self._package or name.startswith(own)
        }

    # ---------------------------------------------------------------- the watching thread

    def _watch(self) -> None:
        while not self._stopping.wait(_POLL_S):
            with contextlib.suppress(OSError, adbutils.AdbError, frida.ServerNotRunningError, frida.TransportError,
                                     frida.ProcessNotFoundError, frida.InvalidOperationError, frida.TimedOutError,
                                     frida.InvalidArgumentError, frida.ProcessNotRespondingError):  # fmt: skip
                self._take_spawned()
                for pid, name in self._running().items():
                    if pid not in self._links and pid not in self._refused:
                        self._inject(pid, name)

    def _take_spawned(self) -> None:
        """Held processes (spawn gating): ours get the agent first, all others go at once."""
        with contextlib.suppress(queue.Empty):
            while True:
                spawn = self._spawned.get_nowait()
                device = self._device()
                name = spawn.identifier or ""
                try:
                    if name == self._package or name.startswith(self._package + ":"):
                        self._inject(spawn.pid, name)
                finally:
                    device.resume(spawn.pid)
