"""What the practice app sends, to whom and when: one conversation, looked at from the servers' side."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import time
import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from cryptography.hazmat.primitives import padding, serialization
from cryptography.hazmat.primitives.asymmetric import padding as rsa_padding
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from inspector import paths
from tests.practice_app.conftest import PracticeApp
from tests.practice_app.small_internet import Seen, SmallInternet

PROMPT = "My knee hurts. Write to grace.hopper@example.com about it."
SALT = bytes.fromhex(
    "490cc21292b05d0cc06ccbe91fb92e21b5a7c538811dc85e27a96e28104e1cf6"
    "9c7166efab232807390da78a8b91e49c44b49a43feb941a1e46f2656e613e47b"
)
PHONE = dict(
    line.split("=", 1)
    for line in (paths.resources() / "practice" / "device.properties").read_text().splitlines()
    if "=" in line and not line.startswith("#")
)
GATOR, APM, SHUMEI = "gator.volces.com", "apmplus.volces.com", "fp-sa-it-acc.fengkongcloud.com"
CHAT, AFFILIATE = "chat.practice.test", "api.beijing-deepseek.test"
INTERCOM, NEXUS = "practice1-android.mobile-messenger.intercom.com", "nexus-websocket-a.intercom.io"


def without_padding(data: bytes) -> bytes:
    unpad = padding.PKCS7(128).unpadder()
    return unpad.update(data) + unpad.finalize()


def aes_cbc(key: bytes, iv: bytes, data: bytes) -> bytes:
    opened = Cipher(algorithms.AES128(key), modes.CBC(iv)).decryptor()
    return without_padding(opened.update(data) + opened.finalize())


def tt_decrypted(packet: bytes) -> bytes:
    """Off the packet's own description: magic, seed, AES over SHA-512 and the zipped text."""
    assert packet[:6].hex() == "123920200203"
    secret = hashlib.sha512(hashlib.sha512(packet[6:38]).digest() + SALT).digest()
    plain = aes_cbc(secret[:16], secret[16:32], packet[38:])
    assert hashlib.sha512(plain[64:]).digest() == plain[:64]
    return gzip.decompress(plain[64:])


def applog(seen: Seen) -> Any:
    return json.loads(tt_decrypted(seen.body))


def query(seen: Seen) -> dict[str, str]:
    return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(seen.target).query))


def to(host: str, path: str = "/", **tests: Callable[[Seen], bool]) -> Callable[[Seen], bool]:
    return lambda seen: seen.host == host and seen.target.startswith(path) and all(t(seen) for t in tests.values())


@dataclass
class Conversation:
    """A whole run: `before` is what had been seen when the tester agreed; the push process is left out."""

    internet: SmallInternet
    before: list[Seen]
    shumei_key: rsa.RSAPrivateKey

    def one(self, wanted: Callable[[Seen], bool]) -> Seen:
        return self.internet.wait_for(wanted)[0]


@pytest.fixture(scope="module")
def conversation(internet: SmallInternet, start_once: Callable[..., PracticeApp]) -> Conversation:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    public = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    app = start_once(practice_shumei_key=base64.b64encode(public).decode())
    app.screen(lambda screen: screen["consent"])
    for wanted in (to(GATOR, "/service/2/app_log/"), to(APM, "/settings/get"), to(SHUMEI, "/deviceprofile/v4")):
        internet.wait_for(wanted)
    before = list(internet.seen)
    app.tap("agree")
    app.screen(lambda screen: not screen["consent"])
    app.tell(do="text", text=PROMPT)
    app.screen(lambda screen: screen["field"] == PROMPT)
    app.tap("send")
    app.screen(lambda screen: len(screen["messages"]) == 2)
    return Conversation(internet, before, key)


