"""This tool in its own way: a HAR file of the requests imported into a session, findings read out of the session."""

from __future__ import annotations

import contextlib
import itertools
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from inspector import desk, protocol
from inspector.http import HttpRequest
from inspector.pipeline import WHOLE_SESSION, Pipeline
from inspector.protocol import ExchangeImported
from inspector.readings import ObservationDetail
from inspector.recipients import Recipients
from inspector.records import Finding, Planted, Raw
from inspector.store.reader import Reader
from tests.bench.accuracy.sent import Sent, write_har

_PAGE = 1000
_CHUNK = 500  # rows a turn, as an import takes them


def imported(requests: Sequence[Sent], planted: Sequence[Planted] = ()) -> list[ObservationDetail]:
    """What the session of these requests says of each, in their order."""
    with tempfile.TemporaryDirectory(prefix="inspector-bench-") as name:
        folder = Path(name)
        har = write_har(requests, folder / "sent.har", raw=True)
        session = desk.import_capture(har, folder / "sent.session", planted).path
        with contextlib.closing(Reader(session)) as reader:
            rows = []
            while page := reader.rows("kind:request", len(rows), _PAGE):
                rows.extend(page)
            details = [reader.detail(row.id) for row in sorted(rows, key=lambda row: row.at_ms)]
    if len(details) != len(requests):
        raise RuntimeError(f"{len(requests)} requests became {len(details)} observations")
    return details


def in_memory(requests: Iterable[Sent], planted: Sequence[Planted]) -> Iterator[tuple[Finding, ...]]:
    """The findings of each request by the pipeline that an import runs, without parsing HAR and without a file."""
    pipeline = Pipeline("", Recipients.load(), WHOLE_SESSION)
    pipeline.take([Raw(1, protocol.TOOL, 1, 0.0, *protocol.plant_row(planted))])
    numbered = enumerate(requests, start=2)
    while chunk := list(itertools.islice(numbered, _CHUNK)):
        batch = pipeline.take([_raw(number, request) for number, request in chunk])
        if len(batch.observations) != len(chunk):
            raise RuntimeError(f"{len(chunk)} requests became {len(batch.observations)} observations")
        yield from (one.findings for one in batch.observations)


def _raw(number: int, request: Sent) -> Raw:
    row = protocol.exchange_row(ExchangeImported(_http(request), None, ""))
    return Raw(number, protocol.TOOL, number, float(number), *row)


def _http(sent: Sent) -> HttpRequest:
    parts = urlsplit(sent.url)
    return HttpRequest(
        method=sent.method, scheme="https", host=parts.hostname or "", port=443, target=sent.target, version="HTTP/1.1",
        headers=sent.headers, body=sent.body, wire_bytes=len(sent.body), complete=True,
    )  # fmt: skip
