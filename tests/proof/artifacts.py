"""The real artifacts of SDKs: which there are, and their classes as libraries that signatures are looked up in."""

from __future__ import annotations

import tomllib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.proof.signatures import Library
from tests.rigs import maven

_HERE = Path(__file__).resolve().parent
_SDKS = _HERE / "artifacts.toml"
_LAYERS = _HERE / "layers.toml"


@dataclass(frozen=True, slots=True)
class Artifacts:
    """`versions` oldest first, each the coordinates it is made of; where it has none, `source` says what was read.

    `classes` is a pattern of the classes that it has, where a module watches several libraries.
    """

    versions: tuple[tuple[str, ...], ...] = ()
    source: str = ""
    classes: str = "*"

    @property
    def labels(self) -> tuple[str, ...]:
        """The versions' numbers, each by its first coordinate."""
        return tuple(version[0].split(":")[2] for version in self.versions)


def listed() -> dict[str, Artifacts]:
    """Every SDK's, by its hook module's id."""
    table = tomllib.loads(_SDKS.read_text(encoding="utf-8"))
    return {name: _artifacts(entry) for name, entry in table.items()}


def layers() -> dict[str, Artifacts]:
    """Those of every library that another module than an SDK's watches, by "module/library"."""
    table = tomllib.loads(_LAYERS.read_text(encoding="utf-8"))
    return {f"{module}/{name}": _artifacts(each) for module, entry in table.items() for name, each in entry.items()}


def _artifacts(entry: Mapping[str, object]) -> Artifacts:
    versions: list[list[str]] = entry.get("versions", [])  # type: ignore[assignment]
    said = {key: str(entry[key]) for key in ("source", "classes") if key in entry}
    return Artifacts(tuple(tuple(version) for version in versions), **said)


def libraries(all_listed: Mapping[str, Artifacts] | None = None) -> dict[str, list[Library]]:
    """The classes of every listed version, the SDKs' by default, oldest first. Raises RuntimeError where there is none.

    All first versions are fetched at once, then all second ones: Maven brings one version of an artifact in a call.
    """
    all_listed = listed() if all_listed is None else all_listed
    found: dict[str, list[Library]] = {name: [] for name in all_listed}
    for turn in range(max(len(each.versions) for each in all_listed.values())):
        wanted = {name: each.versions[turn] for name, each in all_listed.items() if turn < len(each.versions)}
        coordinates = [one for version in wanted.values() for one in version]
        files = dict(zip(coordinates, maven.fetch(*coordinates), strict=True))
        for name, version in wanted.items():
            found[name].append(Library(*(_jar(files[one]) for one in version)))
    return found


def _jar(file: Path) -> Path:
    """The file itself, or an Android archive's classes, unpacked beside it."""
    if file.suffix != ".aar":
        return file
    jar = file.with_suffix(".classes.jar")
    if not jar.is_file():
        with zipfile.ZipFile(file) as archive:
            jar.write_bytes(archive.read("classes.jar"))
    return jar
