"""The app's package is read once a version, in one pass, and kept; what could not be read is said in the session."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from inspector import package, protocol
from inspector.device import apps
from inspector.records import Raw

APK = Path(__file__).parent / "data" / "declaring.apk"
PACKAGE, SHA256 = "org.example.declaring", "ab" * 32


class Phone:
    """Hands out the same files, and counts how often."""

    def __init__(self, *files: Path) -> None:
        self.files, self.asked = list(files), 0

    @contextmanager
    def pulled(self, _serial: str, _package: str) -> Iterator[list[Path]]:
        self.asked += 1
        yield self.files


@pytest.fixture
def phone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Phone:
    made = Phone(APK)
    monkeypatch.setattr(apps, "pulled", made.pulled)
    monkeypatch.setenv("INSPECTOR_CACHE", str(tmp_path))
    return made


def test_a_package_is_pulled_once_a_version_and_tells_the_same_again(phone: Phone) -> None:
    first = package.read_on("x", PACKAGE, SHA256)
    assert (first.origin.package, first.problem) == (PACKAGE, "")
    assert first.policies[0].name == "privacy_policy_url"
    assert package.read_on("x", PACKAGE, SHA256) == first
    assert phone.asked == 1
    package.read_on("x", PACKAGE, "cd" * 32)
    assert phone.asked == 2


def test_what_was_read_becomes_the_sessions_rows(phone: Phone) -> None:
    read = package.read_on("x", PACKAGE, SHA256)
    rows = [protocol.read(Raw(1, 0, 1, 0.0, kind, fields, payload)) for kind, fields, payload in read.rows()]
    assert rows == [
        protocol.OriginRead(read.origin),
        protocol.NamesResolved(read.names),
        protocol.PolicyAddressesRead(read.policies),
    ]


def of_method(number: int) -> bytes:
    """The package with its code packed by a method that it says is another: some are made so, against being read."""
    data = bytearray(APK.read_bytes())
    for at in (data.index(b"classes.dex") - 30, data.rindex(b"classes.dex") - 46):
        place = at + (8 if data[at + 2] == 3 else 10)
        data[place : place + 2] = number.to_bytes(2, "little")
    return bytes(data)


@pytest.mark.parametrize(
    "data",
    [b"PK and then nothing", APK.read_bytes()[:2000], of_method(99), of_method(14), of_method(12)],
    ids=["no package", "cut off", "unknown method", "not LZMA", "not bzip2"],
)
def test_a_package_that_cannot_be_read_is_one_remark_and_nothing_is_said_of_its_addresses(
    phone: Phone, tmp_path: Path, data: bytes
) -> None:
    phone.files = [tmp_path / "base.apk"]
    phone.files[0].write_bytes(data)
    ((kind, fields, _),) = package.read_on("x", PACKAGE, SHA256).rows()
    assert kind == "note"
    assert "its privacy policy's address were not looked for: the app's package base.apk is damaged." in fields["text"]
