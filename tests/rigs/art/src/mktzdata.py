"""Makes Android's tzdata file of a zoneinfo folder: name, three offsets, an index, the zones, zone.tab.

mktzdata.py ZONEINFO OUT
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path

_NO_ZONES = {"posix", "right", "SystemV", "localtime", "posixrules"}
_NAME_BYTES = 40


def zones(source: Path) -> dict[str, bytes]:
    """Every zone's version 1 block by its name, in order."""
    found = {}
    for file in sorted(source.rglob("*")):
        name = file.relative_to(source).as_posix()
        if not file.is_file() or name.split("/")[0] in _NO_ZONES or len(name) >= _NAME_BYTES:
            continue
        data = file.read_bytes()
        if data[:4] == b"TZif":
            isutc, isstd, leap, times, kinds, letters = struct.unpack(">6i", data[20:44])
            found[name] = data[: 44 + times * 5 + kinds * 6 + letters + leap * 8 + isstd + isutc]
    return found


def tzdata(source: Path) -> bytes:
    """The whole file."""
    known = zones(source)
    index_at = 24
    data_at = index_at + (_NAME_BYTES + 12) * len(known)
    index, body = b"", b""
    for name, data in known.items():
        index += name.encode().ljust(_NAME_BYTES, b"\0") + struct.pack(">iii", len(body), len(data), 0)
        body += data
    head = b"tzdata2024a\0" + struct.pack(">iii", index_at, data_at, data_at + len(body))
    return head + index + body + (source / "zone.tab").read_bytes()


if __name__ == "__main__":
    Path(sys.argv[2]).write_bytes(tzdata(Path(sys.argv[1])))
