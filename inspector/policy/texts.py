"""Gets a policy's text: pasted, from a file (text, HTML, PDF, Word), or from an address the tester names."""

from __future__ import annotations

import hashlib
import http.client
import re
import socket
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from datetime import datetime
from http.client import HTTPMessage
from pathlib import Path
from typing import IO, Literal

import inspector
from inspector.errors import FileProblem, PolicyProblem
from inspector.policy.pages import html_text
from inspector.policy.pdf_files import pdf_text
from inspector.policy.word_files import is_word, word_text
from inspector.readings import PolicyText

MOST_BYTES = 20 << 20
MOST_CHARACTERS = 400_000
_TIMEOUT_S = 30.0
_WIDE = (b"\xff\xfe", b"\xfe\xff")
# Packages and archives, older Word and Hangul files, pictures: read as text they would be gibberish without a fault.
_NO_TEXT = (
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"{\\rtf",
    b"HWP Document",
)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,30})""", re.I)
_BLANKS = re.compile(r"[ \u00a0\u3000\u200b]+")
_LINES = re.compile(r"\n{3,}")


def pasted(text: str) -> PolicyText:
    """A text the tester pasted. Raises PolicyProblem where there is nothing in it."""
    return _kept(text, "paste", "")


def from_file(path: Path) -> PolicyText:
    """The text of a text, HTML, PDF or Word file. Raises FileProblem where it cannot be opened, else PolicyProblem."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MOST_BYTES else b""
    except OSError as e:
        raise FileProblem(
            f"{path.name} cannot be read: {e.strerror}.", code="policy.denied", hint="Choose another file."
        ) from e
    if size > MOST_BYTES:
        raise _too_large(path.name)
    return _kept(_text_of(data, path.suffix.lower().removeprefix("."), ""), "file", path.name)


def from_url(url: str, timeout_s: float = _TIMEOUT_S) -> PolicyText:
    """The text at an address (http or https; ten redirects, 20 MB, `timeout_s` in all). Blocks; raises PolicyProblem.

    Opens a connection to that address: only ever because the tester asked for it.
    """
    if urllib.parse.urlsplit(url).scheme not in ("http", "https"):
        raise PolicyProblem(
            "A policy's address begins with https:// or http://.", code="policy.scheme", hint="Copy the whole address."
        )
    data, content_type, charset = _fetched(url, timeout_s)
    kind = {"application/pdf": "pdf", "text/plain": "txt"}.get(content_type, "html" if "html" in content_type else "")
    return _kept(_text_of(data, kind, charset), "url", url)


# ------------------------------------------------------------------------------------------------ bytes to text


def _text_of(data: bytes, kind: str, charset: str) -> str:
    if data[:5] == b"%PDF-" or kind == "pdf":
        return pdf_text(data, MOST_CHARACTERS)
    if data[:4] == b"PK\x03\x04" and is_word(data):
        return word_text(data, MOST_BYTES)
    if data.startswith(_NO_TEXT) or (b"\x00" in data[:4096] and not data.startswith(_WIDE)):
        raise PolicyProblem(
            "This is no text, web page, PDF or Word document.", code="policy.foreign",
            hint="Open it with its own program and save it as PDF or text, or copy its text and paste that.",
        )  # fmt: skip
    found = _CHARSET.search(data[:4096])
    text = _decoded(data, charset or (found[1].decode("ascii") if found else ""))
    is_page = kind in ("html", "htm", "xhtml") or re.match(r"\s*(?:<!doctype html|<html|<\?xml)", text[:200], re.I)
    return html_text(text) if is_page else text


def _decoded(data: bytes, charset: str) -> str:
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(name, "replace")
    for name in filter(None, (charset, "utf-8", "cp949", "gb18030")):
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("utf-8", "replace")


# ------------------------------------------------------------------------------------------------ addresses


class _Redirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        if urllib.parse.urlsplit(newurl).scheme not in ("http", "https"):
            raise urllib.error.HTTPError(newurl, code, "leads to something that is no web page", headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _fetched(url: str, timeout_s: float) -> tuple[bytes, str, str]:
    """Bytes, content type and charset. A slow server is cut off by a timer: each read alone could go on for ever."""
    host = urllib.parse.urlsplit(url).hostname or url
    opener = urllib.request.build_opener(_Redirects())
    headers = {"User-Agent": f"AppPrivacyInspector/{inspector.__version__}", "Accept-Encoding": "identity"}
    late = threading.Event()
    try:
        request = urllib.request.Request(url, headers=headers)
        with opener.open(request, timeout=timeout_s) as answer:
            timer = threading.Timer(timeout_s, _cut_off, (answer, late))
            timer.daemon = True
            timer.start()
            try:
                data = b"".join(_chunks(answer, host))
            finally:
                timer.cancel()
            if late.is_set():
                raise TimeoutError
            return data, answer.headers.get_content_type(), answer.headers.get_content_charset() or ""
    except urllib.error.HTTPError as e:
        e.close()
        raise PolicyProblem(
            f"{host} answered {e.code} {e.msg}.".replace("..", "."), code="policy.status",
            hint="Open the address in a browser, copy the text and paste it instead.",
        ) from e  # fmt: skip
    except (TimeoutError, ValueError, OSError, http.client.HTTPException, AttributeError) as e:
        slow = late.is_set() or isinstance(e, TimeoutError) or isinstance(getattr(e, "reason", None), TimeoutError)
        why = f"did not answer within {timeout_s:.0f} s" if slow else "could not be reached"
        raise PolicyProblem(
            f"{host} {why}.", code="policy.unreachable",
            hint="Check the address, or open it in a browser, copy the text and paste it instead.",
        ) from e  # fmt: skip


def _cut_off(answer: http.client.HTTPResponse, late: threading.Event) -> None:
    late.set()
    stream = getattr(getattr(answer, "fp", None), "raw", None)
    connection = getattr(stream, "_sock", None)
    if connection is not None:
        connection.shutdown(socket.SHUT_RDWR)


def _chunks(answer: http.client.HTTPResponse, host: str) -> Iterator[bytes]:
    size = 0
    while chunk := answer.read(1 << 16):
        size += len(chunk)
        if size > MOST_BYTES:
            raise _too_large(f"What {host} sends")
        yield chunk


def _kept(text: str, source: Literal["paste", "file", "url"], name: str) -> PolicyText:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    text = _LINES.sub("\n\n", "\n".join(_BLANKS.sub(" ", line) for line in text.split("\n"))).strip()
    if not text:
        raise PolicyProblem("There is no text in it.", code="policy.empty", hint="Paste the policy's text instead.")
    if len(text) > MOST_CHARACTERS:
        raise _too_large(name or "The text")
    text = text.encode("utf-8", "replace").decode("utf-8")
    taken = datetime.now().astimezone().isoformat(timespec="seconds")
    return PolicyText(text, source, name, taken, hashlib.sha256(text.encode()).hexdigest())


def _too_large(what: str) -> PolicyProblem:
    return PolicyProblem(
        f"{what} is too large for a policy.", code="policy.large",
        hint=f"Paste the part that matters: up to {MOST_CHARACTERS:,} characters.",
    )  # fmt: skip
