"""Reads what a session keeps of privacy policies: the texts that were given, the addresses in the app's package."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from inspector.readings import PolicyAddress, PolicyText

_ROW = "SELECT fields, payload FROM raw WHERE id = ?"


def read_texts(db: sqlite3.Connection, rows: Iterable[int]) -> list[PolicyText]:
    """The texts in these raw rows. Any thread that may use the connection."""
    texts = []
    for number in rows:
        for told_of, payload in db.execute(_ROW, (number,)):
            said = json.loads(told_of)
            text = bytes(payload).decode("utf-8", "replace")
            texts.append(PolicyText(text, said["source"], said["name"], said["taken"], said["sha256"]))
    return texts


def read_addresses(db: sqlite3.Connection, rows: Iterable[int]) -> tuple[PolicyAddress, ...] | None:
    """The addresses in the last of these raw rows, None without one. Any thread that may use the connection."""
    found = None
    for number in rows:
        for told_of, _ in db.execute(_ROW, (number,)):
            found = tuple(PolicyAddress(*one) for one in json.loads(told_of)["addresses"])
    return found
