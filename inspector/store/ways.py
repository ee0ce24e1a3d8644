"""In which ways a data type went to a recipient: inside TLS or not, encrypted by the app itself or not."""

from __future__ import annotations

import json
import sqlite3

from inspector.readings import Way

_SECURE = frozenset({"https", "wss", "tls"})
_CLEAR = frozenset({"http", "ws", "tcp"})


def read_ways(db: sqlite3.Connection, company: str, type_id: str) -> frozenset[Way]:
    """Of all that left the phone for the company with this type in it. Any thread that may use the connection."""
    rows = db.execute(
        "SELECT DISTINCT json_extract(d.value, '$.scheme'), json_extract(d.value, '$.layer'), "
        "json_extract(d.value, '$.opened') FROM recipient AS r JOIN observation AS o ON o.recipient = r.id "
        "JOIN summed AS s ON s.summary = o.summary AND s.type = ? JOIN detail AS d ON d.id = o.id * 2 "
        "WHERE r.company = ? AND o.kind IN ('request', 'message', 'connection')",
        (type_id, company),
    )
    return frozenset(_way(scheme, layer, json.loads(opened or "[]")) for scheme, layer, opened in rows)


def _way(scheme: str | None, layer: str | None, opened: list[str]) -> Way:
    known = {scheme, layer}
    secure = True if known & _SECURE else False if known & _CLEAR else None
    return Way(secure, any(_is_own(step) for step in opened))


def _is_own(step: str) -> bool:
    """Formats have names in small letters, ciphers those of Java ("AES/GCM/NoPadding"); TT-Encrypt is a cipher too."""
    return step == "tt_encrypt" or step[:1].isupper()
