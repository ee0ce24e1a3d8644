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


def test_a_package_that_cannot_be_read_is_one_remark_and_nothing_is_said_of_its_addresses(
    phone: Phone, tmp_path: Path
) -> None:
    phone.files = [tmp_path / "base.apk"]
    phone.files[0].write_bytes(b"PK and then nothing")
    ((kind, fields, _),) = package.read_on("x", PACKAGE, SHA256).rows()
    assert kind == "note"
    assert "its privacy policy's address were not looked for: the app's package base.apk is damaged." in fields["text"]
