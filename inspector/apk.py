"""What an app's package says of itself before it runs: name, version, icon, permissions, who signed it, SDKs inside."""

from __future__ import annotations

import contextlib
import hashlib
import io
import struct
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.x509.oid import NameOID

from inspector.errors import FileProblem
from inspector.records import AppOrigin

_MOST_DEX_BYTES = 512 << 20
_ANDROID = "{http://schemas.android.com/apk/res/android}"


@dataclass(frozen=True, slots=True)
class ApkFacts:
    """An app's package. `certificates` are SHA-256 of the signers' certificates, in hex, as Android's stores show them.

    `icon_png` is empty where the icon is drawn and not a picture. `markers` are those of the marker classes asked for
    that are in the package, by the key they were asked under.
    """

    package: str
    name: str
    version: str
    version_code: int
    sha256: str
    size_bytes: int
    certificates: tuple[str, ...]
    permissions: tuple[str, ...]
    icon_png: bytes
    markers: Mapping[str, tuple[str, ...]]
    classes: int


def read_apk(path: Path | str, markers: Mapping[str, Iterable[str]] | None = None) -> ApkFacts:
    """Look into an APK. `markers`: an SDK's id to the names of classes or packages that show that it is there.

    Takes seconds for a large app. Raises FileProblem where the file is not an APK or is damaged.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as e:
        raise FileProblem(
            f"{path.name} cannot be read: {e.strerror}.", code="apk.denied", hint="Choose another."
        ) from e
    apk = _opened(path, data)
    names = set(_class_names(apk, path))
    known = _with_packages(names)
    found = {sdk: tuple(m for m in wanted if m in known) for sdk, wanted in (markers or {}).items()}
    code = str(apk.get_androidversion_code() or "")
    return ApkFacts(
        package=str(apk.get_package() or ""),
        name=str(_or_none(apk.get_app_name) or apk.get_package() or ""),
        version=str(apk.get_androidversion_name() or ""),
        version_code=int(code) if code.isdigit() else 0,
        sha256=hashlib.sha256(data).hexdigest(),
        size_bytes=len(data),
        certificates=tuple(hashlib.sha256(der).hexdigest() for der in _certificates(apk)),
        permissions=tuple(sorted(set(apk.get_permissions()))),
        icon_png=_icon(apk),
        markers={sdk: hits for sdk, hits in found.items() if hits},
        classes=len(names),
    )


def read_origin(path: Path) -> AppOrigin:
    """What tells the app's own hosts from others': its verified links and who signed it. A second for a large app.

    Raises FileProblem where the file is not an APK or is damaged.
    """
    try:
        data = path.read_bytes()
    except OSError as e:
        raise FileProblem(
            f"{path.name} cannot be read: {e.strerror}.", code="apk.denied", hint="Choose another."
        ) from e
    apk = _opened(path, data)
    ders = _certificates(apk)
    return AppOrigin(
        package=str(apk.get_package() or ""),
        links=tuple(dict.fromkeys(_verified_links(_or_none(apk.get_android_manifest_xml)))),
        certificates=tuple(hashlib.sha256(der).hexdigest() for der in ders),
        organization=next(filter(None, map(_organization, ders)), ""),
    )


def _verified_links(manifest: Any) -> Iterator[str]:
    """Hosts of web links that Android checks against the site (App Links): only its owner can make an app theirs."""
    for one in manifest.iter("intent-filter") if manifest is not None else ():
        data = list(one.iter("data"))
        schemes = {each.get(f"{_ANDROID}scheme") for each in data}
        if one.get(f"{_ANDROID}autoVerify") == "true" and schemes & {"http", "https"}:
            for host in filter(None, (each.get(f"{_ANDROID}host") for each in data)):
                yield host.removeprefix("*.").lower()


def _organization(der: bytes) -> str:
    try:
        subject = x509.load_der_x509_certificate(der).subject
    except ValueError:
        return ""
    named = subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    return str(named[0].value) if named else ""


def _opened(path: Path, data: bytes) -> Any:
    if not zipfile.is_zipfile(io.BytesIO(data)):
        raise FileProblem(
            f"{path.name} is not an app package.", code="apk.not_one", hint="Choose a file ending in .apk."
        )
    # It takes a third of a second to import and says much on standard error: only when an APK is really opened.
    from androguard.core.apk import APK
    from loguru import logger

    logger.disable("androguard")
    try:
        apk = APK(data, raw=True)
        valid = bool(apk.is_valid_APK())
    except Exception as e:
        # androguard has no error class of its own: damage shows as whatever its parsers ran into.
        raise _damaged(path) from e
    if not valid:
        raise _damaged(path)
    return apk


def _damaged(path: Path) -> FileProblem:
    return FileProblem(
        f"{path.name} is damaged or no Android app.", code="apk.damaged", hint="Take it from the phone once more."
    )


def _or_none(ask: Any) -> Any:
    """What androguard answers, None where its parsers stumble over resources that were made to be unreadable."""
    with contextlib.suppress(Exception):
        return ask()
    return None


def _certificates(apk: Any) -> tuple[bytes, ...]:
    """The signers' certificates, DER."""
    ders: list[bytes] = []
    for ask in (apk.get_certificates_der_v3, apk.get_certificates_der_v2):
        ders += _or_none(ask) or []
    if not ders:
        ders = [
            der for name in apk.get_signature_names() if (der := _or_none(lambda n=name: apk.get_certificate_der(n)))
        ]
    return tuple(dict.fromkeys(ders))


def _icon(apk: Any) -> bytes:
    for most_dpi in (640, 480, 320, 65533):
        name = _or_none(lambda dpi=most_dpi: apk.get_app_icon(max_dpi=dpi))
        data = _or_none(lambda file=name: apk.get_file(file)) if name else None
        if isinstance(data, bytes) and data.startswith(b"\x89PNG"):
            return data
    return b""


# ------------------------------------------------------------------------------------------------ classes


def _with_packages(names: set[str]) -> set[str]:
    """The classes and every package around them."""
    known = set(names)
    for name in names:
        while (name := name.rpartition(".")[0]) and name not in known:
            known.add(name)
    return known


def _class_names(apk: Any, path: Path) -> Iterator[str]:
    room = _MOST_DEX_BYTES
    for dex in apk.get_all_dex():
        room -= len(dex)
        if room < 0:
            return
        try:
            yield from class_names(dex)
        except (struct.error, IndexError, ValueError) as e:
            raise _damaged(path) from e


def class_names(dex: bytes) -> Iterator[str]:
    """The names of the classes that a dex file defines, like com.example.Main$1. Raises ValueError, struct.error or
    IndexError if it is damaged.

    androguard would parse all code for that: half a minute for a large app, against half a second here.
    """
    if dex[:4] != b"dex\n":
        raise ValueError("not a dex file")
    strings_at, types_at = struct.unpack_from("<I", dex, 0x3C)[0], struct.unpack_from("<I", dex, 0x44)[0]
    count, classes_at = struct.unpack_from("<II", dex, 0x60)
    for number in range(count):
        (index,) = struct.unpack_from("<I", dex, classes_at + 32 * number)
        (string,) = struct.unpack_from("<I", dex, types_at + 4 * index)
        (at,) = struct.unpack_from("<I", dex, strings_at + 4 * string)
        while dex[at] & 0x80:  # the length before the text, in as many bytes as it needs
            at += 1
        text = dex[at + 1 : dex.index(b"\0", at + 1)].decode("utf-8", "replace")
        if text.startswith("L"):
            yield text[1:-1].replace("/", ".")
