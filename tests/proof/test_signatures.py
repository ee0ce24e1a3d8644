"""Every method of Android's that is hooked exists, in the versions its hook says it was read in."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.hooks.rig import JAVA_FILES, build_module, compile_java, run_app
from tests.proof.signatures import ANDROID_ALL, Library, Wanted, android, hook_wanted
from tests.rigs import maven

LEVELS = re.compile(r"android-all ([\d, ]+)")
PLATFORM = ("android.", "libcore.")


@pytest.fixture(scope="module")
def classes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("javac") is None:
        pytest.skip("no JDK: javac is not on PATH")
    return compile_java(JAVA_FILES, tmp_path_factory.mktemp("classes"))


@pytest.fixture(scope="module")
def hooks(classes: Path) -> Iterator[list[dict[str, Any]]]:
    """Every hook of the agent as it says itself, in a program that has none of Android."""
    with run_app(classes) as app:
        app.watch(build_module().build().read_text(encoding="utf-8"))
        yield app.reader().ask("describe")["hooks"]


def test_a_method_is_found_with_its_overloads_and_where_it_is_declared(classes: Path) -> None:
    library = Library(classes)
    wanted = {
        "own": Wanted("Odd", "getOutputStream", ()),
        "inherited": Wanted("Wrapping", "getPort"),
        "array": Wanted("Odd$Out", "write", ("[B", "int", "int")),
        "constructor": Wanted("Odd", "$init", ("javax.net.ssl.SSLSocket",)),
        "overload": Wanted("Odd$Out", "write", ("long",)),
        "method": Wanted("Odd", "sing"),
        "class": Wanted("Even", "sing"),
    }
    found = library.look(wanted.values())
    assert found[wanted["own"]].exists
    assert found[wanted["inherited"]].declared_in == "Odd"
    assert found[wanted["array"]].matches == (("[B", "int", "int"),)
    assert len(found[wanted["array"]].overloads) == 2
    assert found[wanted["constructor"]].exists
    assert [found[wanted[key]].why for key in ("overload", "method", "class")] == [
        "overload absent",
        "method absent",
        "class absent",
    ]


def test_a_hook_is_read_from_what_the_agent_tells() -> None:
    assert hook_wanted("a:b.C.d", "b.C", "d") == Wanted("b.C", "d")
    assert hook_wanted("a:b.C.d([B,int)", "b.C", "d") == Wanted("b.C", "d", ("[B", "int"))
    assert hook_wanted("a:b.C.d()", "b.C", "d") == Wanted("b.C", "d", ())


@pytest.mark.skipif(bool(maven.missing()), reason=maven.missing())
def test_device_hooks_exist_in_just_the_versions_their_sources_name(hooks: list[dict[str, Any]]) -> None:
    mine = [h for h in hooks if h["group"] == "device" and h["cls"].startswith(PLATFORM)]
    assert len(mine) > 100
    wanted = {h["id"]: hook_wanted(h["id"], h["cls"], h["method"]) for h in mine}
    found = {api: android(api).look(wanted.values()) for api in ANDROID_ALL}
    wrong = []
    for hook in mine:
        levels = LEVELS.search(hook["source"])
        said = {int(level) for level in levels[1].replace(" ", "").split(",") if level} if levels else set()
        real = {api for api in ANDROID_ALL if found[api][wanted[hook["id"]]].exists}
        if said != real:
            wrong.append((hook["id"], said, real))
    assert wrong == []


def test_hooks_on_javas_own_classes_exist_in_this_jdk(hooks: list[dict[str, Any]], classes: Path) -> None:
    mine = [h for h in hooks if h["group"] in ("device", "crypto") and h["cls"].startswith(("java.", "javax."))]
    assert len(mine) > 20
    wanted = {h["id"]: hook_wanted(h["id"], h["cls"], h["method"]) for h in mine}
    found = Library(classes).look(wanted.values())
    assert [one for one, want in wanted.items() if not found[want].exists] == []
