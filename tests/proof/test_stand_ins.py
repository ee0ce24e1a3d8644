"""Every SDK hook fires, once a call, and tells what was passed: on stand-ins with the declared signatures, on HotSpot
and on Android's own runtime."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.hooks.rig import ROOT, App, Row, build_module, java
from tests.proof import catalog
from tests.proof.catalog import Hook, Module, Signature
from tests.proof.stand_ins import real_of, write_jar
from tests.rigs.art import agent, phone
from tests.rigs.dex import dex

PLATFORM = ROOT / "resources" / "practice" / "android.jar"
JAVA_FILES = Path(__file__).resolve().parent / "java"
MARK = re.compile(r"said-\d+")
OPAQUE = re.compile(r"^[\w.$]+@[0-9a-f]+$")  # an object with nothing in it to look for
# The app's own screens are not what is handed over; the small platform here has no JSON of Kotlin's.
UNSAID = {
    "android.app.Activity",
    "android.app.Application",
    "android.view.View",
    "kotlinx.serialization.json.JsonObject",
}
# Hooks with a look of their own, which picks from what was passed.
CHOSEN = {
    "com.mixpanel.android.mpmetrics.MixpanelAPI.getInstance",
    "io.sentry.Sentry.init",
    "io.sentry.Sentry.addBreadcrumb",
    *(f"com.statsig.androidsdk.Statsig{at}.{name}" for at in ("", "Client") for name in ("initialize", "updateUser")),
    *(
        f"com.statsig.androidsdk.Statsig{at}.{name}Async"
        for at in ("", "Client")
        for name in ("initialize", "updateUser")
    ),
}
END = ("com.bytedance.applog.AppLog", "onEventV3")


@dataclass(frozen=True)
class Call:
    """One call that was made: what the caller says it passed and got, and what it called."""

    module: Module
    hook: Hook
    signature: Signature
    passed: list[Any]
    self: Any
    result: Any

    @property
    def title(self) -> str:
        return f"{self.hook.cls}.{self.hook.method}({', '.join(self.signature.types)})"


@pytest.fixture(scope="module")
def modules() -> tuple[Module, ...]:
    bundle = build_module().build().read_text(encoding="utf-8")
    return tuple(module for module in catalog.load(bundle) if module.group == "sdk")


@pytest.fixture(scope="module", params=["hotspot", "art"])
def app(
    request: pytest.FixtureRequest, modules: tuple[Module, ...], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[App]:
    if shutil.which("javac") is None:
        pytest.skip("no JDK: javac is not on PATH")
    folder = tmp_path_factory.mktemp("stand-ins")
    if request.param == "art":
        command = on_art(request.getfixturevalue("art_rig"), *compiled(modules, folder), folder)
        bundle = agent.bundle()
    else:
        classes = f"{':'.join(str(jar) for jar in compiled(modules, folder))}:{PLATFORM}"
        command = [java(), "-Xmx512m", "-Xverify:all", "-cp", classes]
        bundle = build_module().build()
    process = subprocess.Popen([*command, "Caller"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
    running = App(process)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "UP\n"
        running.watch(bundle.read_text(encoding="utf-8"))
        yield running
        for reader in running.readers:
            reader.close()
    finally:
        process.kill()
        process.communicate()


def compiled(modules: tuple[Module, ...], folder: Path) -> tuple[Path, Path]:
    """The caller with the stand-ins of SDKs, and those of the platform's classes that the practice phone has not."""
    own = [str(file) for file in JAVA_FILES.rglob("*.java")]
    options = ["--release", "11", "-nowarn", "-Xlint:none"]
    subprocess.run(["javac", *options, "-d", str(folder / "own"), *own], check=True, capture_output=True)
    classes = {file.relative_to(folder / "own").as_posix(): file for file in sorted((folder / "own").rglob("*.class"))}
    with zipfile.ZipFile(PLATFORM) as phone_has:
        there = {name[:-6].replace("/", ".") for name in [*phone_has.namelist(), *classes] if name.endswith(".class")}
    write_jar(modules, folder / "written.jar", there)
    with zipfile.ZipFile(folder / "written.jar") as written:
        entries = {name: written.read(name) for name in written.namelist()}
    entries |= {name: file.read_bytes() for name, file in classes.items()}
    app, platform = folder / "app.jar", folder / "platform.jar"
    for jar, is_platform in ((app, False), (platform, True)):
        with zipfile.ZipFile(jar, "w") as out:
            for name, data in entries.items():
                if name.startswith("android/") == is_platform:
                    out.writestr(zipfile.ZipInfo(name), data)
    return app, platform


def on_art(rig: Path, app: Path, platform: Path, folder: Path) -> list[str]:
    """How the caller is started there, but for its class: the platform's stand-ins stand before the framework's own."""
    before = [dex([platform], folder / "platform-dex.jar"), phone.stand_ins(folder)]
    dexed = dex([app], folder / "app-dex.jar")
    return [str(rig / "art"), f"-Xbootclasspath/p:{':'.join(map(str, before))}", "-cp", str(dexed)]


