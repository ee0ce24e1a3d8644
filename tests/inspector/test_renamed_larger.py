"""A larger app, in Kotlin with Retrofit, Ktor, serialization, coroutines: R8 took the names, the receipts are the same.

What Ktor's CIO engine sends is the exception: its TLS is Kotlin's own, and where its names are gone nobody can read it.
On HotSpot alone: on Android, Retrofit starts with a Handler of the main thread, and the art rig has no main looper.
"""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from inspector import anchors, demo
from inspector.device.practice.apps import HOTSPOT
from inspector.device.practice.authority import Authority
from inspector.device.practice.running import spawn_detached
from inspector.package import names_in
from inspector.records import Planted
from inspector.session import Session
from inspector.store.reader import Reader
from tests.hooks.stacks.server import Server
from tests.inspector.differences import difference, facts_of
from tests.rigs import rigs
from tests.rigs.compare import document
from tests.rigs.renamed.larger import build
from tests.waiting import wait_until

pytestmark = [pytest.mark.phone, pytest.mark.slow]

LIMIT_S = 60.0
ADS = "ads.tracker.example"
PLANTED = (
    Planted("prompt", "where do I hide my diary from my brother", "tester"),
    Planted("email", "jo@example.org", "tester"),
)
# Why a fact is otherwise: how it begins, and the reason. All else must be equal.
EXPLAINED = {
    "- receipt host:tracker.example ": "sent by the CIO engine",
    "- sender framework: host:tracker.example": "sent by the CIO engine, on threads of Ktor's own",
}
# Who received what the app itself sent. By Ktor and by Retrofit's suspending functions, the stack goes through classes
# of theirs that have no texts, and hand-overs between coroutines are told by kotlinx's names: code without a name stays
# unknown, as it may be any SDK's. Retrofit's blocking call is known by its texts, and its sender is the app.
UNKNOWN_SENDER = {"first-party", "amplitude"}
SENDERS = [
    "+ sender app: amplitude",
    "- sender app: amplitude, first-party",
    "+ sender unknown: amplitude, first-party",
]
# What R8 left its name: for native code, and what OkHttp's and Ktor's own rules ask for.
KEPT = {
    "com.bytedance.applog.encryptor.EncryptorUtil",
    "io.ktor.client.engine.cio.CIOEngineContainer",
    "io.ktor.client.engine.okhttp.OkHttpEngineContainer",
    "okhttp3.internal.publicsuffix.PublicSuffixDatabase",
}
# What the app's source says it sends, to those whose TLS is the platform's.
SENT = {
    ("first-party", "prompt"), ("first-party", "email"), ("first-party", "android_id"), ("first-party", "device_model"),
    ("amplitude", "email"), ("amplitude", "android_id"), ("amplitude", "device_model"),
    ("volcano-engine", "prompt"), ("volcano-engine", "email"), ("volcano-engine", "android_id"),
}  # fmt: skip


@dataclass(frozen=True)
class Recorded:
    """A session of the app, and how many bytes its CIO engine's server got inside TLS."""

    path: Path
    ads_bytes: int

    def document(self) -> dict[str, Any]:
        return document(self.path)


@pytest.fixture(scope="module")
def released() -> Path:
    try:
        return rigs.larger()
    except rigs.NoRig as reason:
        pytest.skip(str(reason))


@pytest.fixture(scope="module")
def plain(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    return record(build.plain(), tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module")
def renamed(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    return record(released, tmp_path_factory.mktemp("renamed"))


def record(jar: Path, folder: Path) -> Recorded:
    """The app until it has sent all it sends, twice: before the tester marks consent, and after."""
    server = Server(Authority(folder).context(ADS))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INSPECTOR_CACHE", str(folder / "cache"))
        phone = spawn_detached(jar, runtime=runtime(folder, server.port))
        try:
            path = folder / "larger.session"
            app = demo.find_app(phone.serial, build.PACKAGE)
            session = Session.record(phone.serial, app, planted=PLANTED, path=path)
            try:
                for phase in ("before:consent", "after:consent"):
                    before = ads_bytes(server)
                    wait_until(lambda p=phase, b=before: all_sent(path, p) and ads_bytes(server) > b, LIMIT_S, phase)
                    if phase == "before:consent":
                        session.mark_phase()
            finally:
                session.stop()
        finally:
            phone.stop()
            server.close()
    return Recorded(path, ads_bytes(server))


def runtime(folder: Path, port: int) -> Path:
    """The phone's own Java; the host that the CIO engine asks for is this computer: it knows no SOCKS proxy."""
    hosts, said = folder / "hosts", folder / "runtime.json"
    hosts.write_text(f"127.0.0.1 {ADS}\n", "utf-8")
    java, options, *rest = HOTSPOT
    ours = [f"-Djdk.net.hosts.file={hosts}", f"-Dparley.ads={ADS}:{port}"]
    said.write_text(json.dumps({"command": [java, options, *ours, *rest]}), "utf-8")
    return said


def all_sent(path: Path, phase: str) -> bool:
    with closing(Reader(path)) as reader:
        return {(r.id, data.type) for r in reader.receipts(phase) for data in r.data} >= SENT


def ads_bytes(server: Server) -> int:
    return sum(len(told.up) for told in server.seen)


def test_the_renamed_app_gives_the_receipts_of_the_plain_one(plain: Recorded, renamed: Recorded) -> None:
    found = difference(facts_of(plain.path, counted=False), facts_of(renamed.path, counted=False))
    print("plain | renamed:", *found or ["no difference"], sep="\n")
    left = [line for line in found if not line.startswith(tuple(EXPLAINED))]
    assert not difference(receipts(left, "-"), receipts(left, "+"))
    assert {line.split()[2] for line in left if " receipt " in line} <= UNKNOWN_SENDER
    assert [line for line in left if " receipt " not in line] == SENDERS


def receipts(lines: list[str], sign: str) -> set[str]:
    """The receipts only one of them has, without who sent."""
    return {line[2:].rpartition(", by ")[0] for line in lines if line.startswith(f"{sign} receipt ")}


def test_tls_that_nobody_can_read_is_counted_and_not_silence(plain: Recorded, renamed: Recorded) -> None:
    read, counted = plain.document(), renamed.document()
    assert "prompt" in {data["type"] for data in tracker(read)["data"]}
    assert read["coverage"]["bytes_unreadable"] == 0
    assert tracker(counted)["data"] == []
    [unread] = [one for one in counted["coverage"]["unreadable"] if one["host"] == ADS]
    assert unread["bytes_up"] == counted["coverage"]["bytes_unreadable"] == tracker(counted)["bytes_up"]
    assert unread["bytes_up"] >= renamed.ads_bytes > 0


def tracker(shown: dict[str, Any]) -> dict[str, Any]:
    [found] = [recipient for recipient in shown["recipients"] if recipient["id"] == "host:tracker.example"]
    return dict(found)


def test_all_is_renamed_but_what_is_told_to_be_kept_and_retrofit_is_known_by_its_texts(released: Path) -> None:
    lines = released.with_suffix(".map").read_text("utf-8").splitlines()
    now = dict(line.rstrip(":").split(" -> ") for line in lines if line[:1].isalpha())
    assert {name for name, new in now.items() if name == new and not name.startswith(build.PACKAGE)} == KEPT
    found = {cls.name: cls.renamed for cls in names_in([released], anchors.load())}
    assert found == {name: now[name] for name in found}
    assert {"retrofit2.OkHttpCall", "okhttp3.internal.connection.RealCall", "com.bytedance.applog.AppLog"} <= set(found)
