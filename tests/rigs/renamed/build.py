"""An app as it is released: through R8 in full mode, renamed where nothing keeps a name; classes and dex in one jar."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from tests.rigs import maven
from tests.rigs.dex import MIN_API, R8, libraries, tools

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
COMMON = HERE / "common.pro"
_EPOCH = (2020, 1, 1, 0, 0, 0)
_LIMIT_S = 1500


def practice(rules: str = "practice.pro") -> Path:
    """The practice app, renamed. Raises RuntimeError with R8's own words."""
    return renamed(ROOT / "resources" / "practice" / "app.jar", [HERE / rules])


def okhttp(version: str) -> Path:
    """A small app with that version of OkHttp, renamed. Raises RuntimeError with R8's own words."""
    artifact = "okhttp-jvm" if version.startswith("5.") else "okhttp"
    jars = maven.fetch(f"com.squareup.okhttp3:{artifact}:{version}", transitive=True)
    return renamed(_app(HERE / "okhttp" / "Calls.java", jars, f"okhttp-{version}"), [HERE / "okhttp" / "rules.pro"])


def renamed(jar: Path, rules: Sequence[Path]) -> Path:
    """The runnable jar after R8, kept beside what Maven brought.

    Its classes are for the computer's own Java; its classes.dex, made of these very classes, for Android's, and for
    whoever reads the app's package. R8's map from old names to new lies beside it, ending in .map.
    """
    digest = hashlib.sha256(f"{R8} {MIN_API}".encode())
    for file in (jar, COMMON, *rules):
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    kept = maven.cache() / "renamed" / f"{jar.stem}-{digest.hexdigest()[:16]}.jar"
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept.parent) as name:
            work = Path(name)
            _run("R8", "--classfile", *_rules(rules), "--pg-map-output", work / "map", "--output", work / "r8.jar", jar)
            _run("D8", "--min-api", MIN_API, "--output", work / "d8.jar", work / "r8.jar")
            _join(jar, work / "r8.jar", work / "d8.jar", work / "whole.jar")
            (work / "map").replace(kept.with_suffix(".map"))
            (work / "whole.jar").replace(kept)
    return kept


def _app(source: Path, jars: Sequence[Path], name: str) -> Path:
    """One jar of a Java file and all it needs; the same bytes each time."""
    out = maven.cache() / "renamed" / "apps" / f"{name}.jar"
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent) as folder:
        words = ["javac", "--release", "8", "-nowarn", "-Xlint:-options", "-cp", ":".join(map(str, jars)), "-d", folder]
        subprocess.run([*words, str(source)], check=True, capture_output=True)
        whole = Path(folder) / "whole.jar"
        with zipfile.ZipFile(whole, "w") as made:
            made.writestr(zipfile.ZipInfo("META-INF/MANIFEST.MF", _EPOCH), f"Main-Class: {source.stem}\n")
            for file in sorted(Path(folder).glob("*.class")):
                made.writestr(zipfile.ZipInfo(file.name, _EPOCH), file.read_bytes())
            for jar in jars:
                with zipfile.ZipFile(jar) as archive:
                    for entry in sorted(set(archive.namelist()) - set(made.namelist())):
                        if not entry.endswith("/") and not entry.startswith("META-INF/"):
                            made.writestr(zipfile.ZipInfo(entry, _EPOCH), archive.read(entry))
        whole.replace(out)
    return out


def _rules(rules: Sequence[Path]) -> list[str]:
    return [word for file in (COMMON, *rules) for word in ("--pg-conf", str(file))]


def _run(tool: str, *words: object) -> None:
    java = ["java", "-Xmx1200m", "-cp", tools()[0], f"com.android.tools.r8.{tool}"]
    command = [*java, "--release", *libraries(), *words]
    done = subprocess.run([str(w) for w in command], capture_output=True, text=True, check=False, timeout=_LIMIT_S)
    if done.returncode:
        raise RuntimeError(f"{tool} failed:\n{done.stderr[-3000:]}")


def _join(original: Path, classes: Path, dexed: Path, out: Path) -> None:
    """The original's manifest and files, the renamed classes, the dex."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as whole:
        for jar, wanted in ((original, ""), (classes, ".class"), (dexed, ".dex")):
            with zipfile.ZipFile(jar) as archive:
                for name in sorted(archive.namelist()):
                    is_code = name.endswith((".class", ".dex", "/"))
                    if name.endswith(wanted) if wanted else not is_code:
                        whole.writestr(zipfile.ZipInfo(name, _EPOCH), archive.read(name), zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    print(practice(*sys.argv[1:]))
