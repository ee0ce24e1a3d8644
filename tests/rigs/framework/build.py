"""The framework rig: Android's real framework and real SDKs as an app of the practice phone, built once and cached."""

from __future__ import annotations

import functools
import hashlib
import json
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from inspector.device.practice.apps import practice_folder
from tests.rigs import maven
from tests.rigs.framework.answers import ANSWERS

HERE = Path(__file__).resolve().parent
PACKAGE = "com.example.chatty"
MAIN_CLASS = "phone.Phone"
_STUB = HERE / "stub" / "android" / "app" / "Application.java"
# Of Robolectric's native parts: fonts, and the libraries of other systems.
_NOT_NEEDED = ("fonts/", "native/mac/", "native/windows/", "native/linux/aarch64/")


@functools.cache
def missing() -> str:
    """Why the rig cannot be built here, in one line; empty where it can."""
    if why := maven.missing():
        return why
    return "" if shutil.which("aapt2") else "needs aapt2 (Debian's package aapt)"


def build() -> Path:
    """The rig's folder in the cache: app.jar, app.apk, AndroidManifest.xml, android/ and lib/. Minutes where it is not
    there yet; then nothing. Raises RuntimeError or CalledProcessError with the tool's own words."""
    folder = maven.cache() / f"framework-{_key()}"
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as name:
            work = Path(name) / "rig"
            _unpack(maven.fetch(*coordinates()), work)
            _compile(work)
            if not folder.is_dir():
                work.rename(folder)
    return folder


def runtime(rig: Path, into: Path, sdks: Sequence[str], rounds: int = 2, period_s: int = 8) -> Path:
    """Writes the practice phone's description of this rig's Java, running these SDKs: a file for `--runtime`."""
    class_path = ("{launcher}", "{app}", str(rig / "app.apk"), str(rig / "lib" / "*"))
    properties = {
        "java.system.class.loader": "phone.PhoneLoader",
        "robolectric.offline": "true",
        "robolectric.dependency.dir": rig / "android",
        "apk": rig / "app.apk",
        "manifest": rig / "AndroidManifest.xml",
        "java.io.tmpdir": "{files}",
        "user.home": "{files}",
        "sdks": ",".join(sdks),
        "rounds": rounds,
        "period": period_s,
    }
    command = [
        "{java}", "{options}", "-Xmx768m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
        # Umeng's and AppsFlyer's class files do not pass HotSpot's verifier.
        "-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote",
        "--add-opens", "java.base/java.net=ALL-UNNAMED",
        *(f"-D{name}={value}" for name, value in properties.items()),
        "-cp", ":".join(class_path), "{program}",
    ]  # fmt: skip
    into.write_text(json.dumps({"command": command, "answers": ANSWERS}, indent=1), "utf-8")
    return into


def coordinates() -> list[str]:
    """Every artifact of deps.txt, as Maven names it."""
    lines = (HERE / "deps.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _key() -> str:
    sources = [HERE / "deps.txt", Path(__file__), _STUB, *sorted(p for p in (HERE / "src").rglob("*") if p.is_file())]
    return hashlib.sha256(b"".join(file.read_bytes() for file in sources)).hexdigest()[:16]


def _unpack(artifacts: Iterable[Path], work: Path) -> None:
    """Classes of jars and AARs into lib/, Android itself into android/."""
    lib, android = work / "lib", work / "android"
    lib.mkdir(parents=True)
    android.mkdir()
    for file in artifacts:
        if file.name.startswith("android-all-instrumented"):
            shutil.copy(file, android)
        elif file.name.startswith("nativeruntime-dist-compat"):
            _copy_needed(file, lib / file.name)
        elif file.suffix == ".aar":
            _unpack_aar(file, lib)
        else:
            shutil.copy(file, lib)


def _copy_needed(archive: Path, to: Path) -> None:
    with zipfile.ZipFile(archive) as whole, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as part:
        for entry in whole.infolist():
            if not entry.filename.startswith(_NOT_NEEDED):
                part.writestr(entry, whole.read(entry))


def _unpack_aar(file: Path, lib: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            if name == "classes.jar":
                (lib / f"{file.stem}.jar").write_bytes(archive.read(name))
            elif name.startswith("libs/") and name.endswith(".jar"):
                (lib / f"{file.stem}-{Path(name).name}").write_bytes(archive.read(name))


def _compile(work: Path) -> None:
    manifest = HERE / "src" / "AndroidManifest.xml"
    shutil.copy(manifest, work)
    (android,) = (work / "android").iterdir()
    _run("aapt2", "link", "--manifest", str(manifest), "-o", str(work / "app.apk"), "-I", str(android))
    launcher = practice_folder() / "launcher" / "launcher.jar"
    class_path = ":".join(map(str, (launcher, android, *sorted((work / "lib").iterdir()))))
    sources = [str(file) for file in sorted((HERE / "src").rglob("*.java"))]
    classes = work / "classes"
    _run(
        "javac",
        "-nowarn",
        "-Xlint:none",
        "-proc:none",
        "--release",
        "17",
        "-d",
        str(classes),
        "-cp",
        class_path,
        *sources,
    )
    _run("javac", "-nowarn", "-d", str(classes), str(_STUB))
    # Android's own, though not by its name: the sandbox asks its parent for it; it stands in a signature of Umeng's.
    with zipfile.ZipFile(android) as archive:
        archive.extractall(classes, [name for name in archive.namelist() if name.startswith("javax/microedition/")])
    _run("jar", "cf", str(work / "app.jar"), "-C", str(classes), ".")
    shutil.rmtree(classes)


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{(done.stdout + done.stderr)[-4000:]}")
