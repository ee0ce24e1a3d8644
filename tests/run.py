"""Runs every check on a machine that has nothing of ours: sets up what is missing, then style, types, floors, tests.

    python3 tests/run.py [arguments for pytest]

All tests run in several processes (tests/lanes.py); with arguments in one, unless they say otherwise (-n).
Needs Python 3.11 and pip's package index. On Debian-like systems, as root, it also installs the few system libraries
that Qt and the rigs load; elsewhere it says which are missing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
# One process for the phones, which mostly wait, and one for each of two cores.
WHOLE_RUN = ("-n", "3", "--no-loadscope-reorder")
QT_LIBRARIES = ("libEGL.so.1", "libGL.so.1", "libxkbcommon.so.0", "libdbus-1.so.3", "libfontconfig.so.1")
RIG_TOOLS = ("javac", "mvn", "gcc", "g++", "patchelf", "unzip", "zip", "patch", "dpkg-source", "aapt2")
RIG_PACKAGES = (
    "openjdk-17-jdk-headless", "maven", "gcc", "g++", "libc6-dev", "patchelf", "unzip", "zip", "patch", "dpkg-dev",
    "aapt",
)  # fmt: skip
DEBIAN_PACKAGES = (
    "libegl1", "libgl1", "libxkbcommon0", "libdbus-1-3", "libfontconfig1", "fonts-dejavu-core", "fonts-noto-cjk",
)  # fmt: skip


def main() -> int:
    """The exit code of the first step that failed, else pytest's."""
    os.chdir(ROOT)
    began_s = time.monotonic()
    system_libraries()
    python = virtual_environment()
    step("install", [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--editable", ".[test]"])
    bin_dir = Path(python).parent
    step("style", [str(bin_dir / "ruff"), "check", "."])
    step("types", [str(bin_dir / "mypy")])
    step("floors", [str(bin_dir / "lint-imports")])
    step("rigs", [python, "-m", "tests.rigs.rigs"])
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    code = subprocess.run([python, "-m", "pytest", *(sys.argv[1:] or WHOLE_RUN)], check=False).returncode
    print(f"{time.monotonic() - began_s:.0f} s in all", file=sys.stderr)
    return code


def step(name: str, command: list[str]) -> None:
    """Runs one command; ends the program with its exit code if it fails."""
    print(f"--- {name}", flush=True)
    code = subprocess.run(command, check=False).returncode
    if code:
        print(f"{name} failed", file=sys.stderr)
        sys.exit(code)


def virtual_environment() -> str:
    """The Python of .venv, made if absent."""
    python = VENV / "bin" / "python"
    if not python.exists():
        try:
            subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True, capture_output=True)
        except subprocess.CalledProcessError:
            shutil.rmtree(VENV, ignore_errors=True)
            apt(f"python3.{sys.version_info.minor}-venv")
            subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    return str(python)


def system_libraries() -> None:
    """What Qt loads from the system and what the rigs are built with, by Debian's packages where this can be done."""
    missing = [name for name in QT_LIBRARIES if not found(name)]
    if missing or not shutil.which("fc-match"):
        apt(*DEBIAN_PACKAGES, "fontconfig")
    if not all(map(shutil.which, RIG_TOOLS)):
        apt(*RIG_PACKAGES)


def found(library: str) -> bool:
    """Whether the dynamic linker could load that library."""
    folders = [Path("/lib"), Path("/usr/lib"), Path("/usr/lib64"), Path("/lib64")]
    if triplet := sysconfig.get_config_var("MULTIARCH"):
        folders += [Path("/lib") / triplet, Path("/usr/lib") / triplet]
    folders.append(Path("/usr/lib") / f"{os.uname().machine}-linux-gnu")
    return any((folder / library).exists() for folder in folders)


def apt(*packages: str) -> None:
    """Installs Debian packages if this is root on a Debian-like system, else says what is missing."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        print(f"Some system packages may be missing: {' '.join(packages)}", file=sys.stderr)
        return
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=False, env=environment, **quiet)
    subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], check=False, env=environment, **quiet
    )


if __name__ == "__main__":
    sys.exit(main())
