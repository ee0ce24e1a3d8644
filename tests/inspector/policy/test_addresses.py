"""Addresses that look like a privacy policy's, on a whole small package made with Android's own tools."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.errors import FileProblem
from inspector.policy.address_words import address_place
from inspector.policy.addresses import MOST_ADDRESSES, policy_addresses
from inspector.policy.named_texts import named_texts
from inspector.readings import PolicyAddress

APK = Path(__file__).parents[1] / "data" / "declaring.apk"
with zipfile.ZipFile(APK) as _package:
    TABLE = _package.read("resources.arsc")


def packed(path: Path, **parts: bytes | str) -> Path:
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name.replace("__", "."), data)
    return path


def urls(*files: Path) -> list[str]:
    return [address.url for address in policy_addresses(files)]


def test_manifest_resources_and_code_are_read_and_each_says_where() -> None:
    assert policy_addresses([APK]) == (
        PolicyAddress("https://sites.example/view/declaring-ko", "resources", "privacy_policy_url"),
        PolicyAddress("https://sites.example/view/declaring-4711", "resources", "privacy_policy_url"),
        PolicyAddress("https://declaring.example/app/privacy-notice", "manifest"),
        PolicyAddress("https://declaring.example/ko/privacy", "resources"),
        PolicyAddress("https://declaring.example/legal/privacy?app=1&v=2", "resources"),
        PolicyAddress("https://www.sdk-in-it.example/privacy.html", "code"),
        PolicyAddress("https://policies.google.com/privacy", "code"),
    )


def test_what_is_said_of_a_place_names_the_resource_where_that_tells() -> None:
    named, _, in_manifest, *_ = policy_addresses([APK])
    assert address_place(named) == "in its resources, under the name privacy_policy_url"
    assert address_place(in_manifest) == "in its manifest"


def test_texts_go_by_the_resources_own_names_in_every_language() -> None:
    found = list(named_texts(TABLE, re.compile("^(app_name|privacy_title)$")))
    assert found == [("app_name", "Declaring"), ("privacy_title", "Your privacy"), ("app_name", "선언하는 앱")]
    assert list(named_texts(TABLE, re.compile("^privacy_many$"))) == []  # a plural is no plain text


def test_wide_texts_end_where_another_script_begins(tmp_path: Path) -> None:
    wide = "개인정보 https://chat.example/legal/privacy와 https://other.example/privacy."
    app = packed(tmp_path / "a.apk", resources__arsc=b"\0" + wide.encode("utf-16-le"))
    assert urls(app) == ["https://other.example/privacy", "https://chat.example/legal/privacy"]


def test_an_address_of_a_sentence_is_without_its_full_stop_and_one_with_a_gap_is_none(tmp_path: Path) -> None:
    code = "\0See https://chat.example/privacy.\0https://chat.example/%s/privacy\0https://privacy.chat.example\0"
    app = packed(tmp_path / "a.apk", classes__dex=code, assets_x__txt="https://elsewhere.example/privacy")
    assert urls(app) == ["https://chat.example/privacy", "https://privacy.chat.example"]


def test_base_and_splits_are_one_app_and_an_address_stands_once_where_most_is_said(tmp_path: Path) -> None:
    split = packed(tmp_path / "split.apk", classes2__dex="\0https://declaring.example/app/privacy-notice\0")
    assert policy_addresses([split, APK]) == policy_addresses([APK])


def test_a_program_in_java_has_its_code_in_class_files(tmp_path: Path) -> None:
    jar = packed(tmp_path / "a.jar", **{"org/example/Main__class": b"\x01\0\x1chttps://chat.example/privacy\x0c"})
    assert urls(jar) == ["https://chat.example/privacy"]
    both = packed(
        tmp_path / "b.apk", classes__dex="\0", **{"org/example/Main__class": "https://chat.example/privacy\0"}
    )
    assert urls(both) == []


def test_what_an_sdks_maker_tells_those_who_build_apps_stands_last(tmp_path: Path) -> None:
    links = ("https://developers.sdk.example/privacy-flow", "https://chat.example/about/how-we-work/privacy")
    assert urls(packed(tmp_path / "a.apk", classes__dex="\0".join(links))) == [links[1], links[0]]


def test_no_more_than_a_tester_can_look_at_are_told(tmp_path: Path) -> None:
    many = "\0".join(f"https://chat.example/privacy/{number}" for number in range(5_000))
    assert len(urls(packed(tmp_path / "a.apk", classes__dex=many))) == MOST_ADDRESSES


@pytest.mark.parametrize("data", [b"nothing", b"PK\x05\x06" + b"\xff" * 18, APK.read_bytes()[:900]])
def test_a_file_that_is_no_package_is_told_so(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.apk").write_bytes(data)
    with pytest.raises(FileProblem, match="not an app's package"):
        policy_addresses([tmp_path / "a.apk"])


def test_a_file_that_is_not_there_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="not an app's package"):
        policy_addresses([tmp_path / "gone.apk"])


@given(st.lists(st.tuples(st.integers(0, len(TABLE) - 1), st.integers(0, 255)), max_size=12), st.integers(0, 1640))
def test_a_damaged_table_of_resources_is_read_as_far_as_it_goes(bytes_changed: list[tuple[int, int]], cut: int) -> None:
    table = bytearray(TABLE)
    for at, byte in bytes_changed:
        table[at] = byte
    for damaged in (bytes(table), bytes(table[:cut])):
        assert all(len(name) <= 4_000 and len(text) <= 4_000 for name, text in named_texts(damaged, re.compile("")))
