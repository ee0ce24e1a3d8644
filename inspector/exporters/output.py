"""Where an export goes: an open text stream, or a file that this user alone can read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from inspector.errors import FileProblem


@contextmanager
def opened(out: TextIO | Path, encoding: str = "utf-8") -> Iterator[TextIO]:
    """A stream is left open, a file is closed. Raises FileProblem where a file cannot be written."""
    if not isinstance(out, Path):
        yield out
        return
    with _told(out), open(out, "w", encoding=encoding, newline="", opener=_for_me_alone) as file:
        yield file


@contextmanager
def opened_bytes(out: TextIO | Path) -> Iterator[BinaryIO]:
    """As opened, for what is no text: it goes to the bytes below a stream of text."""
    if not isinstance(out, Path):
        yield out.buffer
        out.buffer.flush()
        return
    with _told(out), open(out, "wb", opener=_for_me_alone) as file:
        yield file


@contextmanager
def _told(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FileProblem(
            f"{out.name} cannot be written: {error.strerror or error}.",
            code="export.unwritable",
            hint="Choose another place, or free some space.",
        ) from error


def writable(text: str) -> str:
    """Half a surrogate pair, as apps do send, becomes the replacement character: UTF-8 has no place for it."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _for_me_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
