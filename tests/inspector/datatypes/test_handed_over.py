"""Pictures, recordings and documents are found by what they are or are said to be; what only looks so is not."""

from __future__ import annotations

import base64

import pytest

from inspector.datatypes.find import Finder
from inspector.decoders import request_parts
from inspector.http import HttpRequest
from inspector.records import Finding

FINDER = Finder()
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(range(60))
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(60)
WAV = b"RIFF\x24\x08\x00\x00WAVEfmt " + bytes(60)
HEIC = b"\x00\x00\x00\x18ftypheic" + bytes(60)
MEDIA = {"image", "voice", "file_content"}


def coded(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def told(body: object) -> set[tuple[str, str]]:
    return {(one.type, one.path) for one in FINDER.find({"body": body}) if one.type in MEDIA}  # type: ignore[dict-item]


def sent(body: bytes, media_type: str) -> list[Finding]:
    request = HttpRequest(
        method="POST", scheme="https", host="a.example", port=443, target="/u", version="HTTP/1.1",
        headers=(("Content-Type", media_type),), body=body, wire_bytes=len(body), complete=True,
    )  # fmt: skip
    return [one for one in FINDER.find(request_parts(request)[0]) if one.type in MEDIA]


def part(heads: str, content: bytes) -> bytes:
    return b"--b\r\nContent-Disposition: form-data; " + heads.encode() + b"\r\n\r\n" + content + b"\r\n--b--\r\n"


@pytest.mark.parametrize(
    ("body", "type_id", "path"),
    [
        # Claude, Gemini, GPT, Speech-to-Text, Vision, iFlytek's and DashScope's ways to hand something over.
        ({"source": {"type": "base64", "data": coded(JPEG)}}, "image", "body.source.data"),
        ({"inline_data": {"mime_type": "image/heic", "data": coded(HEIC)}}, "image", "body.inline_data.data"),
        ({"inlineData": {"mimeType": "application/pdf", "data": "JVBERi0x"}}, "file_content", "body.inlineData.data"),
        ({"input_audio": {"data": "AAD//wEA", "format": "wav"}}, "voice", "body.input_audio.data"),
        ({"audio": {"content": coded(WAV)}}, "voice", "body.audio.content"),
        ({"image": {"content": coded(PNG)}}, "image", "body.image.content"),
        ({"data": {"format": "audio/L16;rate=16000", "audio": "AAD//wEA"}}, "voice", "body.data.audio"),
        ({"content": [{"image": "data:image/png;base64,iVBORw0…"}]}, "image", "body.content[0].image"),
        ({"content": [{"type": "image_url", "image_url": {"url": "https://a.example/me.jpg"}}]}, "image",
         "body.content[0].image_url.url"),
        ({"messages": [{"content": [{"audio": "https://a.example/a.wav"}]}]}, "voice",
         "body.messages[0].content[0].audio"),
        ({"speech": coded(bytes(range(8, 248)))}, "voice", "body.speech"),
        ({"x1": "Hello", "x2": ["one", coded(PNG)]}, "image", "body.x2[1]"),
        ({"x1": PNG}, "image", "body.x1"),
    ],
)  # fmt: skip
def test_what_is_handed_over_is_found(body: object, type_id: str, path: str) -> None:
    assert told(body) == {(type_id, path)}


@pytest.mark.parametrize(
    "body",
    [
        {"x1": "/9j/short"},
        {"x1": "/9j/2a is the path of a page, not a picture"},
        {"x1": "AAAAIGZ0eXBxdCAgAAAAAHF0ICAAAAAAAAAAAAAA"},
        {"x1": "UklGRiQIAABDREFBZm10IBAAAAABAAEAQB8AAIA+"},
        {"type": "image/svg+xml", "content": "<svg></svg>"},
        {"accept": "image/png", "content": "three short words"},
        {"mime_type": "image/png", "width": "1080", "name": "send_icon"},
        {"mime_type": "application/json", "content": "three short words"},
        {"format": "wav", "voice": "female_1"},
        {"filename": "libchat.so", "content": "ELF and so on"},
        {"icon": "ic_launcher.png", "content": "three short words"},
        {"speech": "coral", "audio": "https://a.example/a.wav", "url": "https://a.example/me.jpg"},
        {"product": {"image_url": "https://a.example/me.jpg", "content": {"image": "https://a.example/me.jpg"}}},
        {"format": "json", "data": "three short words"},
    ],
)
def test_what_only_looks_like_a_file_is_none(body: object) -> None:
    assert told(body) == set()


@pytest.mark.parametrize(
    ("heads", "content", "type_id"),
    [
        ('name="file"; filename="me.jpg"\r\nContent-Type: image/jpeg', JPEG, "image"),
        ('name="file"; filename="me.jpg"\r\nContent-Type: image/jpeg', b"(cut off)", "image"),
        ('name="audio"; filename="a.m4a"\r\nContent-Type: application/octet-stream', b"\x00\x01" * 20, "voice"),
        ('name="doc"; filename="rent.pdf"\r\nContent-Type: application/pdf', b"%PDF-1.7 and so on", "file_content"),
    ],
)
def test_a_file_in_a_form_is_found(heads: str, content: bytes, type_id: str) -> None:
    [finding] = sent(part(heads, content), "multipart/form-data; boundary=b")
    assert (finding.type, finding.certainty) == (type_id, "likely")
    assert finding.path.endswith(".content")


def test_a_file_of_the_apps_own_in_a_form_is_none() -> None:
    heads = 'name="log"; filename="app.log"\r\nContent-Type: text/plain'
    assert sent(part(heads, b"started in 20 ms"), "multipart/form-data; boundary=b") == []


def test_a_body_that_is_said_to_be_sound_is_a_recording_and_its_value_is_its_size() -> None:
    [finding] = sent(bytes(range(256)) * 4, "audio/pcm;rate=16000")
    assert (finding.type, finding.path, finding.value) == ("voice", "body", "1,024 bytes")
    assert "audio/pcm" in finding.reason
    assert sent(bytes(range(256)) * 4, "application/octet-stream") == []


def test_a_picture_is_not_kept_again_in_its_finding() -> None:
    [finding] = [one for one in FINDER.find({"body": {"x1": coded(PNG * 90)}}) if one.type == "image"]
    assert len(finding.value) == 64
    assert "PNG" in finding.reason
