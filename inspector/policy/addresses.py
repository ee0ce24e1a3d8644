"""Finds addresses in an app's package that look like a privacy policy's: in its manifest, its resources, its code."""

from __future__ import annotations

import html
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from inspector.errors import FileProblem
from inspector.policy.named_texts import named_texts
from inspector.readings import PlaceInPackage, PolicyAddress

MOST_ADDRESSES = 10
ZIP_FAULTS = (OSError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, ValueError)
"""What reading a package raises where it is damaged, or made to be unreadable."""
_MOST_BYTES = 1 << 30
_MOST_LINKS, _MOST_FOUND = 300_000, 2_000
_HOST, _PATH, _END = r"[A-Za-z0-9.-]", r"[^\x00-\x20\"'<>\\)}\x7f-\xff]", r"[\x00-\x20\"'<>\\)}]"
# Nothing in them is tried twice: a package may be made to be slow to read.
_LINK = re.compile(
    rf"https?://{_HOST}{{4,80}}+(?::\d{{2,5}}+)?+(?:/{_PATH}{{0,300}}+)?+(?={_END}|[\x7f-\xff]|\Z)".encode()
)
_WIDE_LINK = re.compile(  # the same in UTF-16, where each of these characters has a zero after it
    rf"h\0t\0t\0p\0(?:s\0)?:\0/\0/\0(?:{_HOST}\0){{4,80}}+(?::\0(?:\d\0){{2,5}}+)?+(?:/\0(?:{_PATH}\0){{0,300}}+)?+"
    rf"(?={_END}\0|[\x00-\xff][\x01-\xff]|\Z)".encode()
)
_POLICY = re.compile(
    r"privac|private-?polic|yinsi|\bys(?:xy|zc)\b|legal/p|personal-?info|datenschutz|confidentialit|data-?protection",
    re.IGNORECASE,
)
_NAMED = re.compile(rf"{_POLICY.pattern}|personal_info|data_protection|개인정보|隐私", re.IGNORECASE)
_HARMLESS = re.compile(r"[\w.]{1,80}")
_OTHERS = re.compile(  # makers of phones and frameworks; what an SDK's maker tells those who build apps
    r"//(?:[\w-]+\.)*(?:google|android|facebook|apple|w3|apache|amazon|unity3d|adobe)\.\w+|//(?:developers?|docs?)\.",
    re.IGNORECASE,
)
_UNFILLED = re.compile(r"%(?:\d+\$)?[sd]|\{\w*\}?")
_ORDER: tuple[PlaceInPackage, ...] = ("manifest", "resources", "code")


def policy_addresses(files: Sequence[Path]) -> tuple[PolicyAddress, ...]:
    """At most 10, the likeliest first, of an app's packages (base and splits). Raises FileProblem where one is none.

    Nothing marks one of them as the app's own, so the tester must choose. A second for 100 MB of code.
    """
    found: dict[str, PolicyAddress] = {}
    for address in islice(_links(files), _MOST_LINKS):
        if address.name or _POLICY.search(address.url):
            _keep(found, address)
    return tuple(sorted(found.values(), key=_unlikely)[:MOST_ADDRESSES])


def _links(files: Sequence[Path]) -> Iterator[PolicyAddress]:
    """All web addresses; a resource's name only where that speaks of a policy."""
    room = _MOST_BYTES
    for file in files:
        try:
            with zipfile.ZipFile(file) as package:
                for entry, place in _parts(package):
                    if entry.file_size <= room:
                        room -= entry.file_size
                        yield from _in_part(package.read(entry), place)
        except ZIP_FAULTS as e:
            raise FileProblem(
                f"{file.name} is not an app's package, or it is damaged.",
                code="apk.foreign", hint="Choose an APK file.",
            ) from e  # fmt: skip


def _parts(package: zipfile.ZipFile) -> Iterator[tuple[zipfile.ZipInfo, PlaceInPackage]]:
    """What may name an address; a package without dex files (a program in Java) has its code in class files."""
    entries = package.infolist()
    code = [entry for entry in entries if re.fullmatch(r"classes\d*\.dex", entry.filename)]
    for entry in entries:
        if entry.filename == "AndroidManifest.xml":
            yield entry, "manifest"
        elif entry.filename == "resources.arsc":
            yield entry, "resources"
    for entry in code or (entry for entry in entries if entry.filename.endswith(".class")):
        yield entry, "code"


def _in_part(data: bytes, place: PlaceInPackage) -> Iterator[PolicyAddress]:
    if place == "resources":
        for name, text in named_texts(data, _NAMED):
            for url in _urls(_LINK, text.encode("utf-8", "replace")):
                yield PolicyAddress(url, place, name if _HARMLESS.fullmatch(name) else "")
    for pattern in (_LINK,) if place == "code" else (_LINK, _WIDE_LINK):
        for url in _urls(pattern, data):
            yield PolicyAddress(url, place)


def _urls(pattern: re.Pattern[bytes], data: bytes) -> Iterator[str]:
    for match in pattern.finditer(data):
        url = html.unescape(match[0].replace(b"\0", b"").decode("ascii")).rstrip(".,;:!?")
        if not _UNFILLED.search(url):
            yield url


def _keep(found: dict[str, PolicyAddress], address: PolicyAddress) -> None:
    """An address that stands in several places is known by the one that says most."""
    known = found.get(address.url)
    if known is not None:
        found[address.url] = min(known, address, key=_unlikely)
    elif len(found) < _MOST_FOUND:
        found[address.url] = address


def _unlikely(address: PolicyAddress) -> tuple[bool, bool, int, int]:
    """Smallest where it is likeliest the app's own: of nobody who is in many apps, and where a name says so."""
    return bool(_OTHERS.search(address.url)), not address.name, _ORDER.index(address.place), len(address.url)
