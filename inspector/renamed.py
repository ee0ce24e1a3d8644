"""What a shrinker renamed in the app on a phone: read out of its package once a version, kept in the cache."""

from __future__ import annotations

import hashlib
import json
import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path

from inspector import anchors, paths
from inspector.anchors import ClassAnchor, ClassName
from inspector.device import apps
from inspector.errors import FileProblem, InspectorError

_MOST_DEX_BYTES = 512 << 20


def names_on(serial: str, package: str, sha256: str) -> tuple[tuple[ClassName, ...], str]:
    """The renamed classes that anchors tell, and why there can be none where that could not be looked at (else "").

    Takes as long as the package takes to come over the cable, the first time; never raises. Not on the Qt thread.
    """
    try:
        known = anchors.load()
        kept = paths.cache() / "names" / f"{sha256}-{_digest(known)}.json"
        if sha256 and kept.is_file():
            return anchors.from_json(json.loads(kept.read_text("utf-8"))), ""
        with apps.pulled(serial, package) as files:
            found = names_in(files, known)
        if sha256:
            kept.parent.mkdir(exist_ok=True)
            kept.write_text(json.dumps(anchors.to_json(found), ensure_ascii=False), "utf-8")
        return found, ""
    except (InspectorError, OSError, ValueError, KeyError, TypeError) as problem:
        return (), f"Renamed code of SDKs was not looked for: {problem}"


def names_in(files: Sequence[Path], known: Sequence[ClassAnchor]) -> tuple[ClassName, ...]:
    """The same, of an app's packages (base and splits). Raises FileProblem where one is damaged."""
    room = _MOST_DEX_BYTES
    dexes = []
    for file in files:
        try:
            with zipfile.ZipFile(file) as archive:
                for entry in archive.infolist():
                    if "/" not in entry.filename and entry.filename.endswith(".dex") and entry.file_size <= room:
                        room -= entry.file_size
                        dexes.append(archive.read(entry))
        except (zipfile.BadZipFile, OSError) as problem:
            raise _damaged(file) from problem
    try:
        return anchors.resolve(dexes, known)
    except (struct.error, IndexError, ValueError) as problem:
        raise _damaged(files[0]) from problem


def _damaged(file: Path) -> FileProblem:
    return FileProblem(f"the app's package {file.name} is damaged.", code="apk.damaged")


def _digest(known: Sequence[ClassAnchor]) -> str:
    """Other anchors, other answers."""
    return hashlib.sha256(repr(known).encode()).hexdigest()[:12]
