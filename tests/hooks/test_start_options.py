"""What the agent is told at its start: methods to watch too, hooks to leave out, first calls to say in the log."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from inspector import custom_hooks
from inspector.pipeline import Pipeline
from inspector.recipients import Recipients
from inspector.records import CustomHook, Raw
from tests.hooks.rig import App, Echo, Row, java


def custom(*hooks: CustomHook) -> list[dict[str, Any]]:
    return custom_hooks.runtime_form(hooks)


def calls(count: int) -> Callable[[list[Row]], bool]:
    return lambda rows: sum(row.kind == "sdk" for row in rows) >= count


def test_a_method_the_tester_named_is_told_with_arguments_and_result(app: App, bundle: str) -> None:
    app.watch(bundle, custom=custom(CustomHook("Talker", "crypt", title="the cipher")))
    reader = app.reader()
    said = app.tell("crypt", "a-secret")
    rows = reader.until(calls(1))
    [row] = [row for row in rows if row.kind == "sdk"]
    assert row.fields["title"] == "the cipher"
    assert row.fields["value"] == {"arguments": ["a-secret"], "result": said}
    raws = [Raw(at, 1, each.seq, each.at_ms, each.kind, each.fields, each.payload) for at, each in enumerate(rows, 1)]
    batch = Pipeline("com.example.talker", Recipients.load()).take(raws)
    [seen] = [each for each in batch.observations if each.kind == "sdk_call"]
    assert (seen.title, seen.match) == ("Custom hook: the cipher", None)
    assert [(hook.hook, hook.status) for hook in batch.hooks if hook.group == "custom"] == [
        ("custom:Talker.crypt", "installed")
    ]
    assert not [sdk for sdk in batch.sdks if sdk.product == "custom"]


def test_one_overload_is_chosen_by_its_parameters_and_an_exception_is_said(app: App, bundle: str) -> None:
    app.watch(
        bundle,
        custom=custom(
            CustomHook("Talker", "more", ("java.lang.String",)), CustomHook("Talker", "shift", ("byte[]",)),
            CustomHook("Talker", "shift", ("int",)), CustomHook("no.such.Class", "shift"),
        ),
    )  # fmt: skip
    reader = app.reader()
    app.begin("more", "x")
    assert app.process.stdout is not None
    assert app.process.stdout.readline().startswith("FAIL ")  # nothing is held open: as without the agent
    rows = reader.until(calls(1))
    assert [row.fields["value"] for row in rows if row.kind == "sdk"] == [{"arguments": ["x"], "threw": True}]
    found = {row.fields["id"]: row.fields["status"] for row in rows if row.fields.get("group") == "custom"}
    assert found == {
        "custom:Talker.more(java.lang.String)": "installed", "custom:Talker.shift([B)": "installed",
        "custom:Talker.shift(int)": "absent", "custom:no.such.Class.shift": "absent",
    }  # fmt: skip


def test_a_method_the_tool_watches_already_is_said_to_be(app: App, bundle: str) -> None:
    app.watch(bundle, custom=custom(CustomHook("javax.crypto.Cipher", "doFinal")))
    rows = app.reader().until(lambda rows: any(row.fields.get("group") == "custom" for row in rows))
    [hook] = [row.fields for row in rows if row.fields.get("group") == "custom"]
    assert (hook["status"], hook["reason"]) == ("off", "a hook of this tool's own watches it already")


def test_hooks_and_groups_can_be_left_out_each_with_its_reason(app: App, bundle: str, clear_echo: Echo) -> None:
    off = {"cipher:javax.crypto.Cipher.init": "the app crashed after it", "async": "not wanted", "crypto": "not wanted"}
    app.watch(bundle, off=off)
    reader = app.reader()
    app.tell("crypt", "unseen")
    app.tell("clear", clear_echo.port, "seen")
    rows = reader.until(lambda rows: any(row.kind == "close" for row in rows))
    hooks = {row.fields["id"]: row.fields for row in rows if row.kind == "hook"}
    left_out = hooks["cipher:javax.crypto.Cipher.init"]
    assert (left_out["status"], left_out["reason"]) == ("off", "the app crashed after it")
    assert {h["status"] for h in hooks.values() if h["group"] in ("async", "crypto")} == {"off"}
    assert not [row for row in rows if row.kind == "crypto"]


def test_each_hooks_first_call_is_in_the_log_before_the_call_itself(compiled: Path, bundle: str) -> None:
    command = [java(), "-cp", str(compiled), "Talker"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        app = App(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "UP\n"
        app.watch(bundle, last_words=True)
        app.tell("crypt", "the-first-text")
        app.tell("crypt", "the-second-text")
        _, log = process.communicate(timeout=20)
    ciphers = [line for line in log.splitlines() if "javax.crypto.Cipher" in line]
    assert ciphers == [
        f"inspector-agent: first call of cipher:javax.crypto.Cipher.{method}"
        for method in ("init", "update", "doFinal")
    ]
