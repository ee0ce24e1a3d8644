"""What is asked of Cronet and WebView is told with who asked; channels are told exactly, however written on."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hooks.rig import App, Echo, Row, run_app
from tests.hooks.test_agent import closed, opened, passed

SOURCES = Path(__file__).resolve().parent / "asked"
HELLO = "1603010005" + "0102030405"
DATA = "1703030006" + "a0a1a2a3a4a5"


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory, bundle: str) -> Iterator[App]:
    if shutil.which("javac") is None:
        pytest.skip("no JDK: javac is not on PATH")
    folder = tmp_path_factory.mktemp("asked")
    files = [str(file) for file in SOURCES.rglob("*.java")]
    subprocess.run(["javac", "-nowarn", "-d", str(folder), *files], check=True, capture_output=True)
    with run_app(folder, "Asked") as running:
        running.watch(bundle)
        yield running


def calls(rows: list[Row]) -> list[tuple[str, str, str]]:
    return [(row.fields["layer"], row.fields["method"], row.fields["url"]) for row in rows if row.kind == "call"]


def test_each_url_asked_of_cronet_is_told_with_its_method_and_the_code_that_asked(asking: App) -> None:
    reader = asking.reader()
    asking.tell("cronet")
    rows = reader.until(lambda rows: len(calls(rows)) >= 4)
    assert calls(rows) == [
        ("cronet", "GET", "https://one.example.test/get"),
        ("cronet", "PUT", "https://one.example.test/put"),
        ("cronet", "POST", "https://one.example.test/up"),
        ("cronet", "GET", "https://two.example.test/"),
    ]
    stacks = {row.fields["id"]: row.fields["frames"] for row in rows if row.kind == "stack"}
    asked_in = [stacks[row.fields["stack"]] for row in rows if row.kind == "call"]
    assert all(any(frame.startswith("Asked.cronet(") for frame in frames) for frames in asked_in)


def test_pages_parts_and_scripts_of_a_webview_are_told(asking: App) -> None:
    reader = asking.reader()
    asking.tell("webview")
    rows = reader.until(lambda rows: len(calls(rows)) >= 7)
    page = "https://page.example.test/start?q=1"
    assert calls(rows) == [
        ("webview", "GET", page),
        ("webview", "GET", page),
        ("webview", "GET", "https://cdn.example.test/part.js"),
        ("webview", "SCRIPT", page),
        ("webview", "SCRIPT", page),
        ("webview", "POST", "https://page.example.test/form"),
        ("webview", "POST", "https://page.example.test/form"),
    ]
    told = [row for row in rows if row.kind == "call"]
    assert [row.fields.get("text") for row in told[3:5]] == ["hello('도움')", "again()"]
    assert told[5].payload == b"name=mina"
    assert not [row for row in rows if row.kind == "note"]


def test_what_a_channel_did_not_take_at_once_is_told_once(asking: App, clear_echo: Echo) -> None:
    reader = asking.reader()
    assert asking.tell("slow", clear_echo.port, 20_000_000) == "again"
    rows = reader.until(closed(1))
    [connection] = opened(rows)
    assert passed(rows, connection.fields["conn"], "up") == bytes(clear_echo.got[0])
    assert passed(rows, connection.fields["conn"], "down") == bytes(clear_echo.got[0])


def test_tls_on_a_channel_that_nobody_here_made_is_told_as_unreadable_and_counted(
    asking: App, clear_echo: Echo
) -> None:
    reader = asking.reader()
    asking.tell("records", clear_echo.port, f"{HELLO},{DATA},{DATA}")
    rows = reader.until(closed(1))
    [connection] = opened(rows)
    assert connection.fields["unreadable"] is True
    assert passed(rows, connection.fields["conn"], "up") == bytes.fromhex(HELLO + DATA + DATA)
    assert passed(rows, connection.fields["conn"], "down") == bytes.fromhex(HELLO + DATA + DATA)
    order = [(row.fields["dir"], row.payload.hex()) for row in rows if row.kind == "data"]
    assert order[:3] == [("up", HELLO), ("down", HELLO), ("up", DATA)]
