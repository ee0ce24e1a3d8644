"""Puts the agent into every process of an app, lets Frida go, and keeps one link open to each of them."""

from __future__ import annotations

import contextlib
import dataclasses
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import adbutils
import frida

from inspector.device import adb, crashes
from inspector.device.family import Family
from inspector.device.frida_phone import at_most, frida_device
from inspector.device.gate import Gate
from inspector.device.link import Link
from inspector.errors import PhoneProblem
from inspector.paths import agent_bundle
from inspector.records import ProcessFacts
from inspector.wire import Rows

_POLL_S = 0.5
_ATTACH_TIMEOUT_S = 20.0
_START_TIMEOUT_S = 30.0
_ENTER_TIMEOUT_S = 60.0
_HUSH_TIMEOUT_S = 5.0
_TRIES, _TRY_AGAIN_S = 3, 5.0

# Faults of the phone, not of one process: the next look may find it well again.
_AWAY = (OSError, adbutils.AdbError, frida.ServerNotRunningError, frida.TransportError, frida.InvalidArgumentError)
# A process that cannot be entered, each with what is said of it.
_REFUSALS: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
    (frida.PermissionDeniedError, "Frida is not allowed into it"),
    ((frida.NotSupportedError, frida.ExecutableNotSupportedError),
     "Frida's server on this phone cannot enter a process of its kind (such as one of 32 bits)"),
    ((frida.ProcessNotRespondingError, frida.TimedOutError, frida.OperationCancelledError),
     "it did not answer; the system may have frozen it"),
    (frida.InvalidOperationError, "Frida could not enter it"),
    (frida.core.RPCException, "the agent could not start in it"),
)  # fmt: skip
_REFUSED = tuple(each for kinds, _ in _REFUSALS for each in (kinds if isinstance(kinds, tuple) else (kinds,)))
_OF_AN_EARLIER_SESSION = "an agent of an earlier session is in it: start the app anew to watch it"


