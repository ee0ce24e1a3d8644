"""Where session files may lie, and files that are none: one sentence each."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from inspector.errors import FileProblem
from inspector.store import schema
from inspector.store.reader import Reader
from inspector.store.writer import Writer
from tests.factories import batch, new_writer, request, sample_session

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_session(tmp_path_factory.mktemp("session") / "sample.inspect")


# ------------------------------------------------------------------------------------------------ places to read from


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="to become another user one must be root")
@pytest.mark.parametrize("closed", [True, False], ids=["closed", "not closed"])
def test_a_session_opens_on_media_that_cannot_be_written(closed: bool) -> None:
    folder = Path("/tmp") / f"inspector-test-{os.getpid()}-{closed}"
    folder.mkdir(mode=0o755)
    try:
        path = folder / "a.inspect"
        writer = new_writer(path)
        writer.append(batch(request(raw_id=1)))
        if closed:
            writer.close()
            shown = path
        else:  # as a copied card would have it: the file and its log, nothing else
            shown = folder / "b.inspect"
            shutil.copy(path, shown)
            shutil.copy(f"{path}-wal", f"{shown}-wal")
            writer.close()
        for file in folder.iterdir():
            file.chmod(0o444)
        script = (
            "import os, sys\nfrom inspector.store.reader import Reader\nos.setuid(65534)\n"
            "r = Reader(sys.argv[1])\nprint(r.count())\nr.close()"
        )
        env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
        ran = subprocess.run(
            [sys.executable, "-c", script, str(shown)], cwd=ROOT, env=env, capture_output=True, text=True, timeout=60
        )
        assert (ran.stdout.strip(), ran.stderr) == ("1", "")
    finally:
        shutil.rmtree(folder)


# ------------------------------------------------------------------------------------------------ wrong files


def test_a_file_that_is_no_database_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "holiday.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0" + bytes(5000))
    _refused(path, "holiday.jpg is not a session file.", "file.not_a_session")


def test_an_empty_file_is_no_session(tmp_path: Path) -> None:
    path = tmp_path / "empty.inspect"
    path.touch()
    _refused(path, "empty.inspect belongs to another program.", "file.foreign")


def test_another_programs_database_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE session (key, value)")
    db.commit()
    db.close()
    _refused(path, "other.db belongs to another program.", "file.foreign")


def test_a_file_of_a_newer_version_is_told_so(sample: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(sample, tmp_path / "new.inspect"))
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 99")
    db.close()
    _refused(path, "new.inspect was made by a newer version of this tool.", "file.newer")


def test_a_file_that_is_taken_away_while_it_is_opened_is_told_so(sample: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(sample, tmp_path / "gone.inspect"))
    with contextlib.closing(sqlite3.connect(path)) as db:
        path.unlink()
        with pytest.raises(FileProblem, match="not there any more"):
            schema.check(db, path)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_file_that_was_cut_off_is_told_so(sample: Path, tmp_path: Path, share: float) -> None:
    path = tmp_path / "cut.inspect"
    whole = sample.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    _refused(path, "cut.inspect is damaged: a part of it is missing.", "file.damaged")


def test_a_file_that_is_not_there_is_told_so(tmp_path: Path) -> None:
    _refused(tmp_path / "gone.inspect", "There is no file gone.inspect.", "file.absent")


def _refused(path: Path, sentence: str, code: str) -> None:
    for open_it in (Reader, Writer.open):
        with pytest.raises(FileProblem) as e:
            open_it(path)
        assert (str(e.value), e.value.code) == (sentence, code)
        assert e.value.hint
    assert not path.with_name(path.name + ".lock").exists()


def test_leftovers_of_a_crash_do_not_hide_damage(sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "cut.inspect"
    path.write_bytes(sample.read_bytes()[:20_000])
    (tmp_path / "cut.inspect-wal").write_bytes(b"")
    _refused(path, "cut.inspect is damaged: a part of it is missing.", "file.damaged")


def test_damage_in_the_middle_is_told_when_it_is_met(sample: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(sample, tmp_path / "bad.inspect"))
    with path.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xa5" * (path.stat().st_size - 8192 - 4096))
    with pytest.raises(FileProblem, match=r"bad\.inspect is damaged"):
        _read_all(path)


def _read_all(path: Path) -> None:
    reader = Reader(path)
    try:
        reader.rows()
        reader.receipts()
        reader.session()
    finally:
        reader.close()
