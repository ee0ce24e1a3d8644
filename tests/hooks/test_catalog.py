"""The agent's files follow one rule: a file's name is the id of what it defines, and the catalog lists it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

HOOKS = Path(__file__).resolve().parents[2] / "hooks"
DEFINES = re.compile(r"define(?:Sdk|Device|Network|Crypto|Text)\(\{\s*id: \"(\w+)\"")
FOLDERS = ("network", "sdks", "device", "crypto", "text")
ALL = sorted(f for f in HOOKS.rglob("*.ts") if "node_modules" not in f.parts)
FILES = [f for f in ALL if f.parent.name in FOLDERS and DEFINES.search(f.read_text())]


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_a_file_is_named_after_what_it_defines(file: Path) -> None:
    assert DEFINES.findall(file.read_text()) == [file.stem]


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_the_catalog_lists_every_file(file: Path) -> None:
    assert f'"./{file.parent.name}/{file.stem}.js"' in (HOOKS / "catalog.ts").read_text()


@pytest.mark.parametrize("file", ALL, ids=lambda f: f.stem)
def test_a_file_is_short_and_begins_with_what_it_is(file: Path) -> None:
    text = file.read_text()
    assert text.startswith("/** ")
    assert text.count("\n") <= 400
