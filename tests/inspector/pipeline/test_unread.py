"""What was seen and could not be read, and names found by their addresses: rows to coverage."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from inspector import wording
from inspector.exporters import json_format
from inspector.pipeline import Pipeline
from inspector.readings import Unread
from inspector.recipients import Recipients
from inspector.records import Batch
from inspector.store.reader import Reader
from tests.factories import new_writer
from tests.inspector.pipeline.rows import PROCESS, Rows, post


@pytest.fixture
def pipeline() -> Pipeline:
    return Pipeline("com.practice.chat", Recipients.load())


@pytest.fixture
def rows() -> Rows:
    return Rows()


def stored(batch: Batch, folder: Path) -> Reader:
    with contextlib.closing(new_writer(folder / "a.inspect")) as writer:
        writer.append(batch)
    return Reader(folder / "a.inspect")


def quic(rows: Rows, conn: int, up: int) -> None:
    rows.add(
        "open", conn=conn, layer="quic", host="", ip="203.0.113.9", port=443, stream="QUIC version 1", unreadable=True
    )
    rows.add("passed", conn=conn, up=up // 2, down=500, up_count=3, down_count=1)
    rows.add("passed", conn=conn, up=up, down=1200, up_count=6, down_count=2)


def test_datagrams_are_counted_for_the_name_their_address_was_resolved_from(
    pipeline: Pipeline, rows: Rows, tmp_path: Path
) -> None:
    rows.add("dns", host="www.google.com", addresses=["203.0.113.9", "2001:db8::9"])
    quic(rows, 1, 34_000)
    batch = pipeline.take(rows)
    [connection] = batch.observations
    assert connection.title == "QUIC to www.google.com:443"
    assert connection.match is not None
    assert connection.match.company == "google"
    assert connection.detail["named_by"] == "This process had resolved www.google.com to 203.0.113.9."
    reader = stored(batch, tmp_path)
    coverage = reader.coverage()
    assert coverage.unread == (Unread("quic", "www.google.com", "203.0.113.9", 443, 1, 34_000, 1200),)
    assert (coverage.bytes_unreadable, coverage.connections_unreadable) == (34_000, 1)
    assert wording.unread_text(coverage.unread[0]) == (
        "QUIC to 203.0.113.9:443 (www.google.com): 34.0 kB sent, not readable"
    )
    [said] = json_format.document(reader)["coverage"]["unreadable"]
    assert (said["layer"], said["host"], said["bytes_up"]) == ("quic", "www.google.com", 34_000)
    reader.close()


def test_connections_to_the_same_peer_are_one_line_of_coverage(pipeline: Pipeline, rows: Rows, tmp_path: Path) -> None:
    for conn in (1, 2, 3):
        quic(rows, conn, 1000)
    reader = stored(pipeline.take(rows), tmp_path)
    [seen] = reader.coverage().unread
    reader.close()
    assert (seen.connections, seen.bytes_up, seen.bytes_down) == (3, 3000, 3600)
    assert wording.unread_text(seen) == ("QUIC to 203.0.113.9:443: 3.0 kB sent over 3 connections, not readable")


def test_the_name_resolved_last_by_the_same_process_stands_for_an_address(pipeline: Pipeline, rows: Rows) -> None:
    rows.add("dns", host="gator.volces.com", addresses=["203.0.113.9"])
    rows.add("dns", host="api.example.test", addresses=["203.0.113.9", "203.0.113.10"])
    rows.add("dns", process=PROCESS + 1, host="other.example.test", addresses=["203.0.113.9"])
    rows.add("open", conn=1, layer="tls", host="", ip="203.0.113.9", port=443)
    rows.add("open", conn=2, layer="tls", host="203.0.113.10", ip="203.0.113.10", port=443)
    rows.add("open", conn=3, layer="tls", host="named.example.test", ip="203.0.113.9", port=443)
    rows.add("open", conn=4, layer="tls", host="", ip="203.0.113.77", port=443)
    seen = [o for o in pipeline.take(rows).observations if o.kind == "connection"]
    assert [o.host for o in seen] == ["api.example.test", "api.example.test", "named.example.test", "203.0.113.77"]
    assert seen[0].detail["named_by"] == (
        "This process had resolved api.example.test to 203.0.113.9, the last of 2 such names."
    )
    assert ["named_by" in o.detail for o in seen] == [True, True, False, False]


def test_a_request_without_a_host_of_its_own_gets_the_name_that_was_resolved(pipeline: Pipeline, rows: Rows) -> None:
    rows.add("dns", host="gator.volces.com", addresses=["203.0.113.9"])
    rows.add("open", conn=1, layer="tcp", host="", ip="203.0.113.9", port=80)
    rows.data(post(b"{}").replace(b"Host: gator.volces.com\r\n", b""))
    [request] = [o for o in pipeline.take(rows).observations if o.kind == "request"]
    assert request.host == "gator.volces.com"


def test_a_clear_socket_nobody_could_look_into_is_not_called_clear_text(pipeline: Pipeline, rows: Rows) -> None:
    rows.add("open", conn=1, layer="tcp", host="", ip="203.0.113.9", port=8443, unreadable=True, partial=True)
    [connection] = pipeline.take(rows).observations
    assert connection.title == "Connection to 203.0.113.9:8443"
    assert connection.detail["partial"] is True


def test_what_only_came_in_from_an_unknown_address_is_said_so() -> None:
    seen = Unread("tls", "", "", 0, 2, 0, 48)
    assert wording.unread_text(seen) == (
        "TLS to an address that is not known: 48 B received over 2 connections, not readable"
    )
