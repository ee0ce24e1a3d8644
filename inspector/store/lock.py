"""One writer a session file: a lock the operating system takes back when its holder dies."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from inspector.errors import FileProblem


class WriterLock:
    """Held from construction to `release()`. It lies in `<session>.lock`, an empty sqlite file locked exclusively:
    sqlite's locks work alike on every system, and nothing stays locked after kill -9.
    """

    def __init__(self, session: Path) -> None:
        """Raise FileProblem if another writer, in this process or another, has the session."""
        self._path = _beside(session)
        for _ in range(100):  # another writer may remove the file between our opening and our locking it
            os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))
            before = _inode(self._path)
            self._db = sqlite3.connect(self._path, timeout=0, isolation_level=None, check_same_thread=False)
            try:
                self._db.execute("PRAGMA journal_mode = OFF").fetchone()
                self._db.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError as e:
                self._db.close()
                raise FileProblem(
                    "This session is being recorded by another window.",
                    code="file.busy",
                    hint="Close it there, or open it here for reading.",
                ) from e
            if before == _inode(self._path) != 0:
                return
            self._db.close()
        raise FileProblem(f"{session.name} could not be locked.", code="file.busy", hint="Try again.")

    def release(self) -> None:
        """Let the next writer in."""
        try:
            self._path.unlink()
        except OSError:
            pass  # Windows keeps a file that is open; the next writer takes it as it is
        self._db.close()


def is_held(session: Path) -> bool:
    """Whether a writer has the session open at this moment."""
    try:
        db = sqlite3.connect(
            f"{_beside(session).resolve().as_uri()}?mode=ro", uri=True, timeout=0, isolation_level=None
        )
    except sqlite3.OperationalError:
        return False  # there is no lock file
    try:
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as e:
        return e.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
    finally:
        db.close()
    return False


def _beside(session: Path) -> Path:
    return session.with_name(session.name + ".lock")


def _inode(path: Path) -> int:
    try:
        return path.stat().st_ino
    except OSError:
        return 0