class Capture:
    """All processes of one app on one phone. Its methods block; call them off the Qt thread.

    `options` is what the agent is told beside its package and process (hooks/engine/start.ts). `on_rows`, `on_process`
    and `on_crash` are called from link threads, the gate's and the watching thread.
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
        on_crash: Callable[[ProcessFacts, crashes.Crash], None] = lambda facts, crash: None,
    ) -> None:
        self._serial = serial
        self._package = package
        self._session_id = session_id
        self._options = {"last_words": True, **(options or {})}
        self._on_rows = on_rows
        self._on_process = on_process
        self._on_crash = on_crash
        self._family = Family(serial, package)
        self._gate: Gate | None = None
        self._links: dict[int, Link] = {}
        self._entering: set[int] = set()
        self._refused: set[int] = set()
        self._tries: dict[int, tuple[int, float]] = {}  # by pid: how many failed, and when the next may be
        self._known = {facts.pid: facts for facts in known if facts.token}
        self._next_id = max((facts.id for facts in known), default=0) + 1
        self._lock = threading.Lock()
        self._stopping = threading.Event()
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
            running = self._family.find()
            if not self._practice:
                self._open_gate()
            if restart or not running:
                self._launch()
            else:
                self._join(running)
        except (frida.ServerNotRunningError, frida.TransportError) as problem:
            raise PhoneProblem(
                "Frida's server does not run on the phone.", code="server_missing",
                hint="Install and start it from the start page.",
            ) from problem  # fmt: skip
        except (frida.ProcessNotFoundError, *_REFUSED) as problem:
            raise PhoneProblem(
                f"The app {self._package} could not be inspected: {problem}.", code="attach_failed",
                hint="Start the app again on the phone, then start the session again.",
            ) from problem  # fmt: skip
        except _AWAY as problem:
            raise adb.unreachable(self._serial) from problem
        self._watching.start()

    def resume(self) -> None:
        """Goes on reading the agents that an earlier run of the tool left in the app, and watches for new processes."""
        self._source = agent_bundle().read_text(encoding="utf-8")
        with contextlib.suppress(*_AWAY, frida.TimedOutError):
            self._practice = adb.is_practice(self._serial)
            if not self._practice:
                self._open_gate()
        for facts in self._known.values():
            self._link(facts)
        self._watching.start()

    def stop(self) -> None:
        """Asks every agent to be quiet and takes what it still has. The agents stay, passing every call through."""
        self._stopping.set()
        self._close_gate()
        if self._watching.is_alive():
            self._watching.join(_ATTACH_TIMEOUT_S)
        for link in self._links.values():
            if link.facts.state == "watched":
                link.hush(_HUSH_TIMEOUT_S)

    def close(self) -> None:
        """Lets the sockets go. Call when what stop brought has been committed and acknowledged."""
        self._stopping.set()
        self._close_gate()
        for link in self._links.values():
            link.stop()

    # ---------------------------------------------------------------- starting an app

    def _join(self, running: Mapping[int, str]) -> None:
        """The main process must let the agent in; of another it is said where it does not."""
        main = next((pid for pid, name in running.items() if name == self._package), next(iter(running)))
        self._inject(main, running[main])
        for pid, name in running.items():
            if pid != main:
                self._enter(pid, name)

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
        while not (running := self._family.find()):
            if waited > _START_TIMEOUT_S or "Error" in said:
                raise PhoneProblem(
                    f"The app {self._package} did not start.", code="start_failed",
                    hint="Start it on the phone by hand, then start the session again.",
                )  # fmt: skip
            self._stopping.wait(_POLL_S / 2)
            waited += _POLL_S / 2
        self._join(running)

    def _spawn(self) -> None:
        """A phone's way: Frida starts the app, held until the agent is in it or the time is up."""
        device = self._device()
        pid = device.spawn([self._package])
        with _let_go_after(_ATTACH_TIMEOUT_S, lambda: device.resume(pid)):
            self._inject(pid, self._package)

    def _open_gate(self) -> None:
        self._gate = Gate(self._device(), self._family.is_ours, self._enter)
        if not self._gate.open():
            self._gate = None

    def _close_gate(self) -> None:
        if self._gate is not None:
            self._gate.close()

    # ---------------------------------------------------------------- one process

    def _enter(self, pid: int, name: str) -> None:
        """Puts the agent into a process unless it is there; after some tries in vain the process is said to refuse."""
        with self._lock:
            if pid in self._entering or not self._is_new(pid):
                return
            self._entering.add(pid)
        try:
            self._inject(pid, name)
        except frida.ProcessNotFoundError:
            pass  # it has ended
        except _REFUSED as problem:
            failed = self._tries.get(pid, (0, 0.0))[0] + 1
            self._tries[pid] = (failed, time.monotonic() + _TRY_AGAIN_S)
            if failed >= _TRIES:
                self._refuse(pid, name, _why(problem))
        finally:
            self._entering.discard(pid)

    def _is_new(self, pid: int) -> bool:
        """Nobody has been in it. A pid whose process is gone may be another's."""
        link = self._links.get(pid)
        waiting = self._tries.get(pid, (0, 0.0))[1] > time.monotonic()
        return pid not in self._refused and not waiting and (link is None or link.facts.state == "gone")

    def _inject(self, pid: int, name: str) -> None:
        known = self._known.pop(pid, None)
        if known is not None and known.name == name:
            self._link(known)
            self._release(pid)
            return
        with at_most(_ENTER_TIMEOUT_S):
            answer = self._start_agent(pid, name)
        if answer.get("resident"):
            self._refuse(pid, name, _OF_AN_EARLIER_SESSION)
        else:
            facts = dataclasses.replace(
                self._facts(pid, name, answer["instance"]), socket=answer["socket"], token=answer["token"],
                agent_version=answer["agent"], state="watched",
            )  # fmt: skip
            self._on_process(facts)
            link = self._link(facts)
            link.wait_connected(_ATTACH_TIMEOUT_S)
        self._release(pid)

    def _start_agent(self, pid: int, name: str) -> Mapping[str, Any]:
        session = self._device().attach(pid)
        try:
            script = session.create_script(self._source)
            script.load()
            answer = script.exports_sync.start({**self._options, "package": self._package, "process": name})
            if not answer.get("resident"):
                script.eternalize()
            return dict(answer)
        finally:
            session.detach()

    def _refuse(self, pid: int, name: str, reason: str) -> None:
        self._refused.add(pid)
        facts = self._facts(pid, name, uuid.uuid4().hex)
        self._on_process(dataclasses.replace(facts, state="refused", reason=reason))
        self._release(pid)

    def _facts(self, pid: int, name: str, instance: str) -> ProcessFacts:
        with self._lock:
            number, self._next_id = self._next_id, self._next_id + 1
        return ProcessFacts(number, instance, pid, name)

    def _link(self, facts: ProcessFacts) -> Link:
        link = Link(self._serial, facts, self._session_id, on_rows=self._on_rows, on_state=self._on_state)
        self._links[facts.pid] = link
        link.start()
        return link

    def _on_state(self, facts: ProcessFacts) -> None:
        """On the link's thread. A process that is gone may have crashed."""
        self._on_process(facts)
        if facts.state != "gone" or self._stopping.is_set():
            return
        crash = crashes.look(self._serial, facts.pid, self._stopping)
        if crash is not None:
            facts = dataclasses.replace(facts, state="crashed", reason=crash.sentence)
            self._on_process(facts)
            self._on_crash(facts, crash)

    def _release(self, pid: int) -> None:
        """Lets a process of the practice phone go that was started held; a phone's is resumed by who spawned it."""
        if self._practice:
            with contextlib.suppress(OSError, adbutils.AdbError):
                adb.shell(self._serial, f"practice go {pid}")

    def _device(self) -> Any:
        return frida_device(self._serial, 5)

    # ---------------------------------------------------------------- the watching thread

    def _watch(self) -> None:
        """Meets what no gate held: a process that ran already, one with a name of its own, the practice phone's."""
        while not self._stopping.wait(_POLL_S):
            with contextlib.suppress(*_AWAY, frida.TimedOutError):
                running = self._family.find()
                self._refused &= set(running)
                for pid, name in running.items():
                    self._enter(pid, name)


def _why(problem: Exception) -> str:
    sentence = next(said for kinds, said in _REFUSALS if isinstance(problem, kinds))
    return f"{sentence}: {str(problem)[:200]}" if str(problem) else sentence


@contextlib.contextmanager
def _let_go_after(limit_s: float, resume: Callable[[], None]) -> Iterator[None]:
    """Resumes when the block is over, however it ends, or when the time is up; once."""
    once = threading.Lock()

    def go() -> None:
        if once.acquire(blocking=False):
            with contextlib.suppress(frida.ProcessNotFoundError, frida.InvalidArgumentError, frida.TransportError):
                resume()

    timer = threading.Timer(limit_s, go)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        go()
