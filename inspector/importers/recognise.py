"""Which format a file is of, by its first bytes: names lie."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from pathlib import Path

from inspector.errors import FileProblem
from inspector.importers import har, mitmproxy, pcap
from inspector.importers.capture import Capture
from inspector.importers.stream import Stream

_LOOKED_AT_BYTES = 4096
_SESSION = b"SQLite format 3\x00"
_KNOWN = "HAR files, mitmproxy's flow files, PCAP and PCAPNG"
_FOREIGN = (
    (b"PK\x03\x04", "is a ZIP archive (Fiddler's too are)", "Unpack it, or export as HAR instead."),
    (_SESSION, "is a session or another database, not a capture", "Open it instead of importing it."),
)


def is_session(path: Path) -> bool:
    """Whether a file is a session rather than a capture. Raises FileProblem where it cannot be read."""
    with Stream(path) as stream:
        return stream.read(len(_SESSION)) == _SESSION


def requests_bytes(path: Path) -> int:
    """The size of a file that may tell whole requests, 0 of packets. Raises FileProblem where it cannot be read."""
    with Stream(path) as stream:
        return 0 if pcap.accepts(stream.read(_LOOKED_AT_BYTES)) else stream.size_bytes


def open_capture(path: Path, keys: Path | None = None) -> Capture:
    """A capture of any known format. Raises FileProblem, one clear sentence, where it is none."""
    with Stream(path) as stream:
        start = stream.read(_LOOKED_AT_BYTES)
    for accepts, opened in _FORMATS:
        if accepts(start):
            return opened(path, keys)
    if not start:
        raise FileProblem(f"{path.name} is empty.", code="import.empty", hint="Choose another file.")
    for magic, what, hint in _FOREIGN:
        if start.startswith(magic):
            raise FileProblem(f"{path.name} {what}.", code="import.foreign", hint=hint)
    raise FileProblem(
        f"{path.name} is no capture that is known here.", code="import.foreign", hint=f"Known are {_KNOWN}."
    )


def _is_json(start: bytes) -> bool:
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if start.startswith(mark):
            return start.decode(encoding, "replace").lstrip()[:1] == "{"
    return start.removeprefix(codecs.BOM_UTF8).lstrip()[:1] in (b"{", b"[")


_FORMATS: tuple[tuple[Callable[[bytes], bool], Callable[[Path, Path | None], Capture]], ...] = (
    (pcap.accepts, pcap.opened),
    (_is_json, lambda path, _keys: har.opened(path)),
    (mitmproxy.accepts, lambda path, _keys: mitmproxy.opened(path)),
)
