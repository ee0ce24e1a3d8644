"""The rigs: built once a version of their sources, kept in the cache, or one line why they cannot be had here.

    python -m tests.rigs.rigs

builds what can be built and says how long it took.
"""

from __future__ import annotations

import fcntl
import functools
import hashlib
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.rigs import maven
from tests.rigs.framework import build as framework_build
from tests.rigs.renamed.larger.build import released

HERE = Path(__file__).resolve().parent
LIMIT_S = 1800
_ART_TOOLS = (
    "javac", "java", "mvn", "gcc", "g++", "patchelf", "python3", "unzip", "zip", "patch", "apt-get", "dpkg-deb",
    "dpkg-source",
)  # fmt: skip


class NoRig(Exception):
    """Why a rig cannot be had here, in one line."""


@functools.cache
def art() -> Path:
    """The folder of Android 10's runtime: `art` in it runs a dexed app. Raises NoRig."""
    if platform.system() != "Linux" or platform.machine() != "x86_64":
        raise NoRig("the art rig is for Linux on x86-64")
    absent = [name for name in _ART_TOOLS if shutil.which(name) is None]
    if absent:
        raise NoRig(f"the art rig needs {', '.join(absent)}")
    said = subprocess.run(["javac", "-version"], capture_output=True, text=True, check=True)
    if " 17." not in said.stdout + said.stderr:
        raise NoRig(f"the art rig needs JDK 17, found {(said.stdout + said.stderr).strip()}")
    if b"bookworm" not in Path("/etc/os-release").read_bytes():
        raise NoRig("the art rig is for Debian 12")
    return built("art", lambda out: ["bash", str(HERE / "art" / "build.sh"), str(out)])


@functools.cache
def framework() -> Path:
    """The folder of Android 14's Java framework with real SDKs. Raises NoRig."""
    if why := framework_build.missing():
        raise NoRig(f"the framework rig {why}")
    return framework_build.build()


def larger() -> Path:
    """The larger app after R8, a jar. Raises NoRig."""
    if maven.missing():
        raise NoRig(f"the larger app {maven.missing()}")
    try:
        return released()
    except (RuntimeError, subprocess.TimeoutExpired) as problem:
        raise NoRig(f"the larger app could not be built: {' '.join(str(problem).split())[-500:]}") from problem


def built(name: str, command: Callable[[Path], list[str]]) -> Path:
    """The folder that `command` fills from tests/rigs/<name>, made unless it was made from the same sources.

    Raises NoRig with the end of what the build said.
    """
    kept = maven.cache() / f"{name}-{_sources(HERE / name)}"
    kept.parent.mkdir(parents=True, exist_ok=True)
    with (kept.parent / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if kept.is_dir():
            return kept
        half = kept.with_suffix(".half")
        shutil.rmtree(half, ignore_errors=True)
        done = subprocess.run(
            command(half), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, timeout=LIMIT_S
        )
        if done.returncode:
            raise NoRig(f"the {name} rig could not be built: {' '.join(done.stdout.split())[-500:]}")
        half.rename(kept)
    return kept


def _sources(folder: Path) -> str:
    """A hash over the files a rig is built from: all of its folder but its Python modules, notes and agents."""
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not (file.parent == folder and file.suffix in (".py", ".md", ".ts")):
            digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


ALL = {"art": art, "framework": framework, "larger": larger}


def main() -> int:
    """Builds every rig, side by side: each waits for one core or the network in turns; one less is no failure."""
    with ThreadPoolExecutor(len(ALL)) as at_once:
        for said in at_once.map(_made, ALL):
            print(said, flush=True)
    return 0


def _made(name: str) -> str:
    began_s = time.monotonic()
    try:
        ALL[name]()
    except NoRig as reason:
        return f"rig {name}: none, {reason}"
    return f"rig {name}: there, {time.monotonic() - began_s:.0f} s"


if __name__ == "__main__":
    sys.exit(main())
