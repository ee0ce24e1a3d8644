"""A policy's text stands in the session file, chained like all that was recorded, and is compared again from there."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from inspector import evidence
from inspector.cli import main
from inspector.paths import resources
from inspector.policy.texts import pasted
from inspector.protocol import policy_addresses_row
from inspector.readings import PolicyAddress
from inspector.records import Batch, Raw
from inspector.session import Session
from inspector.store.reader import Reader
from inspector.store.writer import Writer
from tests.factories import sample_session

TEXT = "We share prompts with Intercom, Inc. We do not collect your Android ID."
Output = pytest.CaptureFixture[str]


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return sample_session(tmp_path / "s.session")


def kept(path: Path) -> list[str]:
    reader = Reader(path)
    try:
        return [policy.text for policy in reader.policies()]
    finally:
        reader.close()


def test_a_saved_session_takes_a_policy_and_stays_intact(sample: Path) -> None:
    before = evidence.verify(sample)
    given = pasted(TEXT)
    Session.open(sample).keep_policy(given)
    Session.open(sample).keep_policy(pasted("Another."))
    after = evidence.verify(sample)
    assert (before.ok, after.ok, after.rows) == (True, True, before.rows + 2)
    reader = Reader(sample)
    assert reader.policies() == [given, *reader.policies()[1:]]
    assert [policy.text for policy in reader.policies()] == [TEXT, "Another."]
    reader.close()


def test_a_changed_policy_breaks_the_chain(sample: Path) -> None:
    Session.open(sample).keep_policy(pasted(TEXT))
    data = sample.read_bytes()
    sample.write_bytes(data.replace(b"We do not collect your Android ID", b"We do  collect your Android IDs  "))
    assert not evidence.verify(sample).ok


def test_a_session_without_a_policy_has_none(sample: Path) -> None:
    assert kept(sample) == []


def test_the_command_keeps_the_text_and_compares_it_again_without_being_given_it(
    sample: Path, tmp_path: Path, capsys: Output
) -> None:
    (tmp_path / "p.txt").write_text(TEXT)
    assert main(["policy", str(sample), "--file", str(tmp_path / "p.txt"), "--json"]) == 0
    first = json.loads(capsys.readouterr().out)
    assert main(["policy", str(sample), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == first
    said = {one["id"]: one["said"] for one in first["recipients"]}
    assert said["intercom"] == "named"
    assert kept(sample) == [TEXT]


def test_the_command_prints_the_lists_for_people(sample: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(TEXT))
    assert main(["policy", str(sample), "--file", "-", "--do-not-keep"]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    for title in ("Declared and sent", "Sent, not found in the text given", "Declared, not seen sent"):
        assert title in printed
    assert "The text says “do not collect” of “Android ID”." in printed
    assert kept(sample) == []


def test_the_command_says_it_in_the_language_that_receipts_are_said_in(
    sample: Path, tmp_path: Path, capsys: Output
) -> None:
    (tmp_path / "p.txt").write_text(TEXT)
    assert main(["policy", str(sample), "--file", str(tmp_path / "p.txt"), "--sentences", "ko"]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert "본문은 “Android ID”에 관해 “do not collect”라고 적고 있습니다." in printed
    assert "Declared and sent" not in printed
    out = tmp_path / "out.csv"
    assert main(["policy", str(sample), "--sentences", "zh", "--out", str(out)]) == 0
    assert "在所给文本中未找到" in out.read_text("utf-8-sig")


def test_the_command_writes_a_table(sample: Path, tmp_path: Path) -> None:
    (tmp_path / "p.txt").write_text(TEXT)
    out = tmp_path / "out.csv"
    assert main(["policy", str(sample), "--file", str(tmp_path / "p.txt"), "--out", str(out)]) == 0
    assert out.read_text("utf-8-sig").startswith("list,recipient,")


def test_without_a_policy_the_next_step_is_said(sample: Path, capsys: Output) -> None:
    assert main(["policy", str(sample)]) == 3
    assert "--file, --url or --apk" in capsys.readouterr().err


def test_a_reader_of_an_earlier_files_format_goes_on_when_a_policy_is_kept_in_it(tmp_path: Path) -> None:
    path = tmp_path / "s.session"
    path.write_bytes((resources() / "sample.session").read_bytes())
    reader = Reader(path)
    before = reader.coverage()
    Session.open(path).keep_policy(pasted(TEXT))
    assert reader.coverage() == before
    assert [policy.text for policy in reader.policies()] == [TEXT]
    reader.close()
    assert evidence.verify(path).ok


IN_PACKAGE = (
    PolicyAddress("https://chat.example/privacy?app=1&v=2", "resources", "privacy_policy_url"),
    PolicyAddress("https://sdk.example/privacy", "code"),
)


def with_addresses(path: Path, *addresses: PolicyAddress) -> Path:
    """As a recording's start keeps them: a row of the tool's own, then where it is."""
    kind, fields, payload = policy_addresses_row(addresses)
    writer = Writer.open(path)
    writer.append(Batch(raws=(Raw(0, 0, 1, 0.0, kind, fields, payload),)))
    writer.note_policies()
    writer.close()
    return path


def named_in(path: Path) -> tuple[PolicyAddress, ...] | None:
    reader = Reader(path)
    try:
        return reader.policy_addresses()
    finally:
        reader.close()


def test_addresses_in_the_apps_package_stand_in_the_chain_and_none_is_not_the_same_as_nobody_looked(
    sample: Path, tmp_path: Path
) -> None:
    assert named_in(sample) is None
    assert named_in(with_addresses(sample, *IN_PACKAGE)) == IN_PACKAGE
    assert named_in(with_addresses(sample_session(tmp_path / "none.session"))) == ()
    assert evidence.verify(sample).ok
    sample.write_bytes(sample.read_bytes().replace(b"chat.example/privacy", b"evil.example/privacy"))
    assert not evidence.verify(sample).ok


def test_without_a_text_the_command_says_the_packages_addresses_and_the_next_step(sample: Path, capsys: Output) -> None:
    assert main(["policy", str(with_addresses(sample, *IN_PACKAGE))]) == 3
    assert capsys.readouterr().err.splitlines() == [
        "No policy is kept in this session yet.",
        "This app's package names these addresses, which look like privacy policies; some may be of SDKs in it:",
        "  https://chat.example/privacy?app=1&v=2 (in its resources, under the name privacy_policy_url)",
        "  https://sdk.example/privacy (in its code)",
        "Open one in a browser and give a saved copy with --file, or have it fetched now: "
        "--url 'https://chat.example/privacy?app=1&v=2'",
    ]
    assert kept(sample) == []


def test_a_package_that_names_no_address_is_said(sample: Path, capsys: Output) -> None:
    assert main(["policy", str(with_addresses(sample))]) == 3
    assert "No address in the app's package looks like one's." in capsys.readouterr().err
