"""A session over a real file without a phone behind it: what is appended to the file is told as the core tells it."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

from inspector.protocol import policy_row
from inspector.readings import PolicyText
from inspector.records import Batch, Evidence, Phase, Planted
from inspector.store.reader import Reader
from inspector.store.writer import Writer


class FileSession:
    """`live` with a writer of its own, or a saved one. All in the caller's thread, but the listeners do not mind."""

    def __init__(self, path: Path, *, writer: Writer | None = None) -> None:
        self.path = path
        self.serial = "R3CN30XYZ"
        self.writer = writer
        self.live = writer is not None
        self.state = "recording" if writer is not None else "saved"
        self.state_sentence = "Use the app on the phone: what it sends appears here." if self.live else "Saved."
        self.asked: list[str] = []
        self.typed = ""
        self._listeners: list[Callable[[str], None]] = []

    def add_listener(self, listener: Callable[[str], None], /) -> None:
        self._listeners.append(listener)

    def append(self, batch: Batch) -> None:
        """What the pipeline does with a batch."""
        assert self.writer is not None
        self.writer.append(batch)
        self.tell("advanced")

    def become(self, state: str, sentence: str = "") -> None:
        """What the core does when its state changes."""
        self.state, self.state_sentence = state, sentence
        self.tell("state")

    def put_hooks_in_again(self) -> None:
        self.asked.append("all hooks")

    def next_phase_name(self) -> str:
        return "After consent"

    def tell(self, kind: str) -> None:
        for listener in tuple(self._listeners):
            listener(kind)

    def reader(self) -> Reader:
        return Reader(self.path)

    def planted(self) -> Sequence[Planted]:
        reader = self.reader()
        try:
            return reader.planted()
        finally:
            reader.close()

    def plant(self, values: Sequence[Planted], /) -> None:
        self.append(Batch(planted=tuple(values)))

    def mark_phase(self, name: str | None = None) -> None:
        self.asked.append("mark_phase")
        self.append(Batch(phases=(Phase("after_consent", name or "After consent", 12_000.0),)))

    def keep_policy(self, policy: PolicyText, /) -> None:
        self.asked.append("keep_policy")
        if self.writer is None:
            writer = Writer.open(self.path)
            writer.add_policy(0, 0.0, policy_row(policy))
            writer.close()
        else:
            self.writer.add_policy(0, 0.0, policy_row(policy))
        self.tell("advanced")

    def pin(self, observation: int, note: str = "") -> Evidence:
        return self._write(lambda writer: writer.add_evidence("pin", note, 1000.0, observation=observation))

    def add_picture(self, png: bytes, note: str = "") -> Evidence:
        return self._write(lambda writer: writer.add_evidence("window", note, 1000.0, mime="image/png", data=png))

    def screenshot(self, note: str = "") -> Evidence:
        png = self.screen()
        return self._write(lambda writer: writer.add_evidence("screenshot", note, 1000.0, mime="image/png", data=png))

    def screen(self) -> bytes:
        return grey_png(108, 234)

    def tap(self, x: int, y: int, /) -> None:
        self.asked.append(f"tap {x} {y}")

    def type_text(self, text: str, /) -> None:
        self.typed += text

    def key(self, code: int, /) -> None:
        self.asked.append(f"key {code}")

    def stop(self) -> None:
        self.asked.append("stop")
        if self.writer is not None:
            self.writer.end("2026-11-22T10:01:00+09:00", 60_000.0)
            self.writer.close()
            self.writer = None
        self.live = False
        self.become("saved", "Saved.")

    def close(self) -> None:
        """Let go of the file."""
        if self.writer is not None:
            self.writer.close()
            self.writer = None

    def _write(self, work: Callable[[Writer], Evidence]) -> Evidence:
        if self.writer is not None:
            evidence = work(self.writer)
        else:
            writer = Writer.open(self.path)
            try:
                evidence = work(writer)
            finally:
                writer.close()
        self.tell("advanced")
        return evidence


def grey_png(width: int, height: int) -> bytes:
    """A picture of one grey."""
    rows = (b"\x00" + b"\xdd" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    body = b"".join(struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in chunks)
    return b"\x89PNG\r\n\x1a\n" + body
