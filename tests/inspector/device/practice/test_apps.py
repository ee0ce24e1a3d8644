"""Which programs the phone takes as apps, and what it calls them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from inspector.device.practice.apps import java_program, parse_properties
from inspector.errors import PracticeProblem


def jar(path: Path, manifest: str | None) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("nothing.txt", "")
        if manifest is not None:
            archive.writestr("META-INF/MANIFEST.MF", manifest)
    return path


def test_the_package_is_that_of_the_main_class_and_the_name_that_of_the_title(tmp_path: Path) -> None:
    lines = ("Main-Class: org.example.talk.Start", "Implementation-Title: Talk to me", "Implementation-Version: 3.1")
    manifest = "\r\n".join(lines)
    app = java_program(jar(tmp_path / "a.jar", manifest))
    assert (app.package, app.main_class, app.name, app.version) == (
        "org.example.talk", "org.example.talk.Start", "Talk to me", "3.1",
    )  # fmt: skip


def test_a_runtime_says_how_the_app_is_started_and_what_the_internet_answers_it(tmp_path: Path) -> None:
    runtime = tmp_path / "runtime.json"
    runtime.write_text('{"command": ["{java}", "{program}"], "answers": [["^a\\\\.b$", ".", 201, {"ok": 1}]]}')
    app = java_program(jar(tmp_path / "a.jar", "Main-Class: x.Y\n"), runtime=runtime)
    assert app.command == ("{java}", "{program}")
    assert app.answers == ((r"^a\.b$", ".", 201, {"ok": 1}),)


@pytest.mark.parametrize("text", ["", "[]", '{"answers": []}', '{"command": [], "answers": [["host"]]}'])
def test_a_runtime_that_does_not_say_it_is_one_sentence(tmp_path: Path, text: str) -> None:
    runtime = tmp_path / "runtime.json"
    runtime.write_text(text)
    with pytest.raises(PracticeProblem, match="does not describe a Java runtime"):
        java_program(jar(tmp_path / "a.jar", "Main-Class: x.Y\n"), runtime=runtime)


def test_a_folded_line_of_the_manifest_is_put_together(tmp_path: Path) -> None:
    app = java_program(jar(tmp_path / "a.jar", "Main-Class: org.example.a.very.long.name.in\n deed.Main\n"))
    assert app.main_class == "org.example.a.very.long.name.indeed.Main"


def test_a_jar_without_a_title_is_called_after_its_file(tmp_path: Path) -> None:
    assert java_program(jar(tmp_path / "talker.jar", "Main-Class: x.Y\n")).name == "talker"


def test_package_and_main_class_can_be_given(tmp_path: Path) -> None:
    app = java_program(jar(tmp_path / "a.jar", None), "org.given", "x.Main")
    assert (app.package, app.main_class) == ("org.given", "x.Main")


def test_a_main_class_without_a_package_still_gives_the_app_one(tmp_path: Path) -> None:
    assert java_program(jar(tmp_path / "a.jar", "Main-Class: Start\n")).package == "app.start"


def test_a_jar_that_names_nothing_to_run_is_refused_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(PracticeProblem, match="does not say which class to run") as caught:
        java_program(jar(tmp_path / "a.jar", "Created-By: me\n"))
    assert "--main" in caught.value.hint


def test_a_file_that_is_no_jar_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.jar").write_bytes(b"no")
    with pytest.raises(PracticeProblem, match="cannot be read as a jar"):
        java_program(tmp_path / "a.jar")


def test_properties_take_comments_blanks_and_escapes() -> None:
    text = "# c\n! c\n\nmodel = Practice Phone\nurl=http://x/?a=b\nname=\\u00e9t\\u00e9\ncolon: yes\n"
    assert parse_properties(text) == {
        "model": "Practice Phone", "url": "http://x/?a=b", "name": "été", "colon": "yes",
    }  # fmt: skip
