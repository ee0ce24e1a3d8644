"""Makes a session of a capture that another tool made, whatever its format: told by the file's content."""

from __future__ import annotations

import contextlib
import threading
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import inspector
from inspector import protocol
from inspector.errors import FileProblem
from inspector.importers import Capture, ImportedRow, open_capture, requests_bytes
from inspector.pipeline import WHOLE_SESSION, Pipeline
from inspector.pipeline.workers import Workers, few_collections, useful_workers
from inspector.readings import SessionFacts
from inspector.recipients import Recipients
from inspector.records import Phone, Planted, Raw
from inspector.store.writer import Writer

Progress = Callable[[int, int], object]
"""Called with how many bytes of the file have been read, and how many there are."""

_CHUNK_ROWS = 200
_CHUNK_BYTES = 8 << 20


@dataclass(frozen=True, slots=True)
class Imported:
    """A session made of a capture. `remarks` are sentences on what was not read, and how far the file was whole."""

    path: Path
    remarks: tuple[str, ...] = ()
    whole: bool = True


class Cancelled(FileProblem):
    """The tester stopped the import; nothing of it is left."""


def take_in(
    source: Path,
    out: Path,
    planted: Sequence[Planted] = (),
    *,
    keys: Path | None = None,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> Imported:
    """Makes the session `out`. Blocks; raises FileProblem where either file is not to be read or written.

    `keys`: a key log for captured packets, where it does not lie beside the file or in it. A capture that breaks off
    becomes a session of what came before.
    """
    with contextlib.ExitStack() as open_now:
        open_now.enter_context(few_collections())
        workers = open_now.enter_context(Workers(useful_workers(requests_bytes(source))))  # ready when they are needed
        capture = open_capture(source, keys)
        open_now.enter_context(contextlib.closing(capture.stream))
        writer = Writer.create(out, _facts(capture, source, out))
        try:
            with contextlib.closing(writer):
                problem = _write(capture, writer, planted, workers, progress or (lambda _done, _all: None), stop)
        except Cancelled:
            _remove(out)
            raise
    said = ([f"{problem} {problem.hint}"] if problem else []) + capture.remarks.sentences()
    return Imported(out, tuple(said), problem is None)


def _facts(capture: Capture, source: Path, out: Path) -> SessionFacts:
    started_ms = capture.started_unix_ms or datetime.now().timestamp() * 1000
    return SessionFacts(
        id=str(uuid.uuid4()), path=str(out), package="", app_name=_plain_name(source), app_version="", apk_sha256="",
        phone=Phone("", "", "ready"), tool_version=inspector.__version__, agent_version="", frida_version="",
        started=_iso(started_ms), started_unix_ms=started_ms, source=capture.kind,
        note=f"Imported from {source.name}",
    )  # fmt: skip


class _Rows:
    """A capture's rows up to where it ends or breaks off; `problem` says which."""

    def __init__(self, capture: Capture) -> None:
        self._capture = capture
        self.problem: FileProblem | None = None

    def __iter__(self) -> Iterator[ImportedRow]:
        try:
            yield from self._capture.rows
        except FileProblem as problem:
            self.problem = problem


def _write(
    capture: Capture,
    writer: Writer,
    planted: Sequence[Planted],
    workers: Workers,
    progress: Progress,
    stop: threading.Event | None,
) -> FileProblem | None:
    """What is wrong with the capture, if something is; what came before it is written."""
    pipeline, stream = Pipeline("", Recipients.load(), WHOLE_SESSION), capture.stream
    rows, last_ms = _Rows(capture), 0.0
    for chunk, ahead in workers.through(pipeline, _chunks(rows, planted, writer.next_raw_id)):
        if stop is not None and stop.is_set():
            raise Cancelled("The import was stopped.", code="import.stopped", hint="Nothing of it was kept.")
        last_ms = max(last_ms, *(raw.at_ms for raw in chunk))
        writer.append(pipeline.take(chunk, ahead))
        progress(stream.done_bytes, stream.size_bytes)
    said = ([str(rows.problem)] if rows.problem else []) + capture.remarks.sentences()
    last = [
        Raw(raw_id, protocol.TOOL, raw_id, last_ms, *row)
        for raw_id, row in enumerate((*map(protocol.note_row, said), protocol.end_row()), writer.next_raw_id)
    ]
    writer.append(pipeline.take(last))
    if said:
        writer.set_fact("note", " ".join((f"Imported from {stream.path.name}.", *said)))
    started_ms = capture.started_unix_ms or datetime.now().timestamp() * 1000 - last_ms
    writer.end(_iso(started_ms + last_ms), last_ms)
    progress(stream.size_bytes, stream.size_bytes)
    return rows.problem


def _chunks(rows: Iterable[ImportedRow], planted: Sequence[Planted], first_id: int) -> Iterator[list[Raw]]:
    """The rows with their numbers; first, and alone, the planted values."""
    yield [Raw(first_id, protocol.TOOL, first_id, 0.0, *protocol.plant_row(planted))]
    chunk, size = list[Raw](), 0
    for raw_id, (at_ms, kind, fields, payload) in enumerate(rows, first_id + 1):
        chunk.append(Raw(raw_id, protocol.TOOL, raw_id, at_ms, kind, fields, payload))
        size += len(payload)
        if len(chunk) >= _CHUNK_ROWS or size >= _CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _iso(unix_ms: float) -> str:
    return datetime.fromtimestamp(unix_ms / 1000).astimezone().isoformat(timespec="milliseconds")


def _plain_name(source: Path) -> str:
    """Without what it is packed in."""
    return Path(source.stem).stem if source.suffix in (".gz", ".zst", ".bz2") else source.stem


def _remove(out: Path) -> None:
    for suffix in ("", "-wal", "-shm", ".lock"):
        out.with_name(out.name + suffix).unlink(missing_ok=True)
