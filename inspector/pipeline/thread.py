"""The one thread that runs the pipeline and writes the session file: what is on the screen is already on the disk."""

from __future__ import annotations

import dataclasses
import itertools
import queue
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, TypeVar

from inspector.errors import InspectorError
from inspector.pipeline.core import Pipeline
from inspector.protocol import TOOL
from inspector.records import Batch, Phase, Planted, ProcessFacts, Raw
from inspector.store.writer import Writer

T = TypeVar("T")
Row = tuple[int, str, float, Mapping[str, Any], bytes]  # seq, kind, at_ms of the session, fields, payload

_ROWS_A_TURN = 500  # under a backlog a turn must stay short: nothing is shown or acknowledged before its end
_RETRY_S = 2.0
_CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class Delivery:
    """Rows of one process, in order. `acknowledge` is called on the pipeline's thread once they are committed."""

    process: int
    rows: tuple[Row, ...]
    dropped_rows: int = 0
    dropped_bytes: int = 0
    acknowledge: Callable[[int], None] | None = None


@dataclass(frozen=True, slots=True)
class _Job:
    work: Callable[[], Any]
    done: Future[Any]


class PipelineThread(threading.Thread):
    """Takes deliveries in order. `advanced(last raw id)` and `trouble(problem or None)` are called on this thread.

    While the file cannot be written (a full disk) nothing is acknowledged, the turn is kept and tried again:
    the agents keep their rows.
    """

    def __init__(
        self,
        writer: Writer,
        pipeline: Pipeline,
        *,
        advanced: Callable[[int], None],
        trouble: Callable[[InspectorError | None], None],
    ) -> None:
        super().__init__(name="pipeline", daemon=True)
        self.writer = writer
        self.pipeline = pipeline
        self._advanced = advanced
        self._trouble = trouble
        self._queue: queue.SimpleQueue[Delivery | _Job | None] = queue.SimpleQueue()
        self._processes: dict[int, ProcessFacts] = {p.id: p for p in writer.processes()}
        self._seqs: dict[int, int] = {}
        self._ending = threading.Event()

    # ---------------------------------------------------------------- from any thread

    def put(self, delivery: Delivery) -> None:
        """Hands rows over. Never blocks: an agent sends only so much before it is answered."""
        self._queue.put(delivery)

    def add_row(self, at_ms: float, row: tuple[str, Mapping[str, Any], bytes]) -> None:
        """Adds a row of the tool's own."""
        kind, fields, payload = row
        self._queue.put(Delivery(TOOL, ((0, kind, at_ms, fields, payload),)))

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """Runs work on this thread, between two turns; the writer may be used in it."""
        job = _Job(work, Future())
        self._queue.put(job)
        return job.done

    def register(self, facts: ProcessFacts) -> Future[None]:
        """Writes what is known of a process (its socket and token too, so that another run can go on reading)."""
        return self.submit(lambda: self._register(facts))

    def plant(self, at_ms: float, row: tuple[str, Mapping[str, Any], bytes]) -> Future[None]:
        """Adds values to look for, and looks for them in what was seen before, too."""
        self.add_row(at_ms, row)
        return self.submit(lambda: self.derive_again(self.pipeline.planted))

    def finish(self) -> None:
        """Takes what is in the queue, then ends. Blocks until it has, or for as long as the file cannot be written."""
        self._queue.put(None)
        self.join()

    def give_up(self) -> None:
        """Ends without waiting for a file that cannot be written; what was not committed stays with the agents."""
        self._ending.set()
        self._queue.put(None)
        self.join()

    # ---------------------------------------------------------------- this thread

    def run(self) -> None:
        """Turn after turn until finish."""
        while True:
            items, last = self._next()
            self._turn([item for item in items if isinstance(item, Delivery)])
            for job in (item for item in items if isinstance(item, _Job)):
                self._do(job)
            if last:
                return

    def derive_again(self, planted: Iterable[Planted] = (), first_phase: Phase | None = None) -> None:
        """Drops all that was derived and derives it again from the raw rows, in one transaction."""
        known = self.pipeline.known
        pipeline = Pipeline(known.package, known.recipients, first_phase or known.first_phase)
        pipeline.seed(planted)
        with self.writer.rebuild():
            for chunk in _chunks(self.writer.raws(), _CHUNK):
                self.writer.append(dataclasses.replace(pipeline.take(chunk), raws=()))
        self.pipeline = pipeline
        self._advanced(self.writer.next_raw_id - 1)

    def _next(self) -> tuple[list[Delivery | _Job], bool]:
        items: list[Delivery | _Job] = []
        self._index_while_idle()
        item = self._queue.get()
        rows = 0
        while item is not None:
            items.append(item)
            rows += len(item.rows) if isinstance(item, Delivery) else _ROWS_A_TURN
            if rows >= _ROWS_A_TURN:
                return items, False
            try:
                item = self._queue.get_nowait()
            except queue.Empty:
                return items, False
        return items, True

    def _index_while_idle(self) -> None:
        """Search finds new texts at once but slowly; while nothing comes they are put where it finds them fast."""
        try:
            while self._queue.empty() and self.writer.index():
                pass
        except InspectorError:
            pass  # a full disk is told where rows are written; the texts wait

    def _turn(self, deliveries: list[Delivery]) -> None:
        if not deliveries:
            return
        raws, processes = self._raws(deliveries)
        batch = dataclasses.replace(self.pipeline.take(raws), processes=processes)
        if not self._commit(batch):
            return
        self._advanced(self.writer.next_raw_id - 1)
        for delivery in deliveries:
            if delivery.acknowledge and delivery.rows:
                delivery.acknowledge(delivery.rows[-1][0])

    def _raws(self, deliveries: list[Delivery]) -> tuple[list[Raw], tuple[ProcessFacts, ...]]:
        raws: list[Raw] = []
        touched: dict[int, ProcessFacts] = {}
        next_id = self.writer.next_raw_id
        for delivery in deliveries:
            stored = self._stored(delivery.process)
            for seq, kind, at_ms, fields, payload in delivery.rows:
                number = stored + 1 if delivery.process == TOOL else seq
                if number <= stored:
                    continue  # the agent could not know that it had arrived
                stored = number
                raws.append(Raw(next_id + len(raws), delivery.process, number, at_ms, kind, fields, payload))
            self._seqs[delivery.process] = stored
            facts = self._processes.get(delivery.process)
            if facts is not None:
                facts = dataclasses.replace(
                    facts, stored_seq=stored, dropped_rows=delivery.dropped_rows, dropped_bytes=delivery.dropped_bytes
                )
                touched[facts.id] = self._processes[facts.id] = facts
        return raws, tuple(touched.values())

    def _stored(self, process: int) -> int:
        if process not in self._seqs:
            self._seqs[process] = self.writer.stored_seq(process)
        return self._seqs[process]

    def _commit(self, batch: Batch) -> bool:
        """Writes until it is written; False when told to give up meanwhile."""
        for attempt in itertools.count():
            try:
                self.writer.append(batch)
            except InspectorError as problem:
                self._trouble(problem)
                if self._ending.wait(_RETRY_S):
                    return False
            else:
                if attempt:
                    self._trouble(None)
                return True
        return False

    def _register(self, facts: ProcessFacts) -> None:
        known = self._processes.get(facts.id)
        if known is not None:
            facts = dataclasses.replace(
                facts, stored_seq=known.stored_seq, dropped_rows=known.dropped_rows, dropped_bytes=known.dropped_bytes
            )
        self._processes[facts.id] = facts
        self._commit(Batch(processes=(facts,)))
        self._advanced(self.writer.next_raw_id - 1)

    def _do(self, job: _Job) -> None:
        try:
            job.done.set_result(job.work())
        except Exception as problem:
            job.done.set_exception(problem)


def _chunks(raws: Iterable[Raw], size: int) -> Iterator[list[Raw]]:
    iterator = iter(raws)
    while chunk := list(itertools.islice(iterator, size)):
        yield chunk
