"""A policy's text from a paste, a file or an address, with bounds on size and time."""

from __future__ import annotations

import contextlib
import hashlib
import io
import threading
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter

from inspector.errors import FileProblem, PolicyProblem
from inspector.policy import read_policy, texts
from inspector.policy.pdf_files import page_text
from inspector.recipients import Recipients

KOREAN = "회사는 이메일 주소를 수집합니다."


def _pdf(*lines: str) -> bytes:
    """A page that says these lines."""
    return _drawn(*((20, 200 - 14 * number, line) for number, line in enumerate(lines)))


def _drawn(*pieces: tuple[int, int, str]) -> bytes:
    """A page with texts at places, in points from its lower left corner."""
    content = " ".join(f"BT /F 12 Tf {x} {y} Td ({text}) Tj ET" for x, y, text in pieces).encode()
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 6\n0000000000 65535 f \n%strailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return out + end % (table, len(out))


PDF = _pdf("We collect your e-mail", "address and age.")
Answer = Callable[[BaseHTTPRequestHandler], None]


@contextlib.contextmanager
def served(answer: Answer) -> Iterator[str]:
    """A server on this machine that answers every request so; its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with contextlib.suppress(OSError):
                answer(self)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def page(data: bytes, kind: str = "text/html", code: int = 200, **headers: str) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(code)
        request.send_header("Content-Type", kind)
        for name, value in headers.items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(data)

    return answer


def test_a_pasted_text_is_kept_with_its_hash() -> None:
    given = texts.pasted("We collect\r\nprompts.\x00\n\n\n\nAnd\u00a0more. ")
    assert (given.text, given.source) == ("We collect\nprompts.\n\nAnd more.", "paste")
    assert given.sha256 == hashlib.sha256(given.text.encode()).hexdigest()


@pytest.mark.parametrize("text", ["", " \n\u00a0 "])
def test_nothing_pasted_is_told(text: str) -> None:
    with pytest.raises(PolicyProblem, match="no text"):
        texts.pasted(text)


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_a_korean_file_is_read_in_its_coding(tmp_path: Path, coding: str) -> None:
    (tmp_path / "p.txt").write_bytes(KOREAN.encode(coding))
    assert texts.from_file(tmp_path / "p.txt").text == KOREAN


def test_a_chinese_page_says_its_coding_itself(tmp_path: Path) -> None:
    (tmp_path / "p.html").write_bytes("<html><meta charset='gb2312'><p>我们会收集性别。</p>".encode("gb2312"))
    assert texts.from_file(tmp_path / "p.html").text == "我们会收集性别。"


def test_a_page_keeps_headings_items_and_rows_and_leaves_out_what_is_not_read() -> None:
    markup = (
        "<head><title>t</title></head><h2>What we collect</h2><ul><li>Prompts</li><li><p>Age</p></li></ul>"
        "<table><tr><th>Company</th><th>Data</th></tr><tr><td><p>Intercom</p></td><td>E-mail<br>Name</td></tr></table>"
        "<dl><dt>Sentry</dt><dd>Crash logs</dd></dl><p>End &amp; done</p><script>collect()</script><style>x</style>"
    )
    assert texts.html_text(markup).split("\n") == [
        "## What we collect", "• Prompts", "• Age", "Company | Data", "Intercom | E-mail Name", "• Sentry: Crash logs",
        "End & done",
    ]  # fmt: skip


def test_a_pdf_is_read_and_its_lines_are_joined(tmp_path: Path) -> None:
    (tmp_path / "p.pdf").write_bytes(PDF)
    assert texts.from_file(tmp_path / "p.pdf").text == "We collect your e-mail address and age."


def test_a_pdfs_table_is_read_row_by_row_with_what_is_broken_into_several_lines(tmp_path: Path) -> None:
    (tmp_path / "p.pdf").write_bytes(
        _drawn(
            (20, 280, "We share data with these."),
            (20, 250, "Company"), (110, 250, "Data"), (210, 250, "Purpose"),
            (20, 230, "Branch"), (110, 230, "e-mail"), (210, 230, "links"),
            (110, 216, "address, age"),
            (20, 200, "Moloco"), (110, 200, "gender"), (210, 200, "adverts"),
            (20, 160, "That is all."),
        )
    )  # fmt: skip
    assert [line for line in texts.from_file(tmp_path / "p.pdf").text.split("\n") if line] == [
        "We share data with these.",
        "Company | Data | Purpose",
        "Branch | e-mail address, age | links",
        "Moloco | gender | adverts",
        "That is all.",
    ]


@given(st.text(alphabet="    \n가第aI.-•1", max_size=200))
def test_nothing_of_a_pdfs_page_is_lost_or_made_up(laid_out: str) -> None:
    said = page_text(laid_out).replace("|", "")
    assert sorted("".join(said.split())) == sorted("".join(laid_out.split()))


def test_a_pdf_of_pictures_and_one_with_a_password_are_told_each_with_its_next_step(tmp_path: Path) -> None:
    (tmp_path / "p.pdf").write_bytes(_drawn())
    with pytest.raises(PolicyProblem, match="only pictures") as told:
        texts.from_file(tmp_path / "p.pdf")
    assert "recognised" in told.value.hint
    writer = PdfWriter(io.BytesIO(PDF))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "p.pdf")
    with pytest.raises(PolicyProblem, match="password") as told:
        texts.from_file(tmp_path / "p.pdf")
    assert "paste" in told.value.hint


def test_a_pdf_that_draws_far_outside_its_page_takes_no_room(tmp_path: Path) -> None:
    (tmp_path / "p.pdf").write_bytes(_drawn((10**9, 10**9, "far"), (-(10**9), 0, "away"), (20, 200, "here")))
    assert len(texts.from_file(tmp_path / "p.pdf").text) < 100


def test_characters_that_pdf_files_write_for_others_are_read_as_these() -> None:
    policy = read_policy("我们会收集您的⼿机号码和⽣⽇。", Recipients.load().companies.values())
    assert [one.types for one in policy.statements] == [("phone_number",), ("birth_date",)]


def _word(body: str) -> bytes:
    """A Word document, of what its program needs only the part with the text."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')
    return out.getvalue()


