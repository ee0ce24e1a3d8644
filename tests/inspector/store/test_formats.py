"""Files of earlier formats say what they always said, and what is kept once or searched later is not to be noticed."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from inspector.desk import sample_session_path
from inspector.records import Batch, Body, Decoded, Raw
from inspector.store.reader import Reader
from inspector.store.writer import Writer
from tests.factories import answer, batch, new_writer, request

_FILTERS = ("type:prompt", "certain", "likely -kind:connection", "type:*_id or status:2xx", "volces", "ko", '"chat"')


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "session.inspect"


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    sample = sample_session_path()
    assert sample is not None
    copy = Path(shutil.copy(sample, tmp_path / "earlier.session"))
    with closing(sqlite3.connect(copy)) as db:
        assert db.execute("PRAGMA user_version").fetchone()[0] < 3
    return copy


def test_a_file_of_an_earlier_format_says_the_same_read_and_taken_over(earlier: Path) -> None:
    before, read = _everything(earlier), earlier.read_bytes()
    assert before["filters"]["type:prompt"]
    assert read == earlier.read_bytes()
    writer = Writer.open(earlier)
    writer.add_evidence("pin", "of an old file", 1.0, observation=before["rows"][0].id)
    writer.close()
    assert _everything(earlier) == before
    with closing(sqlite3.connect(earlier)) as db:
        assert db.execute("PRAGMA user_version").fetchone()[0] == 3
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def _everything(path: Path) -> dict[str, Any]:
    with closing(Reader(path)) as reader:
        rows = reader.rows(limit=10**6)
        details = [reader.detail(row.id) for row in rows]
        receipts = reader.receipts()
        cells = {(r.id, d.type): reader.cell(r.id, d.type) for r in receipts for d in r.data}
        found = {where: [row.id for row in reader.rows(where)] for where in _FILTERS}
        return {
            "rows": rows, "details": details, "receipts": receipts, "filtered": reader.receipts("type:*"),
            "cells": cells, "filters": found, "coverage": reader.coverage(), "types": reader.suggest("type:"),
        }  # fmt: skip


def test_texts_that_wait_for_the_index_are_found_like_those_that_are_in_it(path: Path) -> None:
    writer = new_writer(path)
    plain = {"event": "Chat_Send", "note": "a" * 80}
    body = json.dumps(plain).encode()
    payload = b"POST / HTTP/1.1\r\n\r\n" + body
    own = Body("up", body, Decoded(plain, ("json",), verbatim=True), 1)
    writer.append(
        Batch(
            raws=(Raw(1, 1, 1, 0.0, "data", {}, payload),),
            observations=(
                replace(request(id=1000, raw_id=1), bodies=(own,)),
                request(id=2000, raw_id=1, body={"text": 'ПРИВЕТ, мир: 사직서를 써 줘 \\ "quoted"'}),
            ),
        )
    )
    words = ("chat_send", "CHAT_SEND", "привет", "МИР", "사직서", '"quoted"', "aaaaaaaa", "volces", "nowhere", "a" * 90)
    with closing(Reader(path)) as reader:
        waiting = {word: _ids(reader, word) for word in words}
        assert waiting["CHAT_SEND"] == [1000]
        assert waiting["привет"] == waiting["МИР"] == waiting["사직서"] == [2000]
        assert waiting["nowhere"] == waiting["a" * 90] == []
        while writer.index(1):
            pass
        assert {word: _ids(reader, word) for word in words} == waiting
    writer.close()


def _ids(reader: Reader, word: str) -> list[int]:
    return [row.id for row in reader.rows('"' + word.replace('"', "") + '"')]


@pytest.mark.parametrize("indexed", [False, True], ids=["waiting", "indexed"])
def test_an_answer_that_comes_anew_takes_the_place_of_the_first_in_search_too(path: Path, indexed: bool) -> None:
    writer = new_writer(path)
    asked = request(id=1000, raw_id=1)
    writer.append(batch(asked))
    first = answer(asked)
    for text in ("first answer", "second answer"):
        body = Body("down", text.encode(), Decoded(text))
        writer.append(Batch(updates=(replace(first, bodies=(body,)),)))
        while indexed and writer.index():
            pass
    with closing(Reader(path)) as reader:
        assert _ids(reader, "first answer") == []
        assert _ids(reader, "second answer") == [1000]
        assert [body.data for body in reader.detail(1000).bodies if body.side == "down"] == [b"second answer"]
    writer.close()


def test_a_body_that_stands_in_a_raw_row_is_kept_there_alone_and_read_as_it_was(path: Path) -> None:
    value = {"event": "a", "n": [1, 2.5, None, True], "long": "x" * 5000}
    data = json.dumps(value).encode()
    body = Body("up", data, Decoded(value, ("json",), verbatim=True), 7)
    writer = new_writer(path)
    row = Raw(7, 1, 7, 0.0, "data", {}, b"head" + data + b"tail")
    writer.append(Batch(raws=(row,), observations=(replace(request(id=7000, raw_id=7), bodies=(body,)),)))
    writer.close()
    assert path.read_bytes().count(b"x" * 1000) == 5
    with closing(Reader(path)) as reader:
        read = reader.detail(7000).bodies[0]
    assert (read.data, read.decoded) == (data, Decoded(value, ("json",)))


def test_equal_findings_are_kept_once(path: Path) -> None:
    writer = new_writer(path)
    for number in range(1, 40):
        writer.append(batch(request(id=number * 1000, raw_id=number)))
    writer.close()
    with closing(sqlite3.connect(path)) as db:
        counts = [db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("found", "finding")]
    with closing(Reader(path)) as reader:
        each = len(reader.detail(1000).findings)
    assert counts == [each, 39 * each]
