"""Java classes to dex: what the others' builds stand on."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.rigs import maven
from tests.rigs.dex import dex

pytestmark = pytest.mark.skipif(bool(maven.missing()), reason=maven.missing() or "-")


def test_classes_become_dex_and_other_files_stay(tmp_path: Path) -> None:
    (tmp_path / "Small.java").write_text("class Small { Runnable r = () -> System.out.println(this); }")
    subprocess.run(
        ["javac", "--release", "8", "-nowarn", "-Xlint:-options", "-d", ".", "Small.java"], check=True, cwd=tmp_path
    )
    jars = [tmp_path / "one.jar", tmp_path / "two.jar"]
    for jar, text in zip(jars, ("first", "second"), strict=True):
        with zipfile.ZipFile(jar, "w") as out:
            out.write(tmp_path / "Small.class", "Small.class")
            out.writestr("some/file.txt", text)
    with zipfile.ZipFile(dex(jars, tmp_path / "out.jar")) as made:
        assert sorted(made.namelist()) == ["classes.dex", "some/file.txt"]
        assert made.read("classes.dex").startswith(b"dex\n039")
        assert made.read("some/file.txt") == b"first"


def test_what_is_no_class_is_said_in_d8s_words(tmp_path: Path) -> None:
    broken = tmp_path / "broken.jar"
    with zipfile.ZipFile(broken, "w") as out:
        out.writestr("Broken.class", b"not a class")
    with pytest.raises(RuntimeError, match=r"D8 could not convert broken\.jar"):
        dex([broken], tmp_path / "out.jar")
