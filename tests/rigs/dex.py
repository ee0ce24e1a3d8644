"""Java classes to dex for the art rig, by D8; what was made once is kept beside what Maven brought."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from tests.rigs import maven

R8 = "com.android.tools:r8:8.5.35"
ANDROID = "org.robolectric:android-all:10-robolectric-5803371"
MIN_API = 29
LIMIT_S = 600


def tools() -> tuple[Path, Path]:
    """R8 with D8 in it, and Android 10's framework. Raises RuntimeError where Maven cannot bring them."""
    r8, android = maven.fetch(R8, ANDROID)
    return r8, android


def libraries() -> list[str]:
    """The words that tell D8 and R8 what is on the phone. The JDK is the second: without it R8 drops methods of
    java.* interfaces that android-all's copies do not have."""
    return ["--lib", str(tools()[1]), "--lib", str(_jdk())]


def dex(jars: Sequence[Path], out: Path) -> Path:
    """One dexed jar of all `jars`, at `out`: their classes as classes.dex, their other files as they are.

    A file that two jars have is the first one's. Raises RuntimeError with D8's own words.
    """
    kept = maven.cache() / "dex" / f"{_key(jars)}.jar"
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept.parent) as name:
            _convert(jars, Path(name)).replace(kept)
    shutil.copyfile(kept, out)
    return out


def _convert(jars: Sequence[Path], work: Path) -> Path:
    merged, made = work / "classes.jar", work / "dexed.jar"
    entries = _entries(jars)
    _write(merged, "w", {k: v for k, v in entries.items() if k.endswith(".class") and not k.startswith("META-INF/")})
    command = [
        "java", "-Xmx1g", "-cp", str(tools()[0]), "com.android.tools.r8.D8", "--min-api", str(MIN_API), *libraries(),
        "--output", str(made), str(merged),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=LIMIT_S)
    if done.returncode:
        raise RuntimeError(f"D8 could not convert {', '.join(jar.name for jar in jars)}:\n{done.stderr[-2000:]}")
    _write(made, "a", {k: v for k, v in entries.items() if not k.endswith((".class", "/"))})
    return made


def _entries(jars: Sequence[Path]) -> dict[str, bytes]:
    """Every entry of the jars by name; of those that several have, the first."""
    found: dict[str, bytes] = {}
    for jar in jars:
        with zipfile.ZipFile(jar) as archive:
            for name in archive.namelist():
                if name not in found:
                    found[name] = archive.read(name)
    return found


def _write(jar: Path, mode: Literal["w", "a"], entries: dict[str, bytes]) -> None:
    with zipfile.ZipFile(jar, mode, zipfile.ZIP_DEFLATED) as out:
        for name, data in entries.items():
            out.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)


def _jdk() -> Path:
    compiler = shutil.which("javac")
    if compiler is None:
        raise RuntimeError("D8 needs a JDK: javac is not on PATH.")
    return Path(os.path.realpath(compiler)).parents[1]


def _key(jars: Sequence[Path]) -> str:
    digest = hashlib.sha256(f"{R8} {ANDROID} {MIN_API}".encode())
    for jar in jars:
        digest.update(hashlib.sha256(jar.read_bytes()).digest())
    return digest.hexdigest()[:16]


if __name__ == "__main__":
    *given, target = (Path(word) for word in sys.argv[1:])
    print(dex(given, target))