def _paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def _row(*cells: tuple[str, str]) -> str:
    made = (f"<w:tc><w:tcPr>{properties}</w:tcPr>{_paragraph(text)}</w:tc>" for text, properties in cells)
    return f"<w:tr>{''.join(made)}</w:tr>"


def test_a_word_document_is_read_with_its_lists_and_tables(tmp_path: Path) -> None:
    body = (
        _paragraph("Who receives data", '<w:pStyle w:val="Heading1"/>'),
        _paragraph("We share:"), _paragraph("prompts", "<w:numPr/>"),
        "<w:p><w:r><w:t>two </w:t></w:r><w:r><w:t>runs</w:t><w:tab/><w:t>end</w:t></w:r>"
        "<w:r><w:delText>gone</w:delText></w:r></w:p>",
        "<w:tbl>", _row(("수탁업체", ""), ("항목", "")),
        _row(("Branch", ""), ("성별", '<w:vMerge w:val="restart"/>')), _row(("Moloco", ""), ("", "<w:vMerge/>")),
        "</w:tbl>",
    )  # fmt: skip
    (tmp_path / "p.docx").write_bytes(_word("".join(body)))
    assert texts.from_file(tmp_path / "p.docx").text.split("\n") == [
        "# Who receives data", "We share:", "• prompts", "two runs end",
        "수탁업체 | 항목", "Branch | 성별", "Moloco | 성별",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["damaged", "entities", "empty", "deep"])
def test_a_word_document_that_cannot_be_read_is_told_with_a_next_step(tmp_path: Path, name: str) -> None:
    whole = _word("<w:p/>")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    data = {
        "damaged": whole.replace(b"</w:body>", b"<w:body/"),
        "entities": out.getvalue(),
        "empty": whole,
        "deep": _word("<w:tc>" * 100_000),
    }[name]
    (tmp_path / "p.docx").write_bytes(data)
    with pytest.raises(PolicyProblem) as told:
        texts.from_file(tmp_path / "p.docx")
    assert "aste" in told.value.hint


@pytest.mark.parametrize(
    "data", [b"\xd0\xcf\x11\xe0\xa1\xb1", b"\x89PNG\r\n", b"PK\x03\x04rest", b"a\x00b\x01", b"{\\rtf1 We collect}"]
)
def test_what_is_no_text_is_not_read_as_one(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "p.hwp").write_bytes(data)
    with pytest.raises(PolicyProblem, match="no text, web page, PDF or Word") as told:
        texts.from_file(tmp_path / "p.hwp")
    assert "save it as PDF" in told.value.hint


