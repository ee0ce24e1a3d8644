"""Somebody's e-mail address or phone number is found by its form, whatever its field is called; look-alikes are not."""

from __future__ import annotations

import pytest

from inspector.datatypes.find import Finder
from tests.inspector.datatypes.world import EMAIL, PLANTED, found, one, types

BLIND, FINDER = Finder(), Finder(PLANTED)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("jane.doe@corp-mail.com", "jane.doe@corp-mail.com"),
        ("signed in as Jane.Doe+x@Corp-Mail.co.kr".replace("Corp-Mail", "corp-mail"), "Jane.Doe+x@corp-mail.co.kr"),
        ("to=<minsu@naver.com>; ok", "minsu@naver.com"),
        ("mailto:minsu@naver.com", "minsu@naver.com"),
        ("login failed, email:12345@qq.com.", "12345@qq.com"),
        ("https://a.example/in?who=minsu@naver.com", "minsu@naver.com"),
        ("보낸 사람 minsu@naver.com 입니다", "minsu@naver.com"),
    ],
)
def test_an_address_is_found_in_any_text(text: str, address: str) -> None:
    finding = one({"x1": text}, "email", BLIND)
    assert (finding.value, finding.certainty, finding.planted) == (address, "likely", "")


@pytest.mark.parametrize(
    "value",
    [
        {"x1": "icon@2x.png"},
        {"x1": "left-pad@1.3.0"},
        {"x1": "@angular/core.io"},
        {"x1": "git@github.com:octocat/hello.git"},
        {"x1": "ssh://octocat@github.com/hello.git"},
        {"x1": "https://0123abcd@o12.ingest.de/4"},
        {"x1": "redis://user:pass@cache.mycompany.com"},
        {"x1": "someone@host.invalidtld"},
        {"x1": "someone@localhost"},
        {"x1": "noreply@mycompany.com"},
        {"x1": "push@project-1.iam.gserviceaccount.com"},
        {"x1": "a@b.c"},
        {"x1": "kernel 4.19@sh.me\ufffd\x01"},
        {"x1": "aB@xQ9.iO"},
        {"user-agent": "Bot/1.0 (minsu@naver.com)"},
        {"maintainers": [{"name": "minsu", "contact": "minsu@naver.com"}]},
        {"author_email": "minsu@naver.com"},
        {"x1": "minsu@naver.com/resource"},
        {"x1": "int x; " * 700 + "// minsu@naver.com"},
    ],
)
def test_what_only_looks_like_an_address_is_none(value: dict[str, object]) -> None:
    assert "email" not in types(value, BLIND)


@pytest.mark.parametrize("text", ["+821048217731", "+82 10-1111-2222", "+14155550123"])
def test_a_phone_number_with_its_countrys_code_is_found_as_a_whole_field(text: str) -> None:
    assert one({"x1": text}, "phone_number", BLIND).value == text


@pytest.mark.parametrize(
    "value",
    [
        {"x1": "+0900"},
        {"x1": "call +821048217731 now"},
        {"x1": "821048217731"},
        {"x1": "+12.5"},
        {"price_change": "+1234567890"},
        {"x1": "+00000000000"},
        {"x1": "+1234567890123456789"},
    ],
)
def test_other_numbers_are_no_phone_numbers(value: dict[str, object]) -> None:
    assert types(value, BLIND) == set()


def test_the_testers_own_address_is_told_once_and_anothers_as_not_the_testers() -> None:
    findings = found({"x1": f"from {EMAIL} to minsu@naver.com", "x2": EMAIL}, FINDER)
    assert [(item.path, item.value, item.certainty) for item in findings] == [
        ("body.x1", EMAIL, "certain"),
        ("body.x1", "minsu@naver.com", "likely"),
        ("body.x2", EMAIL, "certain"),
    ]
    assert "not the one you gave" in findings[1].reason
