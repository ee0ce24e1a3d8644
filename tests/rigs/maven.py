"""Artifacts from Maven Central by exact version, kept in a cache; Maven itself is the client."""

from __future__ import annotations

import functools
import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

LIMIT_S = 600

_POM = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>rigs</groupId><artifactId>fetch</artifactId><version>1</version><dependencies>{dependencies}</dependencies>
</project>"""


def cache() -> Path:
    """Where rigs and what they are made of are kept between test runs: INSPECTOR_RIGS, else the user's cache folder."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(os.environ.get("INSPECTOR_RIGS") or Path(base) / "app-privacy-inspector-rigs")


@functools.cache
def missing() -> str:
    """Why nothing can be fetched here, in one line; empty where it can."""
    absent = [name for name in ("mvn", "javac") if shutil.which(name) is None]
    return f"needs {' and '.join(absent)}" if absent else ""


def fetch(*coordinates: str, transitive: bool = False) -> list[Path]:
    """The files of group:artifact:version[:packaging[:classifier]], in that order; jar where no packaging is said.

    With `transitive` also all they need at run time, in one folder, in Maven's order of names. Raises RuntimeError
    with Maven's own words where one cannot be had.
    """
    key = hashlib.sha256(repr((coordinates, transitive)).encode()).hexdigest()[:16]
    folder = cache() / "maven" / key
    if not folder.is_dir():
        _bring(coordinates, transitive, folder)
    if transitive:
        return sorted(folder.iterdir())
    return [folder / _file_name(each) for each in coordinates]


def _bring(coordinates: tuple[str, ...], transitive: bool, folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as name:
        work = Path(name)
        (work / "pom.xml").write_text(
            _POM.format(dependencies="".join(_dependency(each, transitive) for each in coordinates)), "utf-8"
        )
        command = [
            "mvn", "-q", "-B", "-f", str(work / "pom.xml"), "dependency:copy-dependencies", "-DoutputDirectory=out",
            "-DincludeScope=runtime", f"-DexcludeTransitive={str(not transitive).lower()}",
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=LIMIT_S)
        if done.returncode:
            raise RuntimeError(f"Maven could not bring {', '.join(coordinates)}:\n{done.stdout[-2000:]}")
        if not folder.is_dir():
            (work / "out").rename(folder)


def _dependency(coordinate: str, transitive: bool) -> str:
    names = ("groupId", "artifactId", "version", "type", "classifier")
    parts = zip(names, coordinate.split(":"), strict=False)
    alone = (
        ""
        if transitive
        else "<exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions>"
    )
    return "<dependency>" + "".join(f"<{k}>{escape(v)}</{k}>" for k, v in parts) + alone + "</dependency>"


def _file_name(coordinate: str) -> str:
    _group, artifact, version, *rest = coordinate.split(":")
    suffix = f"-{rest[1]}" if len(rest) > 1 else ""
    return f"{artifact}-{version}{suffix}.{rest[0] if rest else 'jar'}"
