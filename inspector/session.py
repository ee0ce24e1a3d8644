"""The one object a face (window or terminal) holds: a session being recorded, or a saved one."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Literal, TypeVar

import inspector
from inspector import anchors, custom_hooks, package, paths, protocol, suspects
from inspector.device import apps, facts, readiness, screen
from inspector.device.capture import Capture
from inspector.device.crashes import Crash
from inspector.errors import InspectorError, PhoneProblem
from inspector.pipeline import WHOLE_SESSION, Delivery, Pipeline, PipelineThread
from inspector.pipeline.replay import known_values, tool_messages
from inspector.readings import PolicyText, SessionFacts
from inspector.recipients import Recipients
from inspector.records import App, CustomHook, Evidence, Phase, Planted, ProcessFacts
from inspector.store.reader import Reader
from inspector.store.writer import Writer
from inspector.wire import Rows

State = Literal["starting", "recording", "reconnecting", "stopping", "saved", "failed"]
Listener = Callable[[str], None]
T = TypeVar("T")

_SENTENCES: dict[State, str] = {
    "starting": "The app is being started with the hooks in place.",
    "recording": "Recording. Use the app on the phone: what it sends appears here.",
    "reconnecting": "The phone does not answer. The app keeps what it sends; nothing is lost while it waits.",
    "stopping": "Taking what the app still holds, then saving.",
    "saved": "Saved.",
    "failed": "The session ended early. What was seen until then is saved.",
}
_APP_ENDED = "The app has ended. Start it again on the phone and the session goes on, or stop and save."
_LEFT_OUT = "The hook {} is left out from the next start on; --all-hooks, or the list of hooks, puts it in again."
_ENTER, _SHORTEST_PROMPT = 66, 3


class Session:
    """A session file, and while it is live the phone behind it.

    `record`, `resume`, `stop`, `screen`, `tap`, `type_text`, `key` and `screenshot` block and raise InspectorError:
    call them off the Qt thread. The rest returns at once, from any thread. Listeners are called from any thread with
    "advanced" (the file has more) or "state" (`state` or `state_sentence` changed) and must only note it.
    """

    def __init__(self, path: Path, session_facts: SessionFacts) -> None:
        self.path = path
        self.facts = session_facts
        self.serial = session_facts.phone.serial
        self.live = False
        self.state: State = "saved"
        self.state_sentence = _SENTENCES["saved"]
        self._listeners: list[Listener] = []
        self._lock = Lock()
        self._capture: Capture | None = None
        self._thread: PipelineThread | None = None
        self._processes: dict[int, ProcessFacts] = {}
        self._trouble: InspectorError | None = None
        self._typing = ""

    # ---------------------------------------------------------------- opening

    @classmethod
    def record(
        cls,
        serial: str,
        app: App,
        *,
        planted: Sequence[Planted] = (),
        restart: bool = True,
        path: Path | None = None,
        hooks: Sequence[CustomHook] = (),
        hooks_file: str = "",
        all_hooks: bool = False,
        on_ready: Callable[[Session], None] | None = None,
    ) -> Session:
        """Starts the app (or joins it, with restart=False) and records what it sends into a new file.

        `hooks` are methods the tester wants watched too, and `hooks_file` the name of the file they came from.
        `all_hooks` puts those in again that are left out because the app crashed right after their first call.
        `on_ready` is called as soon as the session can be shown, before the app has started.
        """
        phone = readiness.probe(serial)
        now = datetime.now().astimezone()
        path = path or paths.free_session(paths.sessions(), f"{now:%Y-%m-%d %H.%M} {app.name or app.package}")
        session_facts = SessionFacts(
            id=str(uuid.uuid4()), path=str(path), package=app.package, app_name=app.name, app_version=app.version,
            apk_sha256=apps.apk_sha256(serial, app.package), phone=phone, tool_version=inspector.__version__,
            agent_version=inspector.__version__, frida_version=readiness.FRIDA_VERSION,
            started=now.isoformat(timespec="milliseconds"), started_unix_ms=now.timestamp() * 1000,
        )  # fmt: skip
        if all_hooks:
            suspects.forget(app.package, app.version)
        session = cls(path, session_facts)
        session._begin(Writer.create(path, session_facts))
        assert session._thread is not None
        values = [
            *planted,
            *facts.planted_values(serial, app.package),
            Planted("app_package", app.package, "phone"),
            *([Planted("app_version", app.version, "phone")] if app.version else []),
        ]
        session._thread.add_row(session.now_ms(), protocol.plant_row(values))
        if hooks:
            session._thread.add_row(session.now_ms(), protocol.custom_row(hooks_file, hooks))
        if on_ready:
            on_ready(session)
        session._tell_package()
        session._start_capture((), hooks, lambda capture: capture.start(restart=restart))
        return session

    @classmethod
    def resume(cls, path: Path) -> Session:
        """Goes on with a session that was interrupted (the tool ended without saving it)."""
        writer = Writer.open(path)
        with_facts = Reader(path)
        session = cls(path, with_facts.session())
        with_facts.close()
        session._begin(writer)
        assert session._thread is not None
        thread = session._thread
        thread.submit(lambda: thread.derive_again(known_values(thread))).result()
        known = [facts_ for facts_ in writer.processes() if facts_.token]
        hooks = next((seen.hooks for seen in tool_messages(thread) if isinstance(seen, protocol.CustomHooksChosen)), ())
        session._start_capture(known, hooks, lambda capture: capture.resume())
        return session

    @classmethod
    def open(cls, path: Path) -> Session:
        """A saved session, to be read."""
        reader = Reader(path)
        try:
            return cls(path, reader.session())
        finally:
            reader.close()

    def _begin(self, writer: Writer) -> None:
        pipeline = Pipeline(self.facts.package, Recipients.load())
        self._thread = PipelineThread(writer, pipeline, advanced=self._on_advanced, trouble=self._on_trouble)
        self._thread.start()
        self.live = True
        self._become("starting")

    def _tell_package(self) -> None:
        """Looks into the app's package; what it tells, or why not, is the file's first word on code and own hosts."""
        read = package.read_on(self.serial, self.facts.package, self.facts.apk_sha256)
        assert self._thread is not None
        for row in read.rows():
            self._thread.add_row(self.now_ms(), row)
        self._write(lambda writer: writer.note_policies())

    def _start_capture(
        self, known: Sequence[ProcessFacts], hooks: Sequence[CustomHook], begin: Callable[[Capture], None]
    ) -> None:
        self._capture = Capture(
            self.serial,
            self.facts.package,
            self.facts.id,
            known=known,
            options={
                "custom": custom_hooks.runtime_form(hooks),
                "names": anchors.to_json(self._thread.pipeline.known.renamed) if self._thread else [],
                "off": suspects.of(self.facts.package, self.facts.app_version),
            },
            on_rows=self._on_rows,
            on_process=self._on_process,
            on_crash=self._on_crash,
        )
        try:
            begin(self._capture)
        except InspectorError as problem:
            self._become("failed", f"{problem} {problem.hint}")
            self._save()
            if not self._processes:  # nothing was ever seen: no empty file is left in the way of the next try
                for path in (self.path, self.path.with_name(self.path.name + ".lock")):
                    path.unlink(missing_ok=True)
            raise
        self._become("recording")

    # ---------------------------------------------------------------- reading

    def now_ms(self) -> float:
        """Milliseconds since the session started."""
        return time.time() * 1000 - self.facts.started_unix_ms

    def reader(self) -> Reader:
        """A reader with a connection of its own, for the calling thread."""
        return Reader(self.path)

    def add_listener(self, listener: Listener) -> None:
        """Calls listener("advanced" or "state") from now on."""
        self._listeners.append(listener)

    def remove_listener(self, listener: Listener) -> None:
        """Never calls it again."""
        if listener in self._listeners:
            self._listeners.remove(listener)

    def planted(self) -> list[Planted]:
        """What is looked for."""
        reader = self.reader()
        try:
            return reader.planted()
        finally:
            reader.close()

    def phases(self) -> list[Phase]:
        """The phases marked so far."""
        reader = self.reader()
        try:
            return reader.phases()
        finally:
            reader.close()

    def put_hooks_in_again(self) -> int:
        """Hooks left out of this version of the app are put in at its next start; how many there were."""
        return suspects.forget(self.facts.package, self.facts.app_version)

    def next_phase_name(self) -> str:
        """What mark_phase() would call the next phase."""
        return _next_phase(len(self.phases()))[1]

    # ---------------------------------------------------------------- what the tester says

    def mark_phase(self, name: str | None = None) -> None:
        """A new phase begins now."""
        thread = self._must_be_live()
        phase_id, usual_name = _next_phase(len(self.phases()))
        thread.add_row(self.now_ms(), protocol.phase_row(phase_id, name or usual_name))
        thread.submit(lambda: None).result(timeout=10)

    def plant(self, values: Sequence[Planted]) -> None:
        """Looks for these values from now on and in what was seen before. Blocks until that is done."""
        self._must_be_live().plant(self.now_ms(), protocol.plant_row(values)).result()

    def keep_policy(self, policy: PolicyText) -> None:
        """Keeps a privacy policy's text in the file, also of a saved session. Blocks until it is there."""
        row = protocol.policy_row(policy)
        if self.live and self._thread is not None:
            self._thread.add_row(self.now_ms(), row)
            self._write(lambda writer: writer.note_policies())
        else:
            self._write(lambda writer: writer.add_policy(protocol.TOOL, self.now_ms(), row))

    def pin(self, observation: int, note: str = "") -> Evidence:
        """Pins an observation as evidence, also of a saved session."""
        return self._write(lambda writer: writer.add_evidence("pin", note, self.now_ms(), observation=observation))

    def add_picture(self, png: bytes, note: str = "") -> Evidence:
        """Keeps a picture of the window as evidence, also in a saved session."""
        return self._write(
            lambda writer: writer.add_evidence("window", note, self.now_ms(), mime="image/png", data=png)
        )

    # ---------------------------------------------------------------- the phone's hands and face

    def screen(self) -> bytes:
        """A picture of the phone's screen, PNG."""
        return screen.screencap(self.serial)

    def tap(self, x: int, y: int) -> None:
        """Taps the phone's screen, in its pixels."""
        screen.tap(self.serial, x, y)

    def type_text(self, text: str) -> None:
        """Types into the focused field; a following Enter makes it a prompt to look for."""
        screen.type_text(self.serial, text)
        self._typing += text

    def key(self, code: int) -> None:
        """Presses a key, by Android's key code."""
        if code == _ENTER and self._thread is not None:
            typed, self._typing = self._typing.strip(), ""
            if len(typed) >= _SHORTEST_PROMPT:
                self._thread.add_row(self.now_ms(), protocol.plant_row([Planted("prompt", typed, "tester")]))
        screen.key(self.serial, code)

    def screenshot(self, note: str = "") -> Evidence:
        """Keeps a picture of the phone's screen as evidence."""
        png = self.screen()
        return self._write(
            lambda writer: writer.add_evidence("screenshot", note, self.now_ms(), mime="image/png", data=png)
        )

    # ---------------------------------------------------------------- ending

    def stop(self) -> None:
        """Asks the agents to be quiet, takes what they still have, saves."""
        if not self.live:
            return
        self._become("stopping")
        if self._capture is not None:
            self._capture.stop()
        self._save()

    def _save(self) -> None:
        thread = self._thread
        assert thread is not None
        if self._trouble is None:
            thread.add_row(self.now_ms(), protocol.end_row())
            thread.submit(lambda: None).result()
        first_phase = None if len(thread.pipeline.known.phases) > 1 else WHOLE_SESSION
        if thread.pipeline.planted_late or first_phase:
            thread.submit(lambda: thread.derive_again(thread.pipeline.planted, first_phase)).result()
        ended = datetime.now().astimezone().isoformat(timespec="milliseconds")
        duration_ms = self.now_ms()
        if self._trouble is None:
            thread.finish()
            thread.writer.end(ended, duration_ms)
        else:
            thread.give_up()
        if self._capture is not None:
            self._capture.close()
        thread.writer.close()
        self.live = False
        if self.state != "failed":
            self._become("saved" if self._trouble is None else "failed")

    # ---------------------------------------------------------------- from links and the pipeline

    def _on_rows(self, process: ProcessFacts, rows: Rows, offset_ms: float, done: Callable[[int], None]) -> None:
        shift_ms = offset_ms - self.facts.started_unix_ms
        assert self._thread is not None
        self._thread.put(
            Delivery(
                process.id,
                tuple(
                    (seq, kind, at_ms + shift_ms, fields, payload) for seq, kind, at_ms, fields, payload in rows.rows
                ),
                rows.dropped_rows,
                rows.dropped_bytes,
                done,
            )
        )

    def _on_process(self, process: ProcessFacts) -> None:
        assert self._thread is not None
        self._thread.register(process)
        with self._lock:
            self._processes[process.id] = process
            states = {p.state for p in self._processes.values()}
        if self.state in ("recording", "reconnecting"):
            lost = "lost" in states and "watched" not in states
            self._become("reconnecting" if lost else "recording", _APP_ENDED if states <= {"gone", "crashed"} else None)

    def _on_crash(self, process: ProcessFacts, crash: Crash) -> None:
        left_out = bool(crash.suspect) and suspects.add(self.facts.package, self.facts.app_version, crash.suspect)
        seen = protocol.CrashSeen(process.id, crash.sentence, crash.hook, left_out)
        if self._thread is not None and self.state in ("recording", "reconnecting"):
            self._thread.add_row(self.now_ms(), protocol.crash_row(seen))
            after = f" {_LEFT_OUT.format(crash.suspect)}" if left_out else ""
            self._become(self.state, f"The app has crashed. {crash.sentence}{after}")

    def _on_advanced(self, _last_raw_id: int) -> None:
        self._tell("advanced")

    def _on_trouble(self, problem: InspectorError | None) -> None:
        self._trouble = problem
        self._become(self.state, f"{problem} {problem.hint}" if problem else None)

    def _become(self, state: State, sentence: str | None = None) -> None:
        self.state, self.state_sentence = state, sentence or _SENTENCES[state]
        self._tell("state")

    def _tell(self, what: str) -> None:
        for listener in tuple(self._listeners):
            listener(what)

    def _must_be_live(self) -> PipelineThread:
        if not self.live or self._thread is None:
            raise PhoneProblem("This session is saved; nothing can be added to it.", code="not_live",
                               hint="Start a new session on the phone.")  # fmt: skip
        return self._thread

    def _write(self, work: Callable[[Writer], T]) -> T:
        thread = self._thread
        if self.live and thread is not None:
            made = thread.submit(lambda: work(thread.writer)).result()
        else:
            writer = Writer.open(self.path)
            try:
                made = work(writer)
            finally:
                writer.close()
        self._tell("advanced")
        return made


def _next_phase(marked: int) -> tuple[str, str]:
    return ("after_consent", "After consent") if marked <= 1 else (f"phase_{marked + 1}", f"Phase {marked + 1}")
