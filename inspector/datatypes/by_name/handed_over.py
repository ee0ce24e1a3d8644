"""Pictures, recordings and documents by what they are: their first bytes, or what is said of them right beside."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator

from inspector.datatypes import name_of
from inspector.datatypes.by_name import chats
from inspector.datatypes.kinds import last_name, plain_key
from inspector.datatypes.leaves import Content
from inspector.records import Finding

# First bytes, after RFC 2083 (PNG), ITU-T T.81 (JPEG), RFC 9649 (WebP), ISO/IEC 14496-12 (ftyp), RFC 3533 (Ogg), RFC
# 9639 (FLAC), RFC 4867 (AMR), id3.org (MP3), Matroska, ISO 32000 (PDF). Each is three bytes at least.
_MARKS: tuple[tuple[bytes, str, str], ...] = (
    (b"\xff\xd8\xff", "image", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "image", "PNG"),
    (b"GIF87a", "image", "GIF"),
    (b"GIF89a", "image", "GIF"),
    (b"OggS", "voice", "Ogg"),
    (b"fLaC", "voice", "FLAC"),
    (b"#!AMR", "voice", "AMR"),
    (b"ID3\x03", "voice", "MP3"),
    (b"ID3\x04", "voice", "MP3"),
    (b"#!SILK", "voice", "SILK"),
    (b"\x02#!SILK", "voice", "SILK"),
    (b"%PDF-", "file_content", "PDF"),
)
_RIFF = {b"WEBP": ("image", "WebP"), b"WAVE": ("voice", "WAV")}
_BRANDS = {
    **dict.fromkeys((b"heic", b"heix", b"mif1", b"msf1", b"hevc"), ("image", "HEIC")),
    **dict.fromkeys((b"avif", b"avis"), ("image", "AVIF")),
    **dict.fromkeys((b"M4A ", b"M4B "), ("voice", "M4A")),
}
# The first three letters of such bytes in Base64: they say what to look at closer.
_CODED = frozenset((b"/9j", b"iVB", b"R0l", b"Ukl", b"T2d", b"Zkx", b"IyF", b"SUQ", b"AiM", b"JVB", b"AAA"))
_CODED_ALONE = re.compile(r"[A-Za-z0-9+/_\r\n-]+={0,2}\s*\Z")
_PNG = "iVBORw0KGg"  # seven of PNG's eight first bytes
_LETTERS = re.compile(r"[A-Za-z0-9+/_-]{8,}")
_LEAST_CODED_ALONE = 200
_LEAST_CODED = 24  # letters of Base64
_HEAD_CODED = 64
_SAID_TYPES = (("image/", "image"), ("audio/", "voice"), ("video/", "file_content"), ("application/", "file_content"))
_SAID_KEYS = frozenset("contenttype mediatype mimetype mime format filetype audioformat voiceformat".split())  # noqa: SIM905
_NO_MEDIA = ("image/svg", "image/x-icon", "image/*", "audio/*", "video/*")
_DOCUMENT = re.compile(r"application/(?:pdf|msword|vnd\.(?:openxmlformats|ms-|oasis|hancom))")
_FORMATS = {
    **dict.fromkeys("wav mp3 m4a pcm amr opus ogg flac speex silk pcm16 aac webm".split(), "voice"),  # noqa: SIM905
    **dict.fromkeys("jpg jpeg png heic webp bmp".split(), "image"),  # noqa: SIM905
}
_ENDINGS = {
    **dict.fromkeys("wav mp3 m4a amr opus ogg flac aac".split(), "voice"),  # noqa: SIM905
    **dict.fromkeys("jpg jpeg png heic webp".split(), "image"),  # noqa: SIM905
    **dict.fromkeys("pdf docx xlsx pptx hwp hwpx".split(), "file_content"),  # noqa: SIM905
}
_NAME_KEY = "filename"
_HELD = frozenset(
    """
    content data base64 bytes blob file image audio speech imagedata audiodata b64 b64json payload buffer chunk fileuri
    uri imagebytes audiobytes
    """.split()  # noqa: SIM905
)
_LEAST_HELD = 4
# What a "type" says is beside it, in what people send to people and to models.
_TYPES_SAID = {
    **dict.fromkeys("image input_image image_url photo picture img".split(), "image"),  # noqa: SIM905
    **dict.fromkeys("audio voice input_audio audio_url voice_note ptt".split(), "voice"),  # noqa: SIM905
}
_TYPE_KEYS = frozenset({"type", "msgtype", "messagetype", "mediatype", "attachmenttype", "kind"})
_ADDRESS_KEYS = frozenset(
    """
    url uri link src imageurl contenturl mediaurl fileurl originalcontenturl downloadurl path imguri photo image audio
    audiourl voiceurl fileuri data mediaid
    """.split()  # noqa: SIM905
)
_SENT_IN = frozenset(
    """
    attachments attachment messages message content contents input inputs media medias files parts uploads payload msg
    body mediafiles
    """.split()  # noqa: SIM905
)
_SPLIT = re.compile(r"[.\[\]\"]+")
_MOST = 100  # of one observation


def is_telling(key: str) -> bool:
    """Whether a field's name may say what stands beside it: a media type, a format, a file's name."""
    return key in _SAID_KEYS or key == _NAME_KEY or key in _TYPE_KEYS


def find(content: Content, telling: Iterable[int]) -> Iterator[tuple[int, Finding]]:
    """Leaves that hold a picture, a recording or a document. `telling`: the leaves whose names are (`is_telling`)."""
    told: set[int] = set()
    for at, finding in _all(content, telling):
        if at not in told:
            told.add(at)
            yield at, finding
        if len(told) == _MOST:
            return


def kind_of(head: bytes) -> tuple[str, str] | None:
    """The type of data and the format that bytes begin as, or None."""
    for mark, type_id, name in _MARKS:
        if head.startswith(mark):
            return type_id, name
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12])
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12])
    return None


def is_coded_media(text: str) -> bool:
    """Bytes in Base64, of a field that says what they are: many, or with the first bytes of a known format."""
    if text.startswith("data:"):
        return text.startswith(("data:image/", "data:audio/", "data:application/octet")) and "svg" not in text[:20]
    if len(text) >= _LEAST_CODED_ALONE:
        return bool(_CODED_ALONE.match(text))
    return begins_as(text) is not None


def begins_as(text: str) -> str | None:
    """The type of data a text in Base64 begins as, by the first bytes of known formats; also of a text cut short."""
    letters = _LETTERS.match(text[:32])
    if letters is None or text[:3].encode("utf-8", "replace") not in _CODED:
        return None
    if text.startswith(_PNG):
        return "image"
    kind = kind_of(_decoded(letters[0].replace("-", "+").replace("_", "/")))
    return kind[0] if kind else None


def _all(content: Content, telling: Iterable[int]) -> Iterator[tuple[int, Finding]]:
    for at, raw in content.raws:
        kind = kind_of(raw[:16])
        if kind and at < len(content.texts):
            yield at, _by_bytes(content, at, kind, f"{kind[1]}, {len(raw):,} bytes")
    for token in content.tokens:
        if token[:3] in _CODED and len(token) >= _LEAST_CODED:
            yield from _coded(content, token)
    for at in telling:
        key, text = plain_key(last_name(content.places[at][2])), content.texts[at].strip()
        if key in _TYPE_KEYS and (sent := _TYPES_SAID.get(text.lower())):
            yield from _sent(content, at, text, sent)
        if key in _TYPE_KEYS and key not in _SAID_KEYS:
            continue
        type_id = _type_said(text.lower()) if key != _NAME_KEY else _ENDINGS.get(text.rpartition(".")[2].lower())
        if type_id is not None:
            yield from _beside(content, at, text, type_id)


def _coded(content: Content, token: bytes) -> Iterator[tuple[int, Finding]]:
    kind = kind_of(_decoded(token[:32].decode()))
    if kind is None:
        return
    for at in content.with_token(token):
        text = content.texts[at].lstrip()
        if text[:32].replace("-", "+").replace("_", "/").encode("utf-8", "replace") == token[:32]:
            yield at, _by_bytes(content, at, kind, text[:_HEAD_CODED])


def _decoded(letters: str) -> bytes:
    try:
        return base64.b64decode(letters[: len(letters) // 4 * 4], validate=True)
    except (binascii.Error, ValueError):
        return b""


def _beside(content: Content, at: int, said: str, type_id: str) -> Iterator[tuple[int, Finding]]:
    """What stands beside a media type or file's name, as its content in a form, or is the body it is said of."""
    whole, key, _ = content.places[at]
    if whole == "headers":
        yield from (
            (one, _said(content, one, type_id, said, _shown(content, one)))
            for one, place in enumerate(content.places)
            if place[0] == "body" and place[1] is None
        )
        return
    for near in chats.near(content, at, whole):
        place, text = content.places[near], content.texts[near]
        if place[0] == whole and place[1] != key and plain_key(str(place[1])) in _HELD and len(text) >= _LEAST_HELD:
            yield near, _said(content, near, type_id, said, _shown(content, near))


