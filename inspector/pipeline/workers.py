"""Processes that work out ahead what rows say by themselves, so that an import uses every core."""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from types import TracebackType
from typing import IO, Any, cast

from inspector.datatypes.by_name.addressed import address_schemas
from inspector.datatypes.by_value.digests import Salt
from inspector.datatypes.find import Finder
from inspector.pipeline.ahead import Ahead, AheadRows, work_out
from inspector.pipeline.core import Pipeline
from inspector.records import Finding, Planted, Raw

_MOST_WORKERS = 3  # these are as fast as one process takes in what they worked out
_AT_ONCE = 2  # chunks handed to a worker: it has the next one when it is done with one
_LARGE_BYTES = 4 << 20  # of a smaller capture, starting a process costs more than it brings
_MOST_KNOWN = 20_000
_COLLECT_AFTER = (20_000, 20, 20)
_SWITCH_S = 0.0005  # what is given is taken in while the last is worked out, for the giver waits

Chunk = list[Raw]


@dataclass(eq=False, slots=True)
class _Job:
    raws: Chunk
    worker: _Worker | None = None
    done: AheadRows | None = None


class Workers:
    """Chunks of rows in, the same chunks out in their order, each with what is known of its rows ahead.

    For one thread. A worker that dies, or cannot be started, only costs time: what it was to do is done here.
    """

    def __init__(self, count: int) -> None:
        self._same: dict[Finding, Finding] = {}
        self._workers: list[_Worker] = []
        with contextlib.suppress(OSError):  # no memory, no processes left, no Python to start
            while len(self._workers) < count:
                self._workers.append(_Worker())

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        for worker in self._workers:
            worker.stop()

    def through(self, pipeline: Pipeline, chunks: Iterable[Chunk]) -> Iterator[tuple[Chunk, dict[int, Ahead]]]:
        """Each chunk when all before it were taken by the pipeline, with what is known ahead of its rows, by their ids.

        Whoever takes the first chunk plants the values with it.
        """
        coming = iter(chunks)
        jobs = deque(_Job(chunk) for chunk in islice(coming, 1))
        while jobs:
            job = self._first(jobs, pipeline)
            yield job.raws, {} if job.done is None else job.done.each(self._kept())
            while len(jobs) < 2 + len(self._workers) * (_AT_ONCE + 1) and (chunk := next(coming, None)) is not None:
                jobs.append(_Job(chunk))
            self._hand_out(jobs, pipeline)

    def _kept(self) -> dict[Finding, Finding]:
        if len(self._same) >= _MOST_KNOWN:
            self._same.clear()
        return self._same

    def _hand_out(self, jobs: Iterable[_Job], pipeline: Pipeline) -> None:
        """The earliest that nobody has, but not the very first: its turn has come."""
        salts = pipeline.finder.salts
        free = deque(job for job in list(jobs)[1:] if job.worker is None and job.done is None)
        for worker in self._workers:
            while free and worker.has_room:
                worker.give(free.popleft(), pipeline.planted, salts)

    def _first(self, jobs: deque[_Job], pipeline: Pipeline) -> _Job:
        """The first job, done by a worker or by nobody yet. While a worker has it, a later one is done here."""
        while (worker := jobs[0].worker) is not None:
            later = next((one for one in reversed(jobs) if one.worker is None and one.done is None), None)
            if later is not None and not worker.is_done:
                later.done = work_out(later.raws, pipeline.finder, address_schemas())
            worker.collect()
            self._hand_out(jobs, pipeline)
        return jobs.popleft()


class _Worker:
    """A process of this module's `main`, and what it was given. It ends when this one does, however that ends."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", f"from {__name__} import main; main()"], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )  # fmt: skip
        self._jobs: deque[_Job] = deque()
        self._answers: queue.SimpleQueue[AheadRows | None] = queue.SimpleQueue()
        self._is_gone = False
        self._planted = self._salts = 0
        self._to_send: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._threads = (
            _reading(cast(IO[bytes], self._process.stdout), self._answers),
            _sending(cast(IO[bytes], self._process.stdin), self._to_send),
        )

    @property
    def has_room(self) -> bool:
        """Whether it may be given one more."""
        return len(self._jobs) < _AT_ONCE and not self._is_gone

    @property
    def is_done(self) -> bool:
        """Whether something is there to be collected, and be it the news that the process is gone."""
        return not self._answers.empty()

    def give(self, job: _Job, planted: Sequence[Planted], salts: Sequence[Salt]) -> None:
        """One more chunk to work out, and what the finder knows; both only ever grow."""
        job.worker = self
        self._jobs.append(job)
        self._to_send.put((planted[self._planted :], salts[self._salts :], job.raws))
        self._planted, self._salts = len(planted), len(salts)

    def collect(self) -> None:
        """Waits for the next that is done, and takes what else is."""
        while self._jobs:
            answer = self._answers.get()
            if answer is None:
                self._lost()
                return
            job = self._jobs.popleft()
            job.done, job.worker = answer, None
            if self._answers.empty():
                return

    def stop(self) -> None:
        """No more of it is needed."""
        self._process.kill()
        self._process.wait()
        self._to_send.put(None)
        for thread in self._threads:
            thread.join()

    def _lost(self) -> None:
        self._is_gone = True
        for job in self._jobs:
            job.worker = None
        self._jobs.clear()


def useful_workers(size_bytes: int) -> int:
    """How many a capture of that size is worth here: one core is this process's."""
    if size_bytes < _LARGE_BYTES:
        return 0
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(_MOST_WORKERS, cores - 1)


@contextlib.contextmanager
def few_collections() -> Iterator[None]:
    """Python looks for cycles a tenth as often: rows by the thousand leave none, and looking costs a tenth of all."""
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*_COLLECT_AFTER)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


def main() -> None:
    """A worker's life. A thread takes in what is given, so that neither side ever waits for the other to read."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever stops the import ends this one
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nobody's print gets among the answers
    sys.setswitchinterval(_SWITCH_S)
    given: queue.SimpleQueue[Any] = queue.SimpleQueue()
    _reading(sys.stdin.buffer, given)
    finder, addressed = Finder(()), address_schemas()
    with few_collections():
        while (work := given.get()) is not None:
            planted, salts, raws = work
            for value in planted:
                finder.add(value)
            for salt in salts:
                finder.add_salt(salt.text, salt.label)
            try:
                pickle.dump(work_out(raws, finder, addressed), out, pickle.HIGHEST_PROTOCOL)
                out.flush()
            except BrokenPipeError:  # nobody waits for it any more
                break
    os._exit(0)  # the thread may stand in a read


def _reading(pipe: IO[bytes], into: queue.SimpleQueue[Any]) -> threading.Thread:
    """Puts what comes through a pipe into a queue; None at its end."""

    def run() -> None:
        with contextlib.closing(pipe), contextlib.suppress(EOFError, OSError, pickle.UnpicklingError):
            while True:
                into.put(pickle.load(pipe))
        into.put(None)

    return _started(run)


def _sending(pipe: IO[bytes], what: queue.SimpleQueue[object]) -> threading.Thread:
    """Sends what stands in a queue, up to None, without making anybody wait."""

    def run() -> None:
        with contextlib.suppress(OSError), contextlib.closing(pipe):  # that nobody reads it is told by the answers
            while (one := what.get()) is not None:
                pickle.dump(one, pipe, pickle.HIGHEST_PROTOCOL)
                pipe.flush()

    return _started(run)


def _started(run: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread
