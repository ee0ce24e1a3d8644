"""The terminal: what each command prints and with which code it ends."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from inspector import cli, desk, planted
from inspector.errors import FileProblem, PracticeProblem
from inspector.store.reader import Reader
from tests.factories import sample_session
from tests.inspector.importers.packet_writer import pcap
from tests.inspector.importers.tls_talk import Talk

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = (
    "open",
    "demo",
    "practice",
    "devices",
    "apps",
    "record",
    "show",
    "export",
    "import",
    "verify",
    "who",
    "lists",
)

Output = pytest.CaptureFixture[str]


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return sample_session(tmp_path / "sample.session")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: Output) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main([command, "--help"])
    assert end.value.code == 0
    assert f"inspector {command}" in capsys.readouterr().out


def test_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text()
    assert all(f"inspector {command}" in readme for command in COMMANDS)


def test_the_core_and_its_terminal_run_without_qt() -> None:
    code = "import sys, inspector.cli; sys.exit('PySide6' in ' '.join(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_show_prints_the_receipts_for_people_and_the_document_for_programs(sample: Path, capsys: Output) -> None:
    assert cli.main(["show", str(sample)]) == 0
    assert "Volcano Engine" in capsys.readouterr().out
    assert cli.main(["show", str(sample), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["session"]["app"]["package"] == "com.practice.chat"


def test_the_session_that_comes_with_the_tool_names_the_four(capsys: Output) -> None:
    path = desk.sample_session_path()
    assert path is not None
    assert cli.main(["show", str(path), "--json"]) == 0
    third = {r["id"] for r in json.loads(capsys.readouterr().out)["recipients"] if r["party"] == "third"}
    assert third == {"volcano-engine", "shumei", "beijing-deepseek", "intercom"}
    assert cli.main(["verify", str(path)]) == 0


def test_a_file_that_is_no_session_is_one_sentence_and_a_next_step(tmp_path: Path, capsys: Output) -> None:
    wrong, other = tmp_path / "wrong.session", tmp_path / "other.session"
    wrong.write_text("hello")
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE t (a)")
    db.close()
    for path, said in (
        (wrong, "is not a session file"),
        (other, "belongs to another program"),
        (tmp_path / "no", "no file"),
    ):
        assert cli.main(["show", str(path)]) == FileProblem.exit_code
        lines = capsys.readouterr().err.strip().splitlines()
        assert said in lines[0]
        assert len(lines) == 2


def test_an_existing_file_is_never_written_over(sample: Path, tmp_path: Path, capsys: Output) -> None:
    har = tmp_path / "a.har"
    har.write_text('{"log": {"version": "1.2", "creator": {"name": "x", "version": "1"}, "entries": []}}')
    before = sample.read_bytes()
    assert cli.main(["import", str(har), "--out", str(sample)]) == FileProblem.exit_code
    assert "exists already" in capsys.readouterr().err
    assert sample.read_bytes() == before


def test_a_session_exported_as_har_comes_back_with_the_same_recipients(
    sample: Path, tmp_path: Path, capsys: Output
) -> None:
    har, back = tmp_path / "s.har", tmp_path / "back.session"
    assert cli.main(["export", str(sample), "--format", "har", "--out", str(har)]) == 0
    assert har.stat().st_mode & 0o777 == 0o600
    assert cli.main(["import", str(har), "--out", str(back)]) == 0
    capsys.readouterr()
    hosts = []
    for path in (sample, back):
        assert cli.main(["show", str(path), "--json"]) == 0
        document = json.loads(capsys.readouterr().out)
        hosts.append({h for r in document["recipients"] for p in r["products"] for h in p["hosts"]})
    assert hosts[1] <= hosts[0]
    assert "gator.volces.com" in hosts[1]


def test_an_import_finds_what_was_planted_and_says_nothing_of_consent(tmp_path: Path, capsys: Output) -> None:
    har, values, out = tmp_path / "a.har", tmp_path / "p.toml", tmp_path / "a.session"
    entry = {
        "startedDateTime": "2026-11-01T10:00:00.000Z", "time": 5,
        "request": {
            "method": "POST", "url": "https://api2.amplitude.com/2/httpapi", "httpVersion": "HTTP/1.1", "cookies": [],
            "headers": [{"name": "Content-Type", "value": "application/json"}], "queryString": [],
            "postData": {"mimeType": "application/json", "text": '{"who": "jo@example.org"}'},
            "headersSize": -1, "bodySize": 25,
        },
        "_webSocketMessages": [{"type": "send", "time": 1793527200.5, "opcode": 1, "data": "jo@example.org"}],
    }  # fmt: skip
    har.write_text(
        json.dumps({"log": {"version": "1.2", "creator": {"name": "x", "version": "1"}, "entries": [entry]}})
    )
    values.write_text('[values]\nemail = "jo@example.org"\n')
    assert cli.main(["import", str(har), "--planted", str(values), "--out", str(out)]) == 0
    capsys.readouterr()
    assert cli.main(["show", str(out), "--json"]) == 0
    [recipient] = json.loads(capsys.readouterr().out)["recipients"]
    [data] = recipient["data"]
    assert (recipient["id"], data["type"], data["certainty"], data["count"]) == ("amplitude", "email", "certain", 2)
    assert data["phases"] == ["whole_session"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("prompts = [", "is not TOML"),
        ("[values]\nshoe_size = 4", "shoe_size"),
        ("colour = 1", "colour"),
        ("[values]\nemail = ''", "email"),
        ("prompts = 'one'", "prompts"),
    ],
)
def test_a_planted_file_that_is_wrong_says_where(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "planted.toml"
    path.write_text(text)
    with pytest.raises(FileProblem, match=said):
        planted.read(path)


def test_planted_values_and_prompts_are_read_in_order(tmp_path: Path) -> None:
    path = tmp_path / "planted.toml"
    path.write_text('prompts = ["one", "two"]\n[values]\nemail = ["a@b.org", "c@d.org"]\nlatitude = 37.5\n')
    assert [(p.type, p.value) for p in planted.read(path)] == [
        ("email", "a@b.org"), ("email", "c@d.org"), ("latitude", "37.5"), ("prompt", "one"), ("prompt", "two"),
    ]  # fmt: skip


def test_where_the_practice_phone_cannot_run_the_sample_session_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    def refuse() -> str:
        raise PracticeProblem(
            "The practice phone needs Linux.", code="practice", hint="Open the sample session instead."
        )

    monkeypatch.setattr(desk, "start_practice", refuse)
    monkeypatch.setattr(desk, "practice_state", lambda: "unavailable")
    code = cli.main(["demo", "--headless", "--out", str(tmp_path / "d.session")])
    assert code == PracticeProblem.exit_code
    told = capsys.readouterr()
    assert "sample session" in told.out
    assert "Volcano Engine" in told.out
    assert "needs Linux" in told.err


def test_without_a_display_the_window_says_what_to_do_instead(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    if sys.platform == "linux":
        assert cli.main([]) == 1
        assert "no display" in capsys.readouterr().err


def test_a_closed_pipe_is_no_stack_trace(sample: Path) -> None:
    shown = subprocess.run(
        f"{sys.executable} -m inspector show {sample} --json | head -1", shell=True, cwd=ROOT, capture_output=True,
        env=os.environ, check=False,
    )  # fmt: skip
    assert b"Traceback" not in shown.stderr


def test_who_says_operator_country_and_source_of_hosts_classes_libraries_and_addresses(capsys: Output) -> None:
    names = ["gator.volces.com", "com.apm.insight.MonitorCrash", "libvolc_log.so", "43.109.38.198", "nobody.example"]
    assert cli.main(["who", "--json", *names]) == 0
    host, cls, library, address, unknown = json.loads(capsys.readouterr().out)
    assert (host["is"], host["product"], host["country"]) == ("host", "AppLog", "CN")
    assert host["parent"] == "ByteDance" != host["operator"]
    assert "v2fly" in host["source"]
    assert (cls["is"], cls["product"]) == ("class", "APMPlus")
    assert (library["is"], library["product"]) == ("library", "APMPlus")
    assert (address["is"], address["number"], address["country"]) == ("address", 24429, "SG")
    assert (unknown["is"], unknown["recipient"], unknown["certainty"]) == ("host", "nobody.example", "likely")
    assert cli.main(["who", *names]) == 0
    said = capsys.readouterr().out
    assert "Operated by: Beijing Volcano Engine Technology Co., Ltd., China" in said
    assert "registered in Singapore" in said


def test_lists_are_brought_once_and_asked_from_then_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.setenv("INSPECTOR_CONFIG", str(tmp_path / "config"))
    (tmp_path / "copy" / "data").mkdir(parents=True)
    (tmp_path / "copy" / "data" / "acme").write_text("acme.test\n")
    assert cli.main(["lists"]) == 0
    assert "inspector lists FILE.zip" in capsys.readouterr().out
    assert cli.main(["lists", str(tmp_path / "copy"), "--taken", "2026-08-19"]) == 0
    assert cli.main(["lists"]) == 0
    assert "1 domain is kept: v2fly/domain-list-community (2026-08-19)" in capsys.readouterr().out
    assert cli.main(["who", "--json", "api.acme.test"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["recipient"] == "acme"


def test_show_says_each_receipt_in_a_sentence_of_the_language_asked_for(sample: Path, capsys: Output) -> None:
    said = {}
    for language in ("en", "ko", "zh"):
        assert cli.main(["show", str(sample), "--sentences", language]) == 0
        said[language] = capsys.readouterr().out.splitlines()
    assert len(said["en"]) == len(said["ko"]) == len(said["zh"]) > 5
    assert said["en"][0].startswith("The text of your prompt was sent to gator.volces.com, a host operated by ")
    assert all(line.endswith("전송되었습니다.") for line in said["ko"])
    assert all(line.endswith("。") for line in said["zh"])


def test_captured_packets_are_imported_with_a_named_key_log_and_what_was_not_read_is_said(
    tmp_path: Path, capsys: Output
) -> None:
    talk = Talk(tmp_path).say(True, b"GET /v1 HTTP/1.1\r\nHost: chat.test\r\n\r\n")
    keys = talk.key_log.rename(tmp_path / "elsewhere")
    capture = pcap(tmp_path / "c.bin", talk.on_wire.packets)
    assert cli.main(["import", str(capture), "--keys", str(keys), "--out", str(tmp_path / "a.session")]) == 0
    assert "TLS secrets were read from elsewhere: 5." in capsys.readouterr().err
    with closing(Reader(tmp_path / "a.session")) as reader:
        assert [row.title for row in reader.rows("kind:request")] == ["GET chat.test/v1"]
    capture.write_bytes(capture.read_bytes()[:-5])
    assert cli.main(["import", str(capture), "--out", str(tmp_path / "b.session")]) == 3
    assert "c.bin breaks off or is damaged behind its packet" in capsys.readouterr().err
    assert cli.main(["show", str(tmp_path / "b.session")]) == 0