def calls_of(modules: tuple[Module, ...]) -> Iterator[tuple[Module, Hook, Signature, str]]:
    """Every declared overload of every hook, with the method that gives the object to call it on, or "-"."""
    for module in modules:
        makers = {of: f"{cls}.{method}" for cls, method, of in module.instances}
        for hook in module.hooks:
            for signature in hook.declared:
                yield module, hook, signature, makers.get(hook.cls, "-") if hook.shape != "class" else "-"


@pytest.fixture(scope="module")
def seen(app: App, modules: tuple[Module, ...]) -> tuple[list[Call], list[Row], list[Row]]:
    """The calls, the rows that tell them, and the rows that tell of hooks."""
    reader = app.reader()
    calls = []
    for module, hook, signature, maker in calls_of(modules):
        said = json.loads(app.tell(hook.cls, hook.method, maker, *signature.types))
        calls.append(Call(module, hook, signature, said["passed"], said["self"], said["result"]))
    end = json.loads(app.tell(*END, "-", "java.lang.String"))["passed"][0]
    rows = reader.until(lambda rows: any(end in str(row.fields.get("title")) for row in rows))
    return calls, told_for(calls, rows), [row for row in rows if row.kind == "hook"]


def told_for(calls: list[Call], rows: list[Row]) -> list[Row]:
    """The rows of SDK calls, without the end's, and without those of constructors that only made an object to call."""
    told: list[Row] = []
    for row in [row for row in rows if row.kind == "sdk"][:-1]:
        wanted = calls[len(told)].hook.method if len(told) < len(calls) else ""
        if wanted == "$init" or not row.fields["hook"].endswith(".$init"):
            told.append(row)
    return told


def test_every_declared_hook_is_put_in(seen: tuple[list[Call], list[Row], list[Row]]) -> None:
    calls, _, hooks = seen
    status = {row.fields["id"]: row.fields for row in hooks}
    for call in calls:
        on = call.hook.cls
        if call.hook.shape != "class" and not call.signature.is_static:
            on = real_of(on)
        assert status[f"{call.module.id}:{on}.{call.hook.method}"]["status"] == "installed", call.title


def test_each_call_is_told_exactly_once_and_in_order(seen: tuple[list[Call], list[Row], list[Row]]) -> None:
    calls, rows, _ = seen
    wanted = [(call.module.product, call.hook.cls, call.hook.method) for call in calls]
    told = [(row.fields["sdk"], row.fields["hook"]) for row in rows]
    assert [(sdk, f"{name}.{method}") for sdk, name, method in wanted] == [
        (sdk, hook.replace("$Real.", ".")) for sdk, hook in told
    ]


def test_what_was_passed_is_told(seen: tuple[list[Call], list[Row], list[Row]]) -> None:
    calls, rows, _ = seen
    silent = []
    for call, row in zip(calls, rows, strict=True):
        told = f"{row.fields['title']} {json.dumps(row.fields['value'], ensure_ascii=False)}"
        silent += [f"{call.title}: {mark!r} is not in {told}" for mark in expected(call, row) if not found(mark, told)]
    assert not silent, "\n".join(silent)


def test_a_read_tells_what_the_app_got_and_nothing_else_is_a_read(
    seen: tuple[list[Call], list[Row], list[Row]],
) -> None:
    calls, rows, _ = seen
    reads = [(call, row) for call, row in zip(calls, rows, strict=True) if row.fields["verb"] == "read"]
    assert len(reads) > 20
    for call, row in reads:
        if isinstance(call.result, str) and call.result.startswith("given"):
            assert row.fields["value"] == call.result == f"given by {call.hook.method}"


def test_no_hook_met_a_fault(app: App, seen: tuple[list[Call], list[Row], list[Row]]) -> None:
    assert [row.fields for row in app.readers[0].of("note")] == []
    assert "failed" not in {row.fields["status"] for row in seen[2] if row.fields["group"] == "sdk"}


def expected(call: Call, row: Row) -> list[Any]:
    """What of the passed must be told: all that has a name in the declaration, or all where nothing has."""
    if row.fields["verb"] == "read" or f"{call.hook.cls}.{call.hook.method}" in CHOSEN:
        return []
    types, names = call.signature.types, call.signature.names
    sayable = [name != "" or not any(names) for name in names]
    told = [v for v, kind, say in zip(call.passed, types, sayable, strict=True) if say and kind not in UNSAID]
    return [value for value in told if value is not None and not (isinstance(value, str) and OPAQUE.search(value))]


def found(value: Any, told: str) -> bool:
    marks = MARK.findall(value) if isinstance(value, str) else []
    return all(mark in told for mark in marks) if marks else str(value).lower() in told.lower()
