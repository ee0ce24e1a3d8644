"""The bytes of a capture file from its beginning to its end, unpacked where it is gzip, zstd or bzip2 as a whole."""

from __future__ import annotations

import bz2
import gzip
import zlib
from pathlib import Path
from types import TracebackType
from typing import IO, Any, cast

import zstandard

from inspector.errors import FileProblem

_UNPACKED_FREELY_BYTES = 256 << 20
_BOMB_RATIO = 200  # text and packets shrink to a fiftieth at best
_FAULTS = (OSError, EOFError, zlib.error, zstandard.ZstdError)


class Stream:
    """Reads forward only; memory stays small whatever the file claims. Raises FileProblem where it cannot."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._file = path.open("rb")
            self.size_bytes = path.stat().st_size
            self._unpacked, self.is_packed = _unpacking(self._file)
        except _FAULTS as error:
            raise self._unreadable(error) from error
        self.offset = 0  # in what was unpacked

    def __enter__(self) -> Stream:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def done_bytes(self) -> int:
        """How much of the file itself has been read, of `size_bytes`."""
        return min(self._file.tell(), self.size_bytes)

    def read(self, size_bytes: int) -> bytes:
        """So many bytes; fewer only at the end."""
        try:
            data = self._unpacked.read(size_bytes)
            while 0 < len(data) < size_bytes and (more := self._unpacked.read(size_bytes - len(data))):
                data += more
        except _FAULTS as error:
            raise self._unreadable(error) from error
        self.offset += len(data)
        if self.is_packed and self.offset > max(_UNPACKED_FREELY_BYTES, _BOMB_RATIO * self._file.tell()):
            raise FileProblem(
                f"{self.path.name} unpacks to more than {_BOMB_RATIO} times its size.",
                code="import.bomb",
                hint="No capture does; unpack it yourself if you trust it.",
            )
        return cast(bytes, data)

    def skip(self, size_bytes: int) -> None:
        """Goes on behind so many bytes, or at the end."""
        if not self.is_packed:
            self._file.seek(min(size_bytes, self.size_bytes - self.offset), 1)
            self.offset = self._file.tell()
            return
        while size_bytes > 0 and (data := self.read(min(size_bytes, 1 << 20))):
            size_bytes -= len(data)

    def rewind(self) -> None:
        """From the beginning again."""
        self._file.seek(0)
        self._unpacked, self.is_packed = _unpacking(self._file)
        self.offset = 0

    def close(self) -> None:
        """Closing twice is no fault."""
        self._file.close()

    def _unreadable(self, error: Exception) -> FileProblem:
        said = (error.strerror if isinstance(error, OSError) else "") or str(error)
        return FileProblem(
            f"{self.path.name} cannot be read: {said.rstrip('.')}.",
            code="import.unreadable",
            hint="Choose another file.",
        )


def _unpacking(file: IO[bytes]) -> tuple[Any, bool]:
    start = file.read(4)
    file.seek(0)
    if start.startswith(b"\x1f\x8b"):
        return gzip.GzipFile(fileobj=file, mode="rb"), True
    if start == b"\x28\xb5\x2f\xfd":
        return zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(file, read_across_frames=True), True
    if start.startswith(b"BZh"):
        return bz2.BZ2File(file), True
    return file, False
