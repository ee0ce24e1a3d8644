"""The package of the app on a phone, read once a version: renamed code, whose app it is, its policy's address."""

from __future__ import annotations

import contextlib
import hashlib
import json
import struct
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspector import anchors, apk, paths, protocol
from inspector.anchors import ClassAnchor, ClassName
from inspector.device import apps
from inspector.errors import FileProblem, InspectorError
from inspector.policy.addresses import ZIP_FAULTS, policy_addresses
from inspector.readings import PolicyAddress
from inspector.records import AppOrigin

_MOST_DEX_BYTES = 512 << 20
_KEPT = ("names", "origin", "policies")


@dataclass(frozen=True, slots=True)
class PackageRead:
    """`names`: renamed classes that anchors tell; `policies`: what looks like a privacy policy's address.

    `problem`: why the package could not be looked into, else "".
    """

    names: tuple[ClassName, ...]
    origin: AppOrigin
    policies: tuple[PolicyAddress, ...] = ()
    problem: str = ""

    def rows(self) -> list[tuple[str, Mapping[str, Any], bytes]]:
        """What the session keeps of it, as the tool's own rows."""
        if self.problem:
            return [protocol.note_row(self.problem)]
        return [
            protocol.origin_row(self.origin),
            protocol.names_row(self.names),
            protocol.policy_addresses_row(self.policies),
        ]


def read_on(serial: str, package: str, sha256: str) -> PackageRead:
    """What the installed app's package tells.

    Takes as long as the package takes to come over the cable, the first time; never raises. Not on the Qt thread.
    """
    try:
        known = anchors.load()
        kept = paths.cache() / "packages" / f"{sha256}-{_digest(known)}.json"
        if sha256 and kept.is_file():
            said = json.loads(kept.read_text("utf-8"))
            return PackageRead(
                anchors.from_json(said["names"]),
                protocol.origin_from_json(package, said["origin"]),
                protocol.policy_addresses_from_json(said["policies"]),
            )
        with apps.pulled(serial, package) as files:
            read = PackageRead(names_in(files, known), _origin(files, package), policy_addresses(files))
        if sha256:
            kept.parent.mkdir(exist_ok=True)
            said = {
                "names": anchors.to_json(read.names),
                "origin": protocol.origin_to_json(read.origin),
                "policies": protocol.policy_addresses_to_json(read.policies),
            }
            kept.write_text(json.dumps(said, ensure_ascii=False), "utf-8")
        return read
    except (InspectorError, OSError, ValueError, KeyError, TypeError) as problem:
        why = f"Renamed code of SDKs, whose app it is and its privacy policy's address were not looked for: {problem}"
        return PackageRead((), AppOrigin(package), problem=why)


def _origin(files: Sequence[Path], package: str) -> AppOrigin:
    """Of the first of the packages that has a manifest of the app; without one (a program in Java) nothing is told."""
    for file in files:
        with contextlib.suppress(FileProblem):
            origin = apk.read_origin(file)
            if origin.package == package:
                return origin
    return AppOrigin(package)


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
        except ZIP_FAULTS as problem:
            raise _damaged(file) from problem
    try:
        return anchors.resolve(dexes, known)
    except (struct.error, IndexError, ValueError) as problem:
        raise _damaged(files[0]) from problem


def _damaged(file: Path) -> FileProblem:
    return FileProblem(f"the app's package {file.name} is damaged.", code="apk.damaged")


def _digest(known: Sequence[ClassAnchor]) -> str:
    """Other anchors, other answers; and what is kept of a package has grown."""
    return hashlib.sha256(repr((_KEPT, known)).encode()).hexdigest()[:12]
