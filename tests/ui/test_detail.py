"""The proof: what is said of an observation, its tabs, and why."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QTextBrowser
from pytestqt.qtbot import QtBot

from inspector.decoders import decode
from inspector.readings import Carriage, ObservationDetail
from inspector.records import Body, Decoded, Sender
from inspector.store.reader import Reader
from tests.factories import ANDROID_ID, PROMPT, finding, sample_session
from ui.models import observation
from ui.models.unknown import unknown
from ui.models.values import NodeRole
from ui.panels.detail import BYTES, STACK, WHY, DetailPanel


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    made = Reader(sample_session(tmp_path / "s.session"))
    yield made
    made.close()


@pytest.fixture
def applog(reader: Reader) -> ObservationDetail:
    return reader.detail(31_000)


@pytest.fixture
def panel(qtbot: QtBot) -> DetailPanel:
    made = DetailPanel()
    qtbot.addWidget(made)
    made.resize(348, 720)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_the_head_says_what_when_who_and_how_it_was_opened(applog: ObservationDetail) -> None:
    assert observation.title(applog) == ("POST gator.volces.com", "/v2/event/list")
    assert observation.place(applog) == "0:30.000 · main process"
    facts = {label: f"{value} {remark}".strip() for label, value, remark in observation.facts(applog)}
    assert facts["Received by"] == "Volcano Engine ▸ AppLog · China"
    assert facts["Sent by"] == "AppLog · certain, by call stack"
    assert facts["Opened"] == "TLS ▸ JSON"
    assert facts["Answer"] == "200, 21 B"


def test_a_call_says_which_request_carried_it_and_the_request_which_calls(applog: ObservationDetail) -> None:
    link = Carriage(31_000, "POST gator.volces.com/v2/event/list", 1234.0, "likely", ("chat_sent",), 2)
    call = replace(applog, row=replace(applog.row, kind="sdk_call"), detail={"verb": "track"}, carried_by=link)
    facts = {label: f"{value} {remark}".strip() for label, value, remark in observation.facts(call)}
    assert facts["Carried by"] == (
        "POST gator.volces.com/v2/event/list, 1.2 s later · likely, 1 of 2 texts it handed over stand there"
    )
    facts = {label: value for label, value, _ in observation.facts(replace(call, carried_by=None))}
    assert facts["Carried by"] == "Not seen in any request so far"
    of_call = replace(link, title="AppLog: onEventV3: chat_sent")
    facts = {label: value for label, value, _ in observation.facts(replace(applog, calls=(of_call, of_call)))}
    assert facts["Carried"] == "2 SDK calls: onEventV3: chat_sent"
    assert "Carried by" not in facts


def test_clear_http_and_what_could_not_be_read_are_said(applog: ObservationDetail) -> None:
    more = {**applog.detail, "layer": "tcp", "scheme": "http", "opened": ["AES (the app's own key)", "gzip"]}
    assert observation.opened_chain(replace(applog, detail=more)) == (
        "clear HTTP, no TLS ▸ AES (the app's own key) ▸ gzip"
    )


def test_every_kind_of_observation_can_be_shown(panel: DetailPanel, reader: Reader) -> None:
    kinds = set()
    for row in reader.rows(limit=60):
        detail = reader.detail(row.id)
        panel.show_observation(detail)
        assert panel.observation_id() == row.id
        for tab in range(5):
            panel.open_tab(tab)
            panel.grab()
        kinds.add(row.kind)
    assert kinds == {"request", "connection", "sdk_call", "device_read", "typed_text"}


def test_the_value_it_was_chosen_for_is_in_sight_and_explained(panel: DetailPanel, applog: ObservationDetail) -> None:
    panel.show_observation(applog, "prompt")
    node = panel.content.currentIndex().data(NodeRole)
    assert (node.key, node.text) == ("text", PROMPT)
    assert panel.why_strip.isVisible()
    panel.show_observation(applog, "android_id")
    assert panel.content.currentIndex().data(NodeRole).text == ANDROID_ID


def test_a_low_panel_keeps_its_room_for_the_content(panel: DetailPanel, applog: ObservationDetail) -> None:
    panel.resize(348, 360)
    panel.show_observation(applog, "prompt")
    assert not panel.why_strip.isVisible()


def test_the_tab_stays_from_one_observation_to_the_next(panel: DetailPanel, reader: Reader) -> None:
    panel.show_observation(reader.detail(1000))
    panel.open_tab(BYTES)
    panel.show_observation(reader.detail(2000))
    assert panel.tabs.currentIndex() == BYTES
    assert panel.bytes.view.isVisible()


def test_bytes_nobody_could_read_are_described_in_plain_words(panel: DetailPanel, applog: ObservationDetail) -> None:
    noise = random.Random(3).randbytes(1_001)
    sent = Body("up", noise, decode(noise))
    seen = replace(applog, bodies=(sent,), row=replace(applog.row, host="t.appsflyersdk.com"))
    facts = {label: value for label, value, _ in observation.facts(seen)}
    assert facts["Opened"] == "TLS ▸ JSON ▸ not readable"
    assert facts["Not readable"] == "1.0 kB, 7.8 of 8 bits a byte: it looks encrypted or compressed."
    panel.show_observation(seen)
    panel.open_tab(WHY)
    browser = panel.why.findChild(QTextBrowser)
    assert browser is not None
    text = browser.toPlainText()
    assert "What nobody could read" in text
    assert "How AppsFlyer's SDK wraps what it sends is not published" in text
    assert "text (it is not UTF-8)" in text
    assert "It does not begin as these do: TT-Encrypt, gzip, Zstandard" in text


def test_bytes_inside_a_body_that_was_read_say_where_they_stand(applog: ObservationDetail) -> None:
    value = {"header": "x", "entity": random.Random(4).randbytes(300), "short": b"\xff", "list": [bytes(20)]}
    seen = replace(
        applog, bodies=(Body("up", b"{}", Decoded(value)), Body("down", b"\xff" * 17, Decoded(b"\xff" * 17)))
    )
    assert [(one.path, one.words.rpartition(": ")[2]) for one in unknown(seen)] == [
        ("body.entity", "it looks encrypted or compressed."),
        ("body.list[0]", "it is the same byte over and over."),
        ("answer", "it is the same byte over and over."),
    ]


def test_why_gives_each_reason_once_the_parent_by_itself_and_the_record(
    panel: DetailPanel, applog: ObservationDetail
) -> None:
    twice = replace(applog, findings=(*applog.findings, applog.findings[0]))
    panel.show_observation(twice)
    panel.open_tab(WHY)
    browser = panel.why.findChild(QTextBrowser)
    assert browser is not None
    text = browser.toPlainText()
    assert text.count("Found at body.header.udid") == 1
    assert "Google Play: Device or other IDs ▸ Device or other IDs" in text
    assert "Korea: 온라인 식별자 (online identifier)" in text
    assert "Beijing Volcano Engine Technology Co., Ltd." in text
    assert "ByteDance Ltd. · a separate company" in text
    assert "Receiving a request does not show who may read the data afterwards." in text
    assert applog.sha256 in text


def test_the_frame_that_names_the_sender_and_its_code_are_marked(applog: ObservationDetail) -> None:
    reason = "Sent by com.bytedance.applog.AppLog.onEventV3, the first frame outside the platform."
    named = replace(applog, sender=Sender("sdk", "volcano_engine/applog", "AppLog", "certain", reason))
    stacks = observation.frames(named)
    assert [heading for heading, _ in stacks] == ["Sent", "Handed over by"]
    sent, handed_over = [[line.tone for line in lines] for _, lines in stacks]
    assert set(sent) == {"quiet"}
    assert handed_over == ["deciding", *["quiet"] * (len(handed_over) - 1)]


def test_the_call_stack_can_be_read_whole(panel: DetailPanel, applog: ObservationDetail) -> None:
    panel.show_observation(applog)
    panel.open_tab(STACK)
    text = panel.stack.plain_text().replace("\u200b", "")
    assert "com.practice.chat.ChatScreen.send(ChatScreen.java:88)" in text


def test_found_values_are_marked_in_the_bytes() -> None:
    spans = observation.byte_marks(b'{"a":"abcd","b":"abcd"}', [finding(value="abcd"), finding(value="x")])
    assert spans == [(6, 10), (17, 21)]


def test_nothing_chosen_says_what_to_choose(panel: DetailPanel, applog: ObservationDetail) -> None:
    panel.show_observation(applog)
    panel.show_nothing()
    assert panel.observation_id() is None


def test_pinning_is_asked_for_once(qtbot: QtBot, panel: DetailPanel, applog: ObservationDetail) -> None:
    panel.show_observation(applog)
    with qtbot.waitSignal(panel.pinned) as told:
        panel.pin_button.click()
    assert told.args == [31_000]
    panel.set_pinned(True)
    assert panel.pin_button.text() == "Pinned"
