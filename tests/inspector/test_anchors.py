"""Renamed classes and methods, found by anchors, against R8's own map of what it renamed."""

from __future__ import annotations

import re
import subprocess
import zipfile
from pathlib import Path

import pytest

from inspector import anchors, package
from inspector.anchors import ClassAnchor, ClassName, MethodAnchor
from inspector.dex import Dex
from inspector.errors import FileProblem
from tests.rigs import maven
from tests.rigs.dex import dex
from tests.rigs.renamed import build

needs_maven = pytest.mark.skipif(bool(maven.missing()), reason=maven.missing() or "-")
_CLASS = re.compile(r"^(\S+) -> (\S+):$")
_METHOD = re.compile(r"^ +(?:\d+:\d+:)?\S+ ([\w$<>]+)\(([^)]*)\)(?::\d+)*(?::\d+)? -> (\S+)$")


class R8Map:
    """Which class and method got which name, in R8's own words."""

    def __init__(self, file: Path) -> None:
        self.classes: dict[str, str] = {}
        self.methods: set[tuple[str, str, str, str]] = set()
        own = ""
        for line in file.read_text().splitlines():
            if cls := _CLASS.match(line):
                own = cls[1]
                self.classes[cls[1]] = cls[2]
            elif method := _METHOD.match(line):
                self.methods.add((own, *method.groups()))

    def knows(self, cls: ClassName) -> list[str]:
        """The methods that are called otherwise than was found."""
        wrong = []
        back = {new: old for old, new in self.classes.items()}
        for method in cls.methods:
            types = ",".join(back.get(t, t) for t in method.types)
            wanted = (cls.name, types, method.renamed)
            named = {name for own, name, args, new in self.methods if (own, args, new) == wanted}
            if method.renamed not in ("toString", "$init") and not named & {method.name, *method.one_of}:
                wrong.append(f"{method.name}({types}) -> {method.renamed}: {named}")
        return wrong


def found_in(jar: Path) -> dict[str, ClassName]:
    return {cls.name: cls for cls in package.names_in([jar], anchors.load())}


@needs_maven
def test_every_anchored_class_and_method_is_found_where_r8_put_it() -> None:
    jar = build.practice()
    truth, found = R8Map(jar.with_suffix(".map")), found_in(jar)
    assert {name: cls.renamed for name, cls in found.items()} == {
        anchor.name: truth.classes[anchor.name] for anchor in anchors.load() if not anchor.name.startswith("retrofit2.")
    }, "all but Retrofit, which it has not"
    assert {name: wrong for name, cls in found.items() if (wrong := truth.knows(cls))} == {}
    known = {(cls.name.rpartition(".")[2], m.name, len(m.types)) for cls in found.values() for m in cls.methods}
    assert {
        ("AppLog", "init", 2), ("AppLogInstance", "onEventV3", 1), ("AppLogInstance", "onEventV3", 2),
        ("AppLogInstance", "setUserUniqueID", 1), ("AppLogInstance", "getDid", 0), ("Intercom", "client", 0),
        ("Intercom", "logEvent", 2), ("RealCall", "getResponseWithInterceptorChain$okhttp", 0),
    } <= known  # fmt: skip


@needs_maven
def test_where_r8_takes_classes_apart_nothing_false_is_found() -> None:
    jar = build.practice("whole.pro")
    truth, found = R8Map(jar.with_suffix(".map")), found_in(jar)
    assert {name: cls.renamed for name, cls in found.items()}.items() <= truth.classes.items()
    assert {name: wrong for name, cls in found.items() if (wrong := truth.knows(cls))} == {}
    assert "com.bytedance.bdtracker.Api" in found


@needs_maven
def test_where_names_are_kept_there_is_nothing_to_find(tmp_path: Path) -> None:
    assert found_in(dex([build.ROOT / "resources/practice/app.jar"], tmp_path / "app.jar")) == {}


