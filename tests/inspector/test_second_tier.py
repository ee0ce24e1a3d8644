"""Public lists of domains, asked where no company's file names a host."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from inspector.errors import FileProblem
from inspector.recipients import DomainLists, Recipients
from inspector.recipients.second_tier import read_lists

FILES = {
    "acme": "# Acme Ltd\nacme.test\nfull:log.acme-cdn.test @cn\nkeyword:acme\nregexp:^a\\.test$\ninclude:acme-ads\n",
    "conglomerate": "acme.test\nfull:other.test\nthird.test\n",
    "category-ads": "acme.test\nads.test\n",
    "cn": "elsewhere.test\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "copy" / "data").mkdir(parents=True)
    for name, text in FILES.items():
        (tmp_path / "copy" / "data" / name).write_text(text, encoding="utf-8")
    return tmp_path / "copy"


def as_zip(folder: Path, path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for file in (folder / "data").iterdir():
            archive.write(file, f"domain-list-community-master/data/{file.name}")
        archive.writestr("domain-list-community-master/README.md", "not.a.list\n")
    return path


def as_tar(folder: Path, path: Path) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for file in (folder / "data").iterdir():
            archive.add(file, f"domain-list-community-master/data/{file.name}")
        readme = tarfile.TarInfo("domain-list-community-master/README.md")
        readme.size = 11
        archive.addfile(readme, io.BytesIO(b"not.a.list\n"))
    return path


def test_a_domain_is_of_the_shortest_list_that_names_one_service(folder: Path) -> None:
    lists = read_lists(folder, "2026-08-19")
    assert lists.lists == {
        "acme.test": "acme",
        "log.acme-cdn.test": "acme",
        "other.test": "conglomerate",
        "third.test": "conglomerate",
    }
    assert lists.source == "v2fly/domain-list-community (2026-08-19)"


def test_a_zip_and_a_tar_hold_the_same_lists_as_the_folder(folder: Path, tmp_path: Path) -> None:
    expected = read_lists(folder, "2026-08-19")
    assert read_lists(as_zip(folder, tmp_path / "copy.zip"), "2026-08-19") == expected
    assert read_lists(as_tar(folder, tmp_path / "copy.tar.gz"), "2026-08-19") == expected


def test_what_is_kept_is_there_for_the_next_session(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSPECTOR_CONFIG", str(tmp_path / "config"))
    assert DomainLists.kept() == DomainLists()
    lists = read_lists(folder, "2026-08-19")
    lists.keep()
    assert DomainLists.kept() == lists
    assert Recipients.load().match("api.acme.test").company == "list:acme"


def test_a_list_says_that_it_is_one_and_not_who_operates(folder: Path) -> None:
    match = Recipients({}, read_lists(folder, "2026-08-19")).match("a.b.acme.test")
    assert (match.company, match.name, match.role) == ("list:acme", "acme", "On the list “acme”")
    assert (match.operator, match.country, match.party, match.certainty) == ("", "", "third", "likely")
    assert match.reason == (
        "acme.test is on the list “acme” of v2fly/domain-list-community (2026-08-19), which groups domains by the "
        "service that uses them; who operates them is not stated."
    )


def test_a_companys_own_file_comes_before_any_list() -> None:
    lists = DomainLists({"gator.volces.com": "somebody"}, "v2fly/domain-list-community (2026-08-19)")
    assert Recipients.load(lists=lists).match("gator.volces.com").company == "volcano-engine"


def test_a_host_that_only_ends_alike_is_on_no_list(folder: Path) -> None:
    recipients = Recipients({}, read_lists(folder, "2026-08-19"))
    assert recipients.match("notacme.test").company == "host:notacme.test"
    assert recipients.match("sub.log.acme-cdn.test").company == "list:acme"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"\x1f\x8b\x08broken", b"hello"])
def test_a_file_that_is_no_copy_of_the_lists_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "copy.zip"
    path.write_bytes(content)
    with pytest.raises(FileProblem) as problem:
        read_lists(path, "2026-08-19")
    assert problem.value.hint


def test_a_folder_without_lists_is_said_to_hold_none(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="holds no domain lists"):
        read_lists(tmp_path, "2026-08-19")


def test_a_damaged_kept_file_is_named_with_a_next_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSPECTOR_CONFIG", str(tmp_path))
    (tmp_path / "domain-lists.txt").write_text("something else\n", encoding="utf-8")
    with pytest.raises(FileProblem, match="damaged") as problem:
        DomainLists.kept()
    assert "Delete" in problem.value.hint