def _sent(content: Content, at: int, said: str, type_id: str) -> Iterator[tuple[int, Finding]]:
    """Addresses beside a type, or one name further down, in what is sent: "url" beside "type": "image"."""
    whole = content.places[at][0]
    names = [plain_key(name) for name in _SPLIT.split(whole) if not name.isdigit()]
    if _SENT_IN.isdisjoint(names[1:]):
        return
    for near in chats.near(content, at, whole):
        place, text = content.places[near], content.texts[near]
        if plain_key(str(place[1])) in _ADDRESS_KEYS and near != at and (text.startswith("http") or "://" in text[:12]):
            yield near, _said(content, near, type_id, said, text)


def _type_said(said: str) -> str | None:
    if "/" not in said[:20]:
        return _FORMATS.get(said)
    if said.startswith(_NO_MEDIA) or (said.startswith("application/") and not _DOCUMENT.match(said)):
        return None
    return next((type_id for start, type_id in _SAID_TYPES if said.startswith(start)), None)


def _shown(content: Content, at: int) -> str:
    raw = next((raw for place, raw in content.raws if place == at), None)
    return content.texts[at][:_HEAD_CODED] if raw is None else f"{len(raw):,} bytes"


def _by_bytes(content: Content, at: int, kind: tuple[str, str], shown: str) -> Finding:
    type_id, name = kind
    reason = f"It begins as a {name} file does: by this form it is this type of data ({name_of(type_id)})."
    return Finding(type_id, content.path(at), "likely", shown, reason)


def _said(content: Content, at: int, type_id: str, said: str, shown: str) -> Finding:
    reason = f"Said to be “{said[:60]}” where it stands: by this it is this type of data ({name_of(type_id)})."
    return Finding(type_id, content.path(at), "likely", shown, reason)