def test_the_device_is_registered_with_applog_before_consent(conversation: Conversation) -> None:
    (register,) = (seen for seen in conversation.before if seen.target.startswith("/service/2/device_register/"))
    assert (register.scheme, register.host, register.method) == ("https", GATOR, "POST")
    assert register.headers["content-type"] == "application/octet-stream;tt-data=a"
    body = applog(register)
    header = body["header"]
    assert body["magic_tag"] == "ss_app_log"
    assert (header["device_model"], header["device_brand"]) == (PHONE["model"], PHONE["brand"])
    assert (header["os"], header["os_version"], header["openudid"]) == ("Android", "14", PHONE["android_id"])
    assert (header["carrier"], header["access"], header["resolution"]) == (PHONE["operator"], "wifi", "2340x1080")
    assert (header["language"], header["region"], header["tz_name"]) == ("en", "KR", "Asia/Seoul")
    assert (header["app_version"], header["version_code"], header["package"]) == ("1.0.7", 41, "com.practice.chat")
    assert header["clientudid"]
    assert header["cdid"]


def test_the_private_part_of_applogs_query_opens_as_its_bodies_do(conversation: Conversation) -> None:
    packet = query(conversation.one(to(GATOR, "/service/2/device_register/")))["tt_info"]
    opened = tt_decrypted(base64.urlsafe_b64decode(packet + "=" * (-len(packet) % 4))).decode()
    assert dict(urllib.parse.parse_qsl(opened))["openudid"] == PHONE["android_id"]


def test_the_prompt_goes_to_applog_with_the_id_its_server_gave(conversation: Conversation) -> None:
    def says_it(seen: Seen) -> bool:
        return any(row["params"].get("text") == PROMPT for row in applog(seen).get("event_v3", []))

    body = applog(conversation.one(to(GATOR, "/service/2/app_log/", it=says_it)))
    assert body["header"]["bd_did"] == "7412345678901234567"
    (row,) = (row for row in body["event_v3"] if row["event"] == "chat_send")
    assert row["user_unique_id"] == PHONE["account_id"]


def test_the_prompt_goes_to_apmplus_in_clear_json(conversation: Conversation) -> None:
    settings = next(seen for seen in conversation.before if seen.host == APM)
    assert settings.method == "GET"
    assert query(settings)["device_model"] == PHONE["model"]
    session = conversation.one(to(APM, "/monitor/collect/c/session"))
    assert session.headers["content-encoding"] == "gzip"
    body = json.loads(gzip.decompress(session.body))
    assert body["data"][0]["category"]["prompt"] == PROMPT
    assert body["header"]["os_version"] == PHONE["os_version"]


def test_the_crash_upload_cannot_be_read_and_comes_once(conversation: Conversation) -> None:
    crash = conversation.one(to(APM, "/monitor/collect/c/native_bin_crash"))
    assert len(crash.body) > 300
    assert len(set(crash.body)) > 150
    assert crash.body[:2] != b"\x1f\x8b"
    assert b"practice" not in crash.body
    assert (
        sum(seen.target.startswith("/monitor/collect/c/native_bin_crash") for seen in conversation.internet.seen) == 1
    )


def test_shumei_gets_the_fingerprint_in_clear_http_before_consent(conversation: Conversation) -> None:
    config, profile = (seen for seen in conversation.before if seen.host == SHUMEI)
    assert (config.scheme, config.target, profile.target) == ("http", "/v3/cloudconf", "/deviceprofile/v4")
    body = profile.json()
    assert (body["os"], body["appId"], body["organization"]) == ("android", "default", config.json()["organization"])
    key = conversation.shumei_key.decrypt(base64.b64decode(body["ep"]), rsa_padding.PKCS1v15())
    found = json.loads(gzip.decompress(aes_cbc(key, b"0102030405060708", base64.b64decode(body["data"]))))
    assert found["android_id"] == PHONE["android_id"]
    assert found["advertising_id"] == PHONE["advertising_id"]
    assert (found["model"], found["ssid"]) == (PHONE["model"], f'"{PHONE["ssid"]}"')
    assert (found["lat"], found["lon"]) == (float(PHONE["latitude"]), float(PHONE["longitude"]))
    assert found["apps"] == PHONE["installed_apps"].split(",")


