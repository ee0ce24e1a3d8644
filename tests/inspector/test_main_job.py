"""The main job without a window: the practice phone, its chatbot, a tester who types; then what the file says.

What the tool says is compared with what the practice internet wrote down, by code that shares nothing with the tool's.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from inspector import cli, demo
from inspector.errors import FileProblem
from inspector.evidence import verify
from inspector.store.reader import Reader
from tests.inspector.recorded import Recorded

pytestmark = [pytest.mark.phone, pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[2]
VOLCANO, SHUMEI, DEEPSEEK, INTERCOM = "volcano-engine", "shumei", "beijing-deepseek", "intercom"


def recipient(document: dict[str, Any], company: str) -> dict[str, Any]:
    return next(r for r in document["recipients"] if r["id"] == company)


def types(of: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {data["type"]: data for data in of["data"]}


def test_the_four_that_the_regulator_named_are_named_with_their_countries(document: dict[str, Any]) -> None:
    third = {r["id"]: (r["operator"], r["country"]) for r in document["recipients"] if r["party"] == "third"}
    assert set(third) == {VOLCANO, SHUMEI, DEEPSEEK, INTERCOM}
    assert {country for _, country in third.values()} == {"CN", "US"}
    assert third[INTERCOM][1] == "US"
    assert "Volcano Engine" in third[VOLCANO][0]
    assert "Shumei" in third[SHUMEI][0]
    assert "Beijing DeepSeek" in third[DEEPSEEK][0]
    assert "Intercom" in third[INTERCOM][0]
    assert "ByteDance" in recipient(document, VOLCANO)["parent"]


def test_the_prompt_is_under_volcano_engine_and_under_no_one_who_did_not_get_it(
    document: dict[str, Any], recorded: Recorded
) -> None:
    had_it = {r["id"] for r in document["recipients"] if "prompt" in types(r)}
    assert had_it == {VOLCANO, "first-party"}
    volcano = types(recipient(document, VOLCANO))["prompt"]
    assert volcano["certainty"] == "certain"
    assert volcano["prompts"] == len(demo.PROMPTS)
    assert volcano["phases"] == ["after_consent"]
    with closing(Reader(recorded.path)) as reader:
        opened = {tuple(reader.detail(row.id).detail["opened"]): row.host for row, _ in reader.cell(VOLCANO, "prompt")}
    assert any("tt_encrypt" in steps or any("AES" in step for step in steps) for steps in opened), opened
    assert any("json" in steps and not any("tt" in s or "AES" in s for s in steps) for steps in opened), opened


def test_what_left_before_consent_is_said(document: dict[str, Any]) -> None:
    early = {r["id"] for r in document["recipients"] for d in r["data"] if "before_consent" in d["phases"]}
    assert early == {VOLCANO, SHUMEI}
    assert types(recipient(document, SHUMEI))["android_id"]["certainty"] == "certain"
    assert "before_consent" in types(recipient(document, VOLCANO))["android_id"]["phases"]
    assert [phase["id"] for phase in document["session"]["phases"]] == ["before_consent", "after_consent"]


def test_the_silent_sdk_is_present_started_and_silent(document: dict[str, Any]) -> None:
    assert [(sdk["product"], sdk["started"]) for sdk in document["silent_sdks"]] == [("jpush", True)]


def test_keystrokes_are_declared_in_the_policy_and_never_sent(document: dict[str, Any]) -> None:
    assert "keystroke" in (ROOT / "resources/practice/policy.md").read_text().lower()
    assert not [r["id"] for r in document["recipients"] if "keystroke_rhythm" in types(r)]


def test_the_policys_address_is_read_out_of_the_package_on_the_phone_and_said_with_the_next_step(
    document: dict[str, Any], recorded: Recorded, capsys: pytest.CaptureFixture[str]
) -> None:
    address = "https://chat.practice.test/privacy"
    assert document["session"]["policy_addresses"] == [{"url": address, "place": "code", "name": ""}]
    assert cli.main(["policy", str(recorded.path)]) == FileProblem.exit_code
    said = capsys.readouterr().err
    assert f"{address} (in its code)" in said
    assert f"--url {address}" in said


def test_every_request_that_arrived_is_there_once_with_every_byte(recorded: Recorded) -> None:
    arrived, seen = recorded.arrived(), recorded.seen()
    # what left after the agents were told to be quiet arrived without being recorded
    assert not seen - arrived
    late = arrived - seen
    assert sum(late.values()) <= 2, late


def test_all_bytes_in_requests_are_accounted_for_as_readable_or_not(
    document: dict[str, Any], recorded: Recorded
) -> None:
    coverage = document["coverage"]
    sent = sum(r["bytes_up"] for r in document["recipients"])
    assert coverage["bytes_readable"] + coverage["bytes_unreadable"] == sent
    scrambled = [r for r in recorded.rows("requests") if r["target"].startswith("/monitor/collect/c/native_bin_crash")]
    assert coverage["bytes_unreadable"] == sum(
        len(r["body_b64"]) * 3 // 4 - r["body_b64"].count("=") for r in scrambled
    )
    assert coverage["bytes_unreadable"] > 0
    assert coverage["dropped"] == {"rows": 0, "bytes": 0}
    assert coverage["hooks"]["failed"] == 0
    assert {p["name"] for p in coverage["processes"]} == {"com.practice.chat", "com.practice.chat:push"}


def test_who_sent_it_is_the_sdk_that_did(document: dict[str, Any]) -> None:
    senders = {s["id"].rpartition("/")[2]: set(s["recipients"]) for s in document["senders"]}
    assert VOLCANO in senders["applog"]
    assert VOLCANO in senders["apmplus"]
    assert SHUMEI in senders["shumei"]
    assert "first-party" in senders["app"]
    assert VOLCANO not in senders["app"]


def test_the_file_is_whole_and_saved(recorded: Recorded) -> None:
    assert verify(recorded.path).ok
    with closing(Reader(recorded.path)) as reader:
        facts = reader.session()
    assert facts.ended
    assert not facts.interrupted
    assert recorded.path.stat().st_mode & 0o777 == 0o600


def test_a_changed_byte_is_noticed(recorded: Recorded, tmp_path: Path) -> None:
    copy = tmp_path / "changed.session"
    copy.write_bytes(recorded.path.read_bytes())
    with closing(sqlite3.connect(copy)) as db:
        last = "SELECT max(id) FROM raw WHERE kind = 'data'"
        db.execute(f"UPDATE raw SET payload = CAST(payload || x'00' AS BLOB) WHERE id = ({last})")
        db.commit()
    assert not verify(copy).ok
