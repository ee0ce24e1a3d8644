"""A row as JSON text: Qt would make a map of its own of a dict, and lose its order and large numbers."""

from __future__ import annotations

import json
from typing import Any


def to_json(value: Any) -> str:
    """Indented JSON; bytes become hexadecimal text."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, (bytes, bytearray)):
        return {"hex": bytes(value).hex()}
    return str(value)