def test_the_first_party_is_asked_over_http2_and_gets_a_third_partys_ids(conversation: Conversation) -> None:
    completion = conversation.one(to(CHAT, "/api/v0/chat/completion"))
    assert (completion.version, completion.method) == ("2", "POST")
    assert completion.json() == {
        "chat_session_id": "session-1",
        "parent_message_id": None,
        "prompt": PROMPT,
        "ref_file_ids": [],
        "thinking_enabled": False,
        "search_enabled": False,
    }
    assert completion.headers["x-rangers-id"] == "7412345678901234567"
    assert completion.headers["x-device-id"] == "B0123456789abcdef"
    assert (completion.headers["x-device-model"], completion.headers["x-app-version"]) == (PHONE["model"], "1.0.7")


def test_the_affiliate_gets_device_facts_after_consent_and_nothing_else(conversation: Conversation) -> None:
    assert conversation.one(to(AFFILIATE, "/v1/device/report")).json() == {
        "device_model": PHONE["model"],
        "os": "Android",
        "os_version": PHONE["os_version"],
        "network_type": "wifi",
        "app_version": "1.0.7",
    }


def test_intercom_gets_the_account_address_and_then_the_one_in_the_prompt(conversation: Conversation) -> None:
    def address(wanted: str) -> Callable[[Seen], bool]:
        return to(INTERCOM, "/users", it=lambda seen: seen.json()["user"]["email"] == wanted)

    first = conversation.one(address(PHONE["account_email"])).json()
    assert first["device_data"]["device_model"] == PHONE["model"]
    assert conversation.one(address("grace.hopper@example.com")).json()["user"]["user_id"] == PHONE["account_id"]
    logged = conversation.one(to(INTERCOM, "/events")).json()
    assert (logged["event"]["name"], logged["event"]["metadata"]) == ("message_sent", {"length": len(PROMPT)})


def test_intercom_is_spoken_with_over_a_web_socket_too(conversation: Conversation) -> None:
    said = conversation.internet.wait_for(to(NEXUS, "/pubsub/"), count=3)
    assert [message.json()["eventName"] for message in said] == ["nx.Subscribe", "nx.UserPresence", "nx.UserActivity"]


def test_before_consent_only_two_companies_hear_of_the_phone(conversation: Conversation) -> None:
    assert {seen.host for seen in conversation.before} == {GATOR, APM, SHUMEI}


def test_nobody_else_is_contacted_and_nobody_gets_a_keystroke_rhythm(conversation: Conversation) -> None:
    conversation.one(to(NEXUS))
    seen = conversation.internet.seen
    assert {one.host for one in seen} == {GATOR, APM, SHUMEI, CHAT, AFFILIATE, INTERCOM, NEXUS}
    assert not any(b"keystroke" in one.body for one in seen)


def test_the_push_process_only_says_that_it_is_there(
    internet: SmallInternet, start: Callable[..., PracticeApp]
) -> None:
    start(":push")

    def heartbeat(seen: Seen) -> bool:
        return seen.target.startswith("/monitor/collect/c/session") and b"heartbeat" in gzip.decompress(seen.body)

    first, second = internet.wait_for(heartbeat, count=2)
    row = json.loads(gzip.decompress(first.body))
    assert (first.host, second.host) == (APM, APM)
    assert row["data"][0]["android_id"] == PHONE["android_id"]
    assert "device_id" in row["header"]


def test_a_load_test_numbers_its_posts_without_gaps(internet: SmallInternet, start: Callable[..., PracticeApp]) -> None:
    began_s = time.monotonic()
    start(practice_load="50")
    posts = internet.wait_for(to(GATOR, "/service/2/app_log/?load="), count=100)
    assert time.monotonic() - began_s > 1.9
    numbers = [seen.json()["load"] for seen in posts]
    assert [int(query(seen)["load"]) for seen in posts] == numbers
    assert set(range(1, 98)) <= set(numbers)
    assert len(set(numbers)) == 100