def test_a_cell_that_reaches_over_several_rows_is_said_in_each(tmp_path: Path) -> None:
    (tmp_path / "p.html").write_text(
        "<table><tr><th>구분<th>수탁업체<th>항목<tr><td rowspan=2>국외<td>Branch<td rowspan='2'>성별<tr><td>Moloco"
        "<tr><td colspan=2>Kakao</td><td>나이</table><table><tr><td rowspan=99999>a<td rowspan=x>b<tr><td>c</table>"
    )
    assert texts.from_file(tmp_path / "p.html").text.split("\n") == [
        "구분 | 수탁업체 | 항목", "국외 | Branch | 성별", "국외 | Moloco | 성별", "Kakao | 나이", "a | b", "a | c",
    ]  # fmt: skip


@pytest.mark.parametrize("data", [b"%PDF-1.4\nnothing", b"%PDF-", b"%PDF-1.7\n" + b"1 0 obj<</Kids[1 0 R]>>" * 200])
def test_a_pdf_that_cannot_be_read_is_told_with_a_next_step(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "p.pdf").write_bytes(data)
    with pytest.raises(PolicyProblem, match="cannot be read") as told:
        texts.from_file(tmp_path / "p.pdf")
    assert "paste" in told.value.hint


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match=r"p\.txt cannot be read"):
        texts.from_file(tmp_path / "p.txt")


def test_an_address_is_fetched_with_the_charset_its_answer_names() -> None:
    with served(page(f"<p>{KOREAN}</p>".encode("euc-kr"), "text/html; charset=euc-kr")) as address:
        given = texts.from_url(f"{address}/privacy")
    assert (given.text, given.source, given.name) == (KOREAN, "url", f"{address}/privacy")


def test_a_pdf_at_an_address_is_read() -> None:
    with served(page(PDF, "application/octet-stream")) as address:
        assert texts.from_url(address).text.startswith("We collect your e-mail")


def test_redirects_are_followed_and_a_circle_is_told() -> None:
    def answer(request: BaseHTTPRequestHandler) -> None:
        if request.path == "/there":
            page(b"<p>We collect age.</p>")(request)
        else:
            page(b"", code=302, Location="/there" if request.path == "/here" else "/circle")(request)

    with served(answer) as address:
        assert texts.from_url(f"{address}/here").text == "We collect age."
        with pytest.raises(PolicyProblem, match="302"):
            texts.from_url(f"{address}/circle")


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://x.example/p", "privacy.txt", "javascript:1"])
def test_only_web_addresses_are_fetched(url: str) -> None:
    with pytest.raises(PolicyProblem, match="begins with"):
        texts.from_url(url)


def test_a_redirect_leads_to_web_pages_alone() -> None:
    with served(page(b"", code=302, Location="file:///etc/hostname")) as address, pytest.raises(PolicyProblem):
        texts.from_url(address)


def test_an_answer_that_is_too_large_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "MOST_BYTES", 100_000)
    with served(page(b"x" * 1_000_000)) as address, pytest.raises(PolicyProblem, match="too large"):
        texts.from_url(address)


def test_a_server_that_never_ends_is_cut_off_in_time() -> None:
    done = threading.Event()

    def answer(request: BaseHTTPRequestHandler) -> None:
        page(b"<p>")(request)
        while not done.wait(0.02):
            request.wfile.write(b"x ")

    with served(answer) as address:
        try:
            with pytest.raises(PolicyProblem, match="did not answer within"):
                texts.from_url(address, timeout_s=0.4)
        finally:
            done.set()


@pytest.mark.parametrize("code", [404, 503])
def test_a_refusal_is_told_with_a_next_step(code: int) -> None:
    with served(page(b"no", code=code)) as address, pytest.raises(PolicyProblem, match=f"answered {code}") as told:
        texts.from_url(address)
    assert "paste" in told.value.hint


def test_nobody_at_an_address_is_told() -> None:
    with pytest.raises(PolicyProblem, match="could not be reached"):
        texts.from_url("http://127.0.0.1:9/privacy")
