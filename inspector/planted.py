"""The tester's file of values to look for (--planted): TOML with [values] by data type and a list of prompts."""

from __future__ import annotations

from pathlib import Path

import tomli

from inspector.errors import FileProblem
from inspector.records import Planted

TYPES = (
    "email", "phone_number", "name", "address", "account_id", "advertising_id", "android_id", "imei", "imsi", "iccid",
    "serial", "mac", "ssid", "latitude", "longitude",
)  # fmt: skip


def read(path: Path) -> list[Planted]:
    """The values of a file, prompts last. Raises FileProblem, naming the line or key that is wrong."""
    try:
        document = tomli.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise _wrong(path, f"cannot be read: {problem.strerror}") from problem
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise _wrong(path, f"is not TOML: {problem}") from problem
    unknown = set(document) - {"values", "prompts"}
    if unknown:
        raise _wrong(path, f"has the unknown key {sorted(unknown)[0]!r}")
    values = document.get("values", {})
    prompts = document.get("prompts", [])
    if not isinstance(values, dict) or not isinstance(prompts, list):
        raise _wrong(path, "needs [values] to be a table and prompts to be a list")
    planted = []
    for key, value in values.items():
        if key not in TYPES:
            raise _wrong(path, f"has the unknown data type {key!r} in [values]")
        for one in value if isinstance(value, list) else [value]:
            planted.append(Planted(key, _text(path, key, one), "tester"))
    planted.extend(Planted("prompt", _text(path, "prompts", prompt), "tester") for prompt in prompts)
    return planted


def _text(path: Path, key: str, value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)) or not str(value).strip():
        raise _wrong(path, f"has no text or number for {key!r}")
    return str(value)


def _wrong(path: Path, what: str) -> FileProblem:
    return FileProblem(
        f"{path.name} {what}.",
        code="planted_file",
        hint=f"Allowed in [values]: {', '.join(TYPES)}; and prompts = [...].",
    )
