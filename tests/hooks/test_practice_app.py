"""The agent in the practice app: every kind of row, against what really reached the practice internet."""

from __future__ import annotations

import base64
import json
import queue
import subprocess
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from inspector.device.practice.internet import Internet
from tests.hooks.rig import ROOT, TIMEOUT_S, App, Row, java

PRACTICE = ROOT / "resources" / "practice"
PROMPT = "Where can I get help with depression? \U0001f642"
HOSTS = {"gator.volces.com", "apmplus.volces.com", "fp-sa-it-acc.fengkongcloud.com", "chat.practice.test"}
pytestmark = pytest.mark.phone

Use = tuple[list[Row], list[dict[str, Any]]]


class Phone:
    """The practice app in a JVM of its own, with its screen and its internet."""

    def __init__(self, folder: Path) -> None:
        self.net = Internet(folder, folder / "truth")
        self.net.start()
        self.folder = folder
        (folder / "hosts").write_text("127.0.0.1 localhost\n")
        (folder / "files").mkdir()
        options = {
            "android.device": PRACTICE / "device.properties",
            "practice.files": folder / "files",
            "practice.wait": "true",
            "socksProxyHost": "127.0.0.1",
            "socksProxyPort": self.net.port,
            "socksNonProxyHosts": "",
            "jdk.net.hosts.file": folder / "hosts",
            "javax.net.ssl.trustStore": self.net.trust_store,
        }
        jars = f"{PRACTICE / 'app.jar'}:{PRACTICE / 'android.jar'}"
        # A line of the runtime's own says that it is made: Frida cannot attach to a process that is only being loaded.
        command = [
            java(),
            "--show-version",
            *(f"-D{name}={value}" for name, value in options.items()),
            "-cp",
            jars,
            "com.practice.chat.Main",
        ]
        self.app = App(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
        self.screens: queue.Queue[dict[str, Any]] = queue.Queue()
        assert self.app.process.stdout is not None
        assert self.app.process.stdout.readline().startswith("openjdk")
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()

    def _listen(self) -> None:
        assert self.app.process.stdout is not None
        for line in self.app.process.stdout:
            said = json.loads(line) if line.startswith("{") else {}
            if "screen" in said:
                self.screens.put(said["screen"])

    def say(self, **what: object) -> None:
        assert self.app.process.stdin is not None
        self.app.process.stdin.write(json.dumps(what) + "\n")
        self.app.process.stdin.flush()

    def tap(self, name: str) -> None:
        """Taps the target once it is there."""
        while True:
            screen = self.screens.get(timeout=TIMEOUT_S)
            for target in screen["targets"]:
                if target["id"] == name:
                    self.say(do="tap", x=target["x"] + target["w"] // 2, y=target["y"] + target["h"] // 2)
                    return

    def close(self) -> list[dict[str, Any]]:
        """Ends the app and the internet. What reached it: one dictionary a request."""
        for reader in self.app.readers:
            reader.close()
        self.app.process.kill()
        self._listening.join(TIMEOUT_S)
        self.app.process.communicate()
        self.net.stop()
        return [json.loads(line) for line in (self.folder / "truth" / "requests.jsonl").read_text().splitlines()]


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory, bundle: str) -> Use:
    """The rows of one use of the app, and what its servers got."""
    phone = Phone(tmp_path_factory.mktemp("phone"))
    try:
        phone.app.watch(bundle)
        reader = phone.app.reader()
        phone.say(do="go")
        phone.tap("agree")
        phone.tap("field")
        phone.say(do="text", text=PROMPT)
        phone.tap("send")
        reader.until(answered)
        until_ms = time.time() * 1000
        reader.ask("quiet")
    finally:
        truth = phone.close()
    return reader.rows, [request for request in truth if request["at_ms"] < until_ms]


def answered(rows: list[Row]) -> bool:
    """The chatbot and every third party that is told of it have answered."""
    hosts = {row.fields["conn"]: row.fields["host"] for row in rows if row.kind == "open"}
    down = {hosts[row.fields["conn"]] for row in rows if row.kind == "data" and row.fields["dir"] == "down"}
    return down >= HOSTS and any(row.fields.get("title") == "onEventV3: chat_answer" for row in rows)


def streams(rows: list[Row]) -> dict[str, list[bytes]]:
    """What went up to each host, one stream a connection."""
    up: dict[str, list[bytes]] = {}
    for connection in (row.fields for row in rows if row.kind == "open"):
        data = [row for row in rows if row.kind == "data" and row.fields["conn"] == connection["conn"]]
        up.setdefault(connection["host"], []).append(b"".join(r.payload for r in data if r.fields["dir"] == "up"))
    return up


def test_every_body_that_reached_a_server_was_told(used: Use) -> None:
    rows, truth = used
    up = streams(rows)
    bodies = [(request["host"], base64.b64decode(request["body_b64"])) for request in truth]
    assert len(bodies) > 5
    assert [host for host, body in bodies if not any(body in stream for stream in up[host])] == []


def test_hosts_are_named_although_the_app_speaks_through_a_proxy(used: Use) -> None:
    rows, truth = used
    hosts = {row.fields["host"] for row in rows if row.kind == "open"}
    assert hosts >= HOSTS
    assert hosts >= {request["host"] for request in truth}


@pytest.mark.parametrize("sdk", ["applog", "apmplus", "shumei", "intercom", "jpush"])
def test_each_sdk_is_told_to_be_present_and_to_start(used: Use, sdk: str) -> None:
    rows, _ = used
    assert [row.fields["sdk"] for row in rows if row.kind == "present"].count(sdk) == 1
    assert [row for row in rows if row.kind == "sdk" and row.fields["sdk"] == sdk and row.fields["verb"] == "init"]


def test_the_prompt_is_told_where_it_is_typed_and_where_it_is_handed_over(used: Use) -> None:
    rows, _ = used
    assert [row.fields["text"] for row in rows if row.kind == "text"][-1] == PROMPT
    assert not any(row.fields["secret"] for row in rows if row.kind == "text")
    track = {row.fields["title"]: row.fields["value"] for row in rows if row.kind == "sdk"}
    assert track["onEventV3: chat_send"]["text"] == PROMPT


def test_device_reads_are_told_by_type_with_their_values(used: Use) -> None:
    rows, _ = used
    lines = (PRACTICE / "device.properties").read_text().splitlines()
    device = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    read = {row.fields["type"]: row.fields["value"] for row in rows if row.kind == "read"}
    assert read["android_id"] == device["android_id"]
    assert read["advertising_id"] == device["advertising_id"]
    assert read["bssid"] == device["bssid"]
    assert read["latitude"] == float(device["latitude"])
    assert read["installed_apps"]["first"] == device["installed_apps"].split(",")


def test_encrypted_bodies_can_be_opened_by_what_the_ciphers_gave(used: Use) -> None:
    rows, _ = used
    up = streams(rows)
    sealed = [row for row in rows if row.kind == "crypto" and row.fields["alg"] == "TT-Encrypt"]
    outputs = [row.payload[row.fields["in"] :] for row in sealed]
    assert any(output in stream for output in outputs for stream in up["gator.volces.com"])
    assert all(row.payload[:2] == b"\x1f\x8b" for row in sealed)


def test_bytes_sent_for_a_call_carry_its_number(used: Use) -> None:
    rows, _ = used
    calls = {row.fields["call"]: row.fields for row in rows if row.kind == "call"}
    assert {call["layer"] for call in calls.values()} == {"okhttp", "urlconnection"}
    stacks = {row.fields["id"]: row.fields["frames"] for row in rows if row.kind == "stack"}
    [completion] = [call for call in calls.values() if call["url"].endswith("/chat/completion")]
    assert any(frame.startswith("com.practice.chat.") for frame in stacks[completion["stack"]])
    first = {}
    for row in rows:
        if row.kind == "data" and row.fields["dir"] == "up" and row.payload.startswith((b"POST ", b"GET ")):
            first[row.seq] = row.fields.get("call")
    assert first
    assert all(call in calls for call in first.values())


def test_the_agent_met_no_fault_of_its_own(used: Use) -> None:
    rows, _ = used
    assert [row.fields for row in rows if row.kind == "note"] == []
    assert "failed" not in {row.fields["status"] for row in rows if row.kind == "hook"}
