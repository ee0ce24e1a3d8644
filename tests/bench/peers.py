"""Fetches the neighbours that benches compare with, each into a folder of its own outside of this repository.

By their names, through npm and pip, once; none of them is imported, copied or shipped. A program of another licence
(friTap: GPL) runs as a process of its own, with a Python of its own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

from hooks.build import npm

_FETCH_LIMIT_S = 600


@dataclass(frozen=True, slots=True)
class Peer:
    """A neighbour. `program` runs its code (node, or the Python of its own environment) with `home` as the folder it is
    installed in. `problem` is one line where it could not be had; then there is no program.
    """

    name: str
    version: str
    home: Path
    program: Path
    problem: str = ""


def trackhar() -> Peer:
    """TrackHAR: a script put into `home` may import "trackhar"."""
    return _of_npm("TrackHAR", "trackhar", "1.0.0")


def third_party_web() -> Peer:
    """third-party-web, the table of hosts: a script put into `home` may import "third-party-web"."""
    return _of_npm("third-party-web", "third-party-web", "0.30.0")


def fritap() -> Peer:
    """friTap, for its privacy analyzer (friTap.analysis.privacy)."""
    return _of_pip("friTap", "fritap", "2.6.0")


def mitmproxy() -> Peer:
    """mitmproxy, the newest release that runs on this Python."""
    return _of_pip("mitmproxy", "mitmproxy", "")


def folder() -> Path:
    """Where the neighbours are kept: INSPECTOR_PEERS, or the user's cache."""
    said = os.environ.get("INSPECTOR_PEERS")
    return Path(said) if said else Path.home() / ".cache" / "app-privacy-inspector-peers"


def _of_npm(name: str, package: str, version: str) -> Peer:
    home = folder() / f"{package}-{version}"
    node = shutil.which("node")
    if node is None:
        return _absent(name, version, home, "there is no node on the PATH")
    if not (home / "node_modules" / package).is_dir():
        home.mkdir(parents=True, exist_ok=True)
        (home / "package.json").write_text('{"private": true, "type": "module"}\n', encoding="utf-8")
        command = [*npm(), "install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
        problem = _run([*command, f"{package}@{version}"], home)
        if problem:
            return _absent(name, version, home, problem)
    return Peer(name, version, home, Path(node))


def _of_pip(name: str, package: str, version: str) -> Peer:
    home = folder() / f"{package}-{version or 'newest'}-py{sys.version_info.minor}"
    python, done = home / "bin" / "python", home / "fetched"
    if not done.is_file():
        shutil.rmtree(home, ignore_errors=True)
        venv.create(home, with_pip=True)
        wanted = f"{package}=={version}" if version else package
        problem = _run([str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", wanted], home)
        if problem:
            return _absent(name, version, home, problem)
        ask = f"import importlib.metadata; print(importlib.metadata.version({package!r}))"
        found = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=True).stdout.strip()
        done.write_text(found, encoding="utf-8")
    return Peer(name, done.read_text(encoding="utf-8"), home, python)


def _run(command: list[str], cwd: Path) -> str:
    """The last line of what went wrong, or ""."""
    try:
        done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=_FETCH_LIMIT_S)
    except (OSError, subprocess.TimeoutExpired) as problem:
        return f"{Path(command[0]).name}: {problem}"
    lines = (done.stderr.strip() or done.stdout.strip()).splitlines()
    return (lines[-1] if lines else f"exit code {done.returncode}") if done.returncode else ""


def _absent(name: str, version: str, home: Path, problem: str) -> Peer:
    return Peer(name, version, home, Path(), f"{name} {version} could not be had: {problem}")
