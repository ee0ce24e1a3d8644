"""The committed jars are what their sources give, byte for byte, and fit Android 10."""

from __future__ import annotations

import shutil
import struct
import subprocess
import zipfile
from pathlib import Path

import pytest

from inspector import paths

PRACTICE = paths.resources() / "practice"
JARS = {"android.jar": "android/target/android.jar", "app.jar": "chat/target/app.jar"}
JAVA_8 = 52


def without_maven_and_jdk_17() -> str:
    """Why the jars cannot be built here, or ""."""
    if not shutil.which("mvn") or not shutil.which("javac"):
        return "needs Maven and a JDK 17"
    version = subprocess.run(["javac", "-version"], capture_output=True, text=True, check=True)
    return "" if "javac 17." in version.stdout + version.stderr else "another JDK than 17 writes other bytes"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if reason := without_maven_and_jdk_17():
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("build") / "app"
    shutil.copytree(PRACTICE / "app", folder, ignore=shutil.ignore_patterns("target"))
    run = subprocess.run(
        ["mvn", "-q", "-B", "package"], cwd=folder, capture_output=True, text=True, timeout=280, check=False
    )
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-3000:]
    return folder


@pytest.mark.parametrize("name", JARS)
def test_a_jar_built_from_its_sources_is_the_committed_one(built: Path, name: str) -> None:
    fresh, committed = built / JARS[name], PRACTICE / name
    assert checksums(fresh) == checksums(committed)
    assert fresh.read_bytes() == committed.read_bytes()


@pytest.mark.parametrize("name", JARS)
def test_every_class_is_java_8(name: str) -> None:
    with zipfile.ZipFile(PRACTICE / name) as jar:
        classes = [entry for entry in jar.namelist() if entry.endswith(".class")]
        newest = max(struct.unpack(">H", jar.read(entry)[6:8])[0] for entry in classes)
    assert classes
    assert newest <= JAVA_8


def test_the_app_keeps_the_names_that_hooks_look_for_and_none_of_androids() -> None:
    with zipfile.ZipFile(PRACTICE / "app.jar") as jar:
        names = set(jar.namelist())
    for wanted in (
        "okhttp3/OkHttpClient",
        "okhttp3/internal/connection/RealCall",
        "okhttp3/internal/ws/RealWebSocket",
        "com/bytedance/applog/AppLog",
        "com/bytedance/applog/encryptor/EncryptorUtil",
        "com/apm/insight/MonitorCrash",
        "com/bytedance/apm/insight/ApmInsight",
        "com/ishumei/smantifraud/SmAntiFraud",
        "io/intercom/android/sdk/Intercom",
        "cn/jpush/android/api/JPushInterface",
        "com/google/android/gms/ads/identifier/AdvertisingIdClient$Info",
    ):
        assert f"{wanted}.class" in names
    assert not any(name.startswith(("android/", "org/json/", "com/android/", "java/")) for name in names)
    assert (PRACTICE / "app.jar").stat().st_size < 3_000_000


def checksums(jar: Path) -> list[tuple[str, int]]:
    with zipfile.ZipFile(jar) as opened:
        return [(entry.filename, entry.CRC) for entry in opened.infolist()]
