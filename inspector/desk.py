"""What a face can do before a session is open: phones, apps, the practice phone, saved sessions, imports."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from inspector import custom_hooks, datatypes, importers, intake, paths
from inspector.device import apps, phones, readiness, server
from inspector.device.practice import phone as practice
from inspector.device.practice import serve
from inspector.errors import FileProblem, InspectorError, PhoneProblem
from inspector.exporters import csv_format, json_format, parquet, pcapng
from inspector.exporters import har as har_format
from inspector.records import App, CustomHook, Phone, Planted
from inspector.store.reader import Reader

EXPORTS: Mapping[str, Callable[..., None]] = {
    "json": json_format.write,
    "har": har_format.write,
    "csv": csv_format.write,
    "pcapng": pcapng.write,
    "parquet": parquet.write,
}
_LOOK_S = 5.0


@dataclass(frozen=True, slots=True)
class RecentSession:
    """A session file as the start page lists it. `problem` is a sentence where it cannot be read."""

    path: Path
    app_name: str = ""
    package: str = ""
    version: str = ""
    started: str = ""
    duration_ms: float = 0.0
    third_parties: tuple[str, ...] = ()
    top_type: str = ""
    bytes_up: int = 0
    interrupted: bool = False
    problem: str = ""


# ------------------------------------------------------------------------------------------------ phones and apps


def watch_phones(on_change: Callable[[list[Phone]], None]) -> phones.PhoneWatcher:
    """Calls on_change with all phones, now and at every change, from a thread of its own, until stop()."""
    watcher = phones.PhoneWatcher(on_change)
    watcher.start()
    return watcher


def apps_of(serial: str) -> list[App]:
    """The apps on a phone, running ones first. Blocks; raises PhoneProblem."""
    return apps.list_apps(serial)


def only_phone() -> str:
    """The serial of the one phone that is ready. Raises PhoneProblem where there is none, or more than one."""
    found: list[Phone] = []
    settled = threading.Event()

    def on_change(now: list[Phone]) -> None:
        found[:] = now
        if any(phone.state == "ready" for phone in now):
            settled.set()

    watch = watch_phones(on_change)
    settled.wait(_LOOK_S)
    watch.stop()
    ready = [phone for phone in found if phone.state == "ready"]
    if len(ready) == 1:
        return ready[0].serial
    if ready:
        raise PhoneProblem(
            f"{len(ready)} phones are ready: {', '.join(phone.serial for phone in ready)}.", code="several_phones",
            hint="Say which with --serial.",
        )  # fmt: skip
    raise PhoneProblem(
        "No phone is ready.",
        code="no_phone",
        hint="`inspector devices` says what each is waiting for; `inspector practice` starts one.",
    )


def read_hooks(path: Path) -> list[CustomHook]:
    """The methods a tester's file names. Raises FileProblem."""
    return custom_hooks.read(path)


def install_server(serial: str, progress: Callable[[str, int, int], None]) -> None:
    """Puts Frida's server onto a rooted phone and starts it; progress(step, done, size in bytes). Blocks."""
    program = server.fetch(readiness.probe(serial).abi, progress)
    server.install(serial, program, progress)


# ------------------------------------------------------------------------------------------------ the practice phone


def practice_state() -> str:
    """not_started, ready, or unavailable."""
    if practice.find_running() is not None:
        return "ready"
    return "unavailable" if practice_problem() else "not_started"


def practice_problem() -> InspectorError | None:
    """Why the practice phone cannot run here, if it cannot."""
    try:
        practice.check_can_run()
    except InspectorError as problem:
        return problem
    return None


def start_practice() -> str:
    """Starts the practice phone in a process of its own, or finds the one that runs; its serial. Blocks for seconds."""
    running = practice.find_running() or practice.spawn_detached()
    return running.serial


def stop_practice() -> None:
    """Stops the practice phone if it runs."""
    running = practice.find_running()
    if running is not None:
        running.stop()


def run_practice(
    app_jar: Path | None,
    package: str | None,
    main_class: str | None,
    load: int,
    truth: Path | None,
    idle_limit_s: float,
    runtime: Path | None = None,
) -> None:
    """Runs a practice phone in this process until Ctrl-C (or unused for that long, if not 0), saying its serial."""
    serve.run(
        app_jar, package, main_class=main_class, load=load, truth=truth, runtime=runtime,
        idle_limit_s=idle_limit_s or None,
    )  # fmt: skip


# ------------------------------------------------------------------------------------------------ saved sessions


def recent_sessions(folder: Path | None = None) -> list[RecentSession]:
    """All session files of a folder, the newest first. Reads each; call it off the Qt thread."""
    files = sorted((folder or paths.sessions()).glob("*.session"), key=lambda p: p.stat().st_mtime, reverse=True)
    return [_recent(path) for path in files]


def _recent(path: Path) -> RecentSession:
    try:
        with contextlib.closing(Reader(path)) as reader:
            facts = reader.session()
            third = [r for r in reader.receipts() if r.party == "third"]
    except InspectorError as problem:
        return RecentSession(path, problem=str(problem))
    types = [data.type for recipient in third for data in recipient.data]
    return RecentSession(
        path=path, app_name=facts.app_name, package=facts.package, version=facts.app_version, started=facts.started,
        duration_ms=facts.duration_ms, third_parties=tuple(r.name for r in third),
        top_type=min(types, key=datatypes.order_of, default=""), bytes_up=sum(r.bytes_up for r in third),
        interrupted=facts.interrupted,
    )  # fmt: skip


def delete_session(path: Path) -> None:
    """Removes a session file and what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm", ".lock"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def sample_session_path() -> Path | None:
    """The session that comes with the tool."""
    path = paths.resources() / "sample.session"
    return path if path.is_file() else None


# ------------------------------------------------------------------------------------------------ exports, imports


def export_session(source: Path, out: Path | TextIO, kind: str = "", where: str = "") -> None:
    """Writes a session in one of EXPORTS (by out's ending where not said). Blocks; raises FileProblem."""
    kind = kind or (out.suffix.removeprefix(".").lower() if isinstance(out, Path) else "")
    if kind not in EXPORTS:
        raise FileProblem(
            f"A session cannot be exported as {kind or 'that'}.",
            code="export_kind",
            hint=f"One of: {', '.join(EXPORTS)}.",
        )
    with contextlib.closing(Reader(source)) as reader:
        EXPORTS[kind](reader, out, where=where)


def is_session(path: Path) -> bool:
    """Whether a file is a session, to be opened, rather than a capture to be imported. Raises FileProblem."""
    return importers.is_session(path)


def import_capture(
    source: Path,
    out: Path,
    planted: Sequence[Planted] = (),
    *,
    keys: Path | None = None,
    progress: Callable[[int, int], object] | None = None,
    stop: threading.Event | None = None,
) -> intake.Imported:
    """Makes a session of another tool's capture, told by its content. Blocks; raises FileProblem.

    `keys` is a key log for captured packets; `progress` gets bytes read and bytes in all, `stop` ends it.
    """
    return intake.take_in(source, out, planted, keys=keys, progress=progress, stop=stop)