TWINS = """
class Twins {
    static void first(String a) { System.out.println("one " + a); }
    static void second(String b) { System.out.println("two " + b); }
    static void third(String c) { System.out.println("known by this"); }
    static void fourth(String d, int e) { third(d); }
    static void fifth(String d, int e) { first(d); }
}
"""


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("twins")
    (folder / "Twins.java").write_text(TWINS)
    subprocess.run(["javac", "--release", "8", "-nowarn", "-Xlint:-options", "Twins.java"], check=True, cwd=folder)
    with zipfile.ZipFile(folder / "twins.jar", "w") as out:
        out.write(folder / "Twins.class", "Twins.class")
    with zipfile.ZipFile(dex([folder / "twins.jar"], folder / "dexed.jar")) as made:
        return made.read("classes.dex")


def method(name: str, *types: str, **how: str | tuple[str, ...]) -> MethodAnchor:
    return MethodAnchor(name, types, "void", True, **how)  # type: ignore[arg-type]


@needs_maven
def test_methods_that_nothing_tells_apart_are_given_with_all_their_names(twins: bytes) -> None:
    third = method("known", "java.lang.String", strings=("known by this",))
    one, two = method("one", "java.lang.String"), method("two", "java.lang.String")
    calling = method("calling", "java.lang.String", "int", calls="self.known")
    (found,) = anchors.resolve([twins], [ClassAnchor("com.example.Sdk", methods=(one, third, two, calling))])
    assert found.renamed == "Twins"
    assert {(m.name, m.renamed, m.one_of) for m in found.methods} == {
        ("known", "third", ()),
        ("calling", "fourth", ()),
        *((name, renamed, ("one", "two")) for name in ("one", "two") for renamed in ("first", "second")),
    }


@needs_maven
def test_one_name_for_two_methods_says_that_it_may_be_another(twins: bytes) -> None:
    third = method("known", "java.lang.String", strings=("known by this",))
    one = method("one", "java.lang.String")
    (found,) = anchors.resolve([twins], [ClassAnchor("com.example.Sdk", methods=(third, one))])
    assert {m.one_of for m in found.methods if m.name == "one"} == {("one", anchors.ANOTHER)}


@needs_maven
def test_a_text_in_a_method_of_other_types_is_no_proof(twins: bytes) -> None:
    moved = method("known", "java.lang.String", "android.content.Context", strings=("known by this",))
    assert anchors.resolve([twins], [ClassAnchor("com.example.Sdk", methods=(moved,))]) == ()


@needs_maven
def test_a_dex_file_says_which_code_uses_a_text_and_whom_it_calls(twins: bytes) -> None:
    code = Dex(twins)
    (user,) = code.users("known by*")
    assert (user.cls, user.name, user.types, user.static) == ("Twins", "third", ("java.lang.String",), True)
    assert code.users("known by") == []
    fourth = next(m for m in code.methods("Twins") if m.name == "fourth")
    assert code.body(fourth).calls == {("Twins", "third", ("java.lang.String",))}


def test_a_damaged_package_is_said_to_be_damaged(tmp_path: Path) -> None:
    apk = tmp_path / "base.apk"
    with zipfile.ZipFile(apk, "w") as out:
        out.writestr("classes.dex", b"dex\n039\0" + b"\xff" * 200)
    with pytest.raises(FileProblem, match="damaged"):
        package.names_in([apk], anchors.load())


def test_an_anchor_file_with_a_slip_is_named(tmp_path: Path) -> None:
    (tmp_path / "sdk.toml").write_text('[[classes]]\nname = "a.B"\nstrngs = ["x"]\n')
    with pytest.raises(FileProblem, match=r"sdk\.toml.*strngs"):
        anchors.load(tmp_path)


@needs_maven
@pytest.mark.parametrize("version", ["3.12.13", "3.14.9", "4.12.0", "5.1.0"])
def test_okhttp_is_found_under_any_name_in_every_version(version: str) -> None:
    jar = build.okhttp(version)
    truth, found = R8Map(jar.with_suffix(".map")), found_in(jar)
    for cls in found.values():
        old = cls.name.replace("internal.connection.", "") if version.startswith("3.") else cls.name
        assert cls.renamed == truth.classes[old]
    calls = {method.name for method in found["okhttp3.internal.connection.RealCall"].methods}
    assert "getResponseWithInterceptorChain$okhttp" in calls
    handed = {method.name for method in found["okhttp3.internal.connection.RealCall$AsyncCall"].methods}
    assert handed == {"$init", "run"}
    assert {"okhttp3.Request", "okhttp3.internal.ws.RealWebSocket"} <= set(found)
