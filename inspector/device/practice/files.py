"""The phone's files: a folder on this machine, with what an ordinary shell on a phone may not touch."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from inspector.device.practice.shell import Files

_FOLDERS = ("data/local/tmp", "data/app", "data/data", "sdcard/Download", "storage/emulated/0", "system/bin", "proc")
_FOR_ROOT = ("/data/data", "/data/adb", "/data/system")
_WRITABLE = ("/data/local/tmp", "/sdcard", "/storage/emulated/0")


class PhoneFiles(Files):
    """Every path is the phone's own; `root` is True inside su."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        for each in _FOLDERS:
            (self._folder / each).mkdir(parents=True, exist_ok=True)

    def place(self, path: str, contents: bytes) -> None:
        """Puts a file there when the phone is made."""
        target = self._inside(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(contents)

    def place_copy(self, path: str, source: Path) -> None:
        """A link to a file of this machine, such as an app's package."""
        target = self._inside(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.symlink_to(source.resolve())

    def read(self, path: str, root: bool = False) -> bytes:
        """Raises OSError as the phone would."""
        return self.find(path, root).read_bytes()

    def write(self, path: str, data: bytes, append: bool = False, root: bool = False) -> None:
        """Raises OSError where the phone's shell may not write."""
        clean = self._clean(path)
        if not root and not clean.startswith(_WRITABLE):
            raise PermissionError(clean)
        target = self._inside(clean)
        with target.open("ab" if append else "wb") as file:
            file.write(data)

    def make_folder(self, path: str, root: bool = False) -> None:
        clean = self._clean(path)
        if not root and not clean.startswith(_WRITABLE):
            raise PermissionError(clean)
        self._inside(clean).mkdir(parents=True, exist_ok=True)

    def remove(self, path: str, root: bool = False) -> None:
        clean = self._clean(path)
        if not root and not clean.startswith(_WRITABLE):
            raise PermissionError(clean)
        target = self._inside(clean)
        if target.is_dir():
            for each in target.iterdir():
                self.remove(f"{clean}/{each.name}", root)
            target.rmdir()
        else:
            target.unlink()

    def find(self, path: str, root: bool = False) -> Path:
        """Where it lies on this machine. Raises FileNotFoundError or PermissionError."""
        clean = self._clean(path)
        if not root and clean.startswith(_FOR_ROOT) and clean != "/data/data":
            raise PermissionError(clean)
        target = self._inside(clean)
        if not target.exists():
            raise FileNotFoundError(clean)
        return target

    def names(self, path: str, root: bool = False) -> list[str]:
        if not root and self._clean(path) in ("/data", "/data/data", "/data/app"):
            raise PermissionError(path)
        return sorted(each.name for each in self.find(path, root).iterdir())

    def status(self, path: str, root: bool = False) -> tuple[int, int, int]:
        """Mode, size in bytes and time of change in seconds; zeros where there is nothing to be seen."""
        try:
            found = self.find(path, root).stat()
        except OSError:
            return 0, 0, 0
        mode = found.st_mode if not stat.S_ISDIR(found.st_mode) else stat.S_IFDIR | 0o771
        return mode, found.st_size, int(found.st_mtime)

    def _clean(self, path: str) -> str:
        return os.path.normpath("/" + path.strip("/")) if path.strip("/") else "/"

    def _inside(self, path: str) -> Path:
        return self._folder / self._clean(path).lstrip("/")
