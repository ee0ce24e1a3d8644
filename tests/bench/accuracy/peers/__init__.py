"""The other tools, fetched by the registries' own clients into the rigs' cache and run as programs of their own."""

from __future__ import annotations

import functools
import json
import shutil
import subprocess
import tempfile
import venv
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Literal

from tests.bench.accuracy.sent import Sent
from tests.rigs import maven

HERE = Path(__file__).parent
TRACKHAR, THIRD_PARTY_WEB = "trackhar@1.0.0", "third-party-web@0.30.0"
FRITAP, APK_ANALYZER = "friTap==2.6.0", "apk-analyzer==1.32.0"
_LIMIT_S = 600
_PATIENCE = ("--fetch-retries=0", "--fetch-timeout=30000")
Way = Literal["adapters", "indicators", "both"]
Row = list[Any]


def trackhar(requests: Iterable[Sent], indicators: dict[str, list[str]], way: Way) -> Iterator[list[Row]]:
    """What TrackHAR finds in each request: rows of property, value, path, how."""
    command = ["node", str(HERE / "trackhar.mjs"), str(node_modules().parent), json.dumps(indicators), way]
    return _lines(command, (request.as_entry(at, raw=False) for at, request in enumerate(requests)))


def fritap(requests: Iterable[Sent]) -> Iterator[list[Row]]:
    """What friTap's privacy analyzer finds in each request: rows of category, value, key, confidence."""
    command = [str(python_of(FRITAP)), str(HERE / "fritap_runner.py")]
    return _lines(command, (request.as_flow() for request in requests))


def third_party_web(hosts: Iterable[str]) -> Iterator[list[str]]:
    """The names third-party-web has for each host."""
    return _lines(["node", str(HERE / "third_party_web.cjs"), str(node_modules().parent)], hosts)


def libchecker() -> list[tuple[str, str, list[str], list[str]]]:
    """apk-analyzer's signatures: name, vendor, package prefixes, names of components."""
    return [(*row,) for row in _lines([str(python_of(APK_ANALYZER)), str(HERE / "libchecker_runner.py")], ())]


@functools.cache
def missing(tool: str) -> str:
    """Why this one cannot be had here, in one line; empty where it can. Fetches it, once a run."""
    ways: dict[str, Callable[[], object]] = {TRACKHAR: node_modules, THIRD_PARTY_WEB: node_modules}
    try:
        ways.get(tool, functools.partial(python_of, tool))()
    except (OSError, subprocess.SubprocessError) as problem:
        said = (getattr(problem, "stderr", "") or str(problem)).strip().splitlines()
        return f"{tool} could not be fetched: {said[-1] if said else problem}"
    return ""


@functools.cache
def node_modules() -> Path:
    """Folder with TrackHAR and third-party-web, brought by npm. Raises OSError or SubprocessError."""
    folder = _cache() / f"npm-{TRACKHAR}-{THIRD_PARTY_WEB}"
    if not folder.is_dir():
        if shutil.which("npm") is None:
            raise OSError("needs npm")
        with _beside(folder) as work:
            command = [
                "npm",
                "install",
                "--no-audit",
                "--no-fund",
                "--ignore-scripts",
                *_PATIENCE,
                "--prefix",
                str(work),
            ]
            _run([*command, TRACKHAR, THIRD_PARTY_WEB])
            work.rename(folder)
    return folder / "node_modules"


@functools.cache
def python_of(package: str) -> Path:
    """The interpreter of a venv in which this one package is. Raises OSError or SubprocessError."""
    folder = _cache() / f"venv-{package}"
    python = folder / "bin" / "python"
    done = folder / "installed"
    if not done.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        venv.create(folder, with_pip=True)
        _run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "1", package])
        done.touch()
    return python


def _cache() -> Path:
    return maven.cache() / "accuracy"


class _beside:
    """A working folder next to where its content will lie, gone afterwards where it was not moved there."""

    def __init__(self, folder: Path) -> None:
        folder.parent.mkdir(parents=True, exist_ok=True)
        self._name = tempfile.mkdtemp(dir=folder.parent)

    def __enter__(self) -> Path:
        return Path(self._name)

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._name, ignore_errors=True)


def _run(command: list[str]) -> None:
    subprocess.run(command, capture_output=True, text=True, check=True, timeout=_LIMIT_S)


def _lines(command: list[str], items: Iterable[Any]) -> Iterator[list[Any]]:
    with tempfile.TemporaryFile("w+", encoding="utf-8") as fed:
        for item in items:
            fed.write(json.dumps(item) + "\n")
        fed.seek(0)
        with subprocess.Popen(command, stdin=fed, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
            assert process.stdout is not None
            for line in process.stdout:
                yield json.loads(line)
        if process.returncode:
            raise RuntimeError(f"{Path(command[1]).name} ended with {process.returncode}")
