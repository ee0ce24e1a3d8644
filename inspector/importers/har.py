"""HAR 1.2 files of any size, entry by entry."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from inspector import protocol
from inspector.errors import FileProblem
from inspector.importers.capture import Capture, ImportedRow, Remarks
from inspector.importers.har_entry import HarEntry, read_entry, started_unix_ms, went_out
from inspector.importers.json_text import BrokenJson, JsonText
from inspector.importers.stream import Stream
from inspector.protocol import ExchangeImported, MessageImported

_HELD_BYTES = 64 << 20  # of entries that wait for earlier ones which stand later in the file
_KEPT_BYTES = 32 << 20  # of a file that is read in one run
_NOT_SENT = "Entries left out that were never sent over a network (answered from a cache, or stopped before): {n}."


_Sized = tuple[dict[str, Any], int]  # an entry and about how many bytes it is of


def opened(path: Path) -> Capture:
    """The requests of a file, the earliest first. Raises FileProblem where it is none."""
    stream, remarks = Stream(path), Remarks()
    starts, entries = _looked_through(stream, remarks)
    first_ms = min((start for start in starts if start), default=0.0)
    rows = _rows(_in_order(entries, starts, first_ms), first_ms)
    return Capture("har", stream, first_ms, rows, remarks)


def read(path: Path | str) -> Iterator[HarEntry]:
    """All requests that went over a network, the earliest first. Raises FileProblem, at once where it is none."""
    stream = Stream(Path(path))
    return _read(stream, *_looked_through(stream, Remarks()))


def _read(stream: Stream, starts: array[float], entries: Iterator[_Sized]) -> Iterator[HarEntry]:
    first_ms = min((start for start in starts if start), default=0.0)
    with stream:
        for _, entry, start in _in_order(entries, starts, first_ms):
            yield read_entry(entry, start, first_ms)


def _looked_through(stream: Stream, remarks: Remarks) -> tuple[array[float], Iterator[_Sized]]:
    """When each entry was sent, 0 where that is not told, and the entries: those of a small file are kept meanwhile."""
    starts, kept = array("d"), list[_Sized]()
    problem = None
    try:
        for one in _entries(stream, remarks):
            starts.append(started_unix_ms(one[0]))
            if stream.offset <= _KEPT_BYTES:
                kept.append(one)
    except FileProblem as fault:
        problem = fault
        if not starts or fault.code == "import.bomb":
            stream.close()
            raise
    if len(kept) == len(starts):
        return starts, _kept(kept, problem)
    remarks.counts.clear()
    stream.rewind()
    return starts, _entries(stream, remarks)


def _kept(entries: list[_Sized], problem: FileProblem | None) -> Iterator[_Sized]:
    yield from entries
    if problem is not None:
        raise problem


def _entries(stream: Stream, remarks: Remarks) -> Iterator[_Sized]:
    """Each entry that went out, and about how many bytes it is of."""
    name, number, found = stream.path.name, 0, False
    try:
        text = JsonText(stream)
        if text.next() != "{":
            text.value()
        for _ in _lists_of_entries(text):
            found, before = True, stream.offset
            for entry in text.items():
                size, before = stream.offset - before, stream.offset
                number += 1
                if isinstance(entry, dict) and went_out(entry):
                    yield entry, size
                elif isinstance(entry, dict):
                    remarks.count(_NOT_SENT)
    except BrokenJson as error:
        if number:
            raise FileProblem(
                f"{name} breaks off or is damaged behind its entry {number:,}.", code="har.cut",
                hint="What stands before was imported; export it again for the rest.",
            ) from error  # fmt: skip
        raise FileProblem(
            f"{name} is not whole or not a HAR file: it cannot be read as JSON.", code="har.broken",
            hint="Export it again from the tool that made it.",
        ) from error  # fmt: skip
    if not found:
        raise FileProblem(
            f"{name} is JSON but not a HAR file: it has no log of entries.", code="har.foreign",
            hint="Choose a file that was exported as HAR.",
        )  # fmt: skip


def _lists_of_entries(text: JsonText) -> Iterator[None]:
    """Stops in front of the array log.entries, which whoever asks takes."""
    if text.next() != "{":
        return
    for name in text.members():
        if name != "log" or text.next() != "{":
            text.value()
            continue
        for member in text.members():
            if member == "entries" and text.next() == "[":
                yield
            else:
                text.value()


def _in_order(
    entries: Iterator[_Sized], starts: array[float], first_ms: float
) -> Iterator[tuple[int, dict[str, Any], float]]:
    """By time, as far as that needs no more than a bounded number of bytes to wait."""
    order = sorted(range(len(starts)), key=lambda place: starts[place] or first_ms)
    told, following, held_bytes = bytearray(len(starts)), 0, 0
    waiting: dict[int, _Sized] = {}
    for place, one in enumerate(entries):
        waiting[place] = one
        held_bytes += one[1]
        if held_bytes > _HELD_BYTES:
            ready = sorted(waiting, key=lambda late: starts[late] or first_ms)
        else:
            ready = []
            while following < len(order) and (told[order[following]] or order[following] in waiting):
                if not told[order[following]]:
                    ready.append(order[following])
                following += 1
        for now in ready:
            entry, size = waiting.pop(now)
            told[now], held_bytes = 1, held_bytes - size
            yield now, entry, starts[now]


def _rows(entries: Iterator[tuple[int, dict[str, Any], float]], first_ms: float) -> Iterator[ImportedRow]:
    for place, entry, start in entries:
        one = read_entry(entry, start, first_ms)
        number = place + 1 if one.messages else 0
        seen = ExchangeImported(one.request, one.response, one.server_ip, number)
        yield one.at_ms, *protocol.exchange_row(seen)
        for message in one.messages:
            said = MessageImported(
                one.request.host, one.request.target, message.direction, message.opcode, message.data, number
            )
            yield message.at_ms, *protocol.message_row(said)
