"""A larger app, in Kotlin with Retrofit, Ktor, serialization and coroutines: as it is compiled, and as released."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from inspector.device.practice.apps import practice_folder
from tests.rigs import maven
from tests.rigs.renamed.build import renamed

HERE = Path(__file__).resolve().parent
PACKAGE = "org.parley"
_EPOCH = (2020, 1, 1, 0, 0, 0)
_MANIFEST = f"Main-Class: {PACKAGE}.MainKt\nImplementation-Title: Parley\n"
_APP_LOG = ("com/bytedance/applog/", "com/bytedance/bdtracker/")
_RULES = ("META-INF/com.android.tools/r8/", "META-INF/proguard/")


def plain() -> Path:
    """The app in one runnable jar, made once and kept; libraries.pro beside it is what its libraries want kept.

    Minutes where Maven has to bring the compiler. Raises RuntimeError with Maven's own words.
    """
    folder = maven.cache() / "renamed" / f"larger-{_key()}"
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as name:
            work, made = Path(name) / "work", Path(name) / "made"
            made.mkdir()
            jars = _compile(work)
            _join(work / "target" / "classes", [*jars, work / "app-log.jar"], made / "larger.jar")
            (made / "libraries.pro").write_text("\n".join(_rules(jars)), "utf-8")
            if not folder.is_dir():
                made.rename(folder)
    return folder / "larger.jar"


def released() -> Path:
    """The same after R8, see renamed.build. Raises RuntimeError."""
    jar = plain()
    return renamed(jar, [HERE / "larger.pro", jar.with_name("libraries.pro")])


def _compile(work: Path) -> list[Path]:
    """The app's classes in target/classes; what it needs at run time. AppLog's stand-in goes into app-log.jar."""
    shutil.copytree(HERE / "src", work / "src")
    shutil.copy(HERE / "pom.xml", work)
    _choose(practice_folder() / "app.jar", _APP_LOG, work / "app-log.jar")
    shutil.copy(practice_folder() / "android.jar", work)
    command = [
        "mvn", "-q", "-B", "-f", str(work / "pom.xml"), "compile", "dependency:copy-dependencies",
        "-DincludeScope=runtime", f"-DoutputDirectory={work / 'lib'}",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=maven.LIMIT_S)
    if done.returncode:
        raise RuntimeError(f"Maven could not compile the larger app:\n{done.stdout[-3000:]}")
    return sorted((work / "lib").glob("*.jar"))


def _choose(jar: Path, start: tuple[str, ...], out: Path) -> None:
    with zipfile.ZipFile(jar) as archive, zipfile.ZipFile(out, "w") as chosen:
        for name in archive.namelist():
            if name.startswith(start) and name.endswith(".class"):
                chosen.writestr(zipfile.ZipInfo(name, _EPOCH), archive.read(name))


def _join(classes: Path, jars: Iterable[Path], out: Path) -> None:
    """One jar of classes and jars, without what only tools read."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(zipfile.ZipInfo("META-INF/MANIFEST.MF", _EPOCH), _MANIFEST)
        for file in sorted(classes.rglob("*.class")):
            made.writestr(zipfile.ZipInfo(file.relative_to(classes).as_posix(), _EPOCH), file.read_bytes())
        for jar in jars:
            with zipfile.ZipFile(jar) as archive:
                for name in sorted(set(archive.namelist()) - set(made.namelist())):
                    if not name.endswith("/") and not name.startswith("META-INF/"):
                        made.writestr(zipfile.ZipInfo(name, _EPOCH), archive.read(name), zipfile.ZIP_DEFLATED)


def _rules(jars: Iterable[Path]) -> Iterable[str]:
    """What the libraries tell R8 themselves, as Android's own build takes it: those for R8 where there are any."""
    for jar in jars:
        with zipfile.ZipFile(jar) as archive:
            found = [[n for n in archive.namelist() if n.startswith(s) and n.endswith(".pro")] for s in _RULES]
            for name in next((names for names in found if names), []):
                yield f"# {jar.name} {name}\n{archive.read(name).decode()}"


def _key() -> str:
    digest = hashlib.sha256()
    ours = [file for file in sorted(HERE.rglob("*")) if file.suffix in (".kt", ".xml")]
    for file in (*ours, Path(__file__), practice_folder() / "app.jar", practice_folder() / "android.jar"):
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]
