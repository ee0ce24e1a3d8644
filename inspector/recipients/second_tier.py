"""The second tier: public lists of domains by the service that uses them, kept for this user."""

from __future__ import annotations

import io
import re
import tarfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from inspector.errors import FileProblem
from inspector.paths import config

V2FLY = "v2fly/domain-list-community"
"""Whose lists these are: MIT licence; one file a service under data/, one rule a line."""

_FILE = "domain-lists.txt"
_HEAD = "# domain lists: "
# Lists that put services of many owners together: being on one says nothing of whose a domain is.
_COLLECTIONS = re.compile(r"(category-|geolocation-|tld-)|(cn|gfw|private|win-.*|.*-ads)\Z")
_DOMAIN = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+\Z")
_MOST_BYTES = 64 << 20
_MOST_FILES = 20_000


@dataclass(frozen=True, slots=True)
class DomainLists:
    """`lists`: domain to the name of its list. `source`: whose lists, and of which day."""

    lists: Mapping[str, str] = field(default_factory=dict)
    source: str = ""

    def of(self, domain: str) -> str:
        """The list with exactly this domain, or ""."""
        return self.lists.get(domain, "")

    @classmethod
    def kept(cls) -> DomainLists:
        """The lists this user brought, or none. Raises FileProblem where the kept file is damaged."""
        path = config() / _FILE
        try:
            text = path.read_text("utf-8")
        except FileNotFoundError:
            return cls()
        except (OSError, UnicodeDecodeError) as problem:
            raise _damaged(path) from problem
        head, _, rest = text.partition("\n")
        rows = [line.split(" ") for line in rest.splitlines()]
        if not head.startswith(_HEAD) or any(len(row) != 2 for row in rows):
            raise _damaged(path)
        return cls({row[0]: row[1] for row in rows}, head.removeprefix(_HEAD))

    def keep(self) -> Path:
        """Keeps them for this user's next sessions; the file. Raises OSError."""
        path = config() / _FILE
        lines = [f"{domain} {name}" for domain, name in sorted(self.lists.items())]
        path.write_text("\n".join((_HEAD + self.source, *lines)) + "\n", "utf-8")
        return path


def read_lists(path: Path, day: str) -> DomainLists:
    """The lists in a copy of v2fly's repository: a folder, a .zip or a .tar.gz. `day`: when it was taken, 2026-11-23.

    Raises FileProblem where there is none in it.
    """
    lists: dict[str, str] = {}
    found = [(name, list(_domains(text))) for name, text in _files(path) if not _COLLECTIONS.match(name)]
    # A domain on several lists is of the shortest: a service's own rather than one of a group of them.
    for name, domains in sorted(found, key=lambda one: -len(one[1])):
        lists.update(dict.fromkeys(domains, name))
    if not lists:
        raise FileProblem(
            f"{path.name} holds no domain lists.",
            code="lists.none",
            hint=f"Take the source code of {V2FLY} as .zip or .tar.gz.",
        )
    return DomainLists(lists, f"{V2FLY} ({day})")


def _domains(text: str) -> Iterator[str]:
    """The domains of one list file: "domain:x", "full:x" or bare; other rules do not name one."""
    for line in text.splitlines():
        rule = line.partition("#")[0].split("@")[0].strip().lower()
        kind, colon, rest = rule.partition(":")
        domain = rest.strip() if colon and kind in ("domain", "full") else rule
        if _DOMAIN.match(domain):
            yield domain


def _files(path: Path) -> Iterator[tuple[str, str]]:
    """The name and text of each file right below a folder "data"."""
    try:
        yield from sorted(_opened(path))
    except (OSError, zipfile.BadZipFile, tarfile.TarError, EOFError) as problem:
        raise FileProblem(
            f"{path.name} cannot be read as a folder, .zip or .tar.gz.",
            code="lists.unreadable",
            hint=f"Take the source code of {V2FLY} once more.",
        ) from problem


def _opened(path: Path) -> Iterable[tuple[str, str]]:
    if path.is_dir():
        folder = path / "data" if (path / "data").is_dir() else path
        return [(file.name, _text(file.read_bytes())) for file in folder.iterdir() if file.is_file()]
    data = io.BytesIO(path.read_bytes())
    if zipfile.is_zipfile(data):
        with zipfile.ZipFile(data) as archive:
            entries = [one for one in archive.infolist() if _is_list(one.filename) and not one.is_dir()]
            _check(sum(one.file_size for one in entries), len(entries), path)
            return [(PurePosixPath(one.filename).name, _text(archive.read(one))) for one in entries]
    data.seek(0)
    with tarfile.open(fileobj=data, mode="r:*") as tar:
        found: list[tuple[str, str]] = []
        room = _MOST_BYTES
        for member in tar:
            if not member.isfile() or not _is_list(member.name):
                continue
            room -= member.size
            _check(_MOST_BYTES - room, len(found), path)
            file = tar.extractfile(member)
            found.append((PurePosixPath(member.name).name, _text(file.read() if file else b"")))
        return found


def _is_list(name: str) -> bool:
    return PurePosixPath(name).parent.name == "data"


def _check(size_bytes: int, files: int, path: Path) -> None:
    if size_bytes > _MOST_BYTES or files > _MOST_FILES:
        raise FileProblem(
            f"{path.name} is too large to be domain lists.", code="lists.too_large", hint="Choose another file."
        )


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _damaged(path: Path) -> FileProblem:
    return FileProblem(
        f"The kept domain lists {path} are damaged.", code="lists.damaged", hint="Delete the file, or bring them again."
    )
