"""Text in other encodings than UTF-8: announced, told by its letters, or not text at all."""

from __future__ import annotations

import json
import random

import pytest

from inspector.decoders import charset, decode

KOREAN = "제 이름은 김민지이고 한빛은행에 다니는데 사직서를 정중하게 써 주세요. 감사합니다"
CHINESE = "请帮我写一封辞职信，我在工商银行工作了三年，想要离开这家公司。"
TAIWAN = "請幫我寫一封辭職信，我在銀行工作了三年，想要離開這家公司。"
JAPANESE = "銀行を辞めるための退職届を丁寧に書いてください。よろしくお願いします。"
GERMAN = "Schreiben Sie bitte eine Kündigung für meine Stelle, ich möchte höflich bleiben. Grüße"
FRENCH = "Écrivez une lettre de démission à mon employeur, s'il vous plaît, très poliment."
WRITTEN = [
    (KOREAN, "cp949", "euc_kr"),
    (CHINESE, "gbk", "gb18030"),
    (CHINESE, "gb18030", "gb18030"),
    (TAIWAN, "big5", "big5"),
    (JAPANESE, "shift_jis", "shift_jis"),
    (GERMAN, "latin-1", "latin_1"),
    (FRENCH, "cp1252", "latin_1"),
    *((text, "utf-16", "utf_16") for text in (KOREAN, CHINESE, JAPANESE, GERMAN)),
    *((text, "utf-16-le", "utf_16le") for text in (KOREAN, CHINESE, JAPANESE, GERMAN)),
    *((text, "utf-16-be", "utf_16be") for text in (KOREAN, CHINESE, JAPANESE, GERMAN)),
]


@pytest.mark.parametrize(("words", "codec", "name"), WRITTEN)
def test_an_encoding_is_told_by_the_letters(words: str, codec: str, name: str) -> None:
    assert (decode(words.encode(codec)).value, decode(words.encode(codec)).steps) == (words, (name,))


@pytest.mark.parametrize(("words", "codec", "name"), WRITTEN)
def test_json_in_another_encoding_is_read(words: str, codec: str, name: str) -> None:
    data = json.dumps({"prompt": words}, ensure_ascii=False).encode(codec)
    decoded = decode(data, media_type="text/plain")
    assert (decoded.value, decoded.steps) == ({"prompt": words}, (name, "json"))


@pytest.mark.parametrize(
    ("words", "codec", "said"),
    [
        ("김민지", "euc-kr", "EUC-KR"),
        ("你好", "gbk", '"gb2312"'),
        ("退職", "cp932", "Shift_JIS"),
        ("né", "latin-1", "ISO-8859-1"),
    ],
)
def test_a_short_text_is_read_where_its_encoding_is_announced(words: str, codec: str, said: str) -> None:
    assert decode(words.encode(codec), media_type=f"text/plain; charset={said}").value == words


@pytest.mark.parametrize("said", ["gbk", "euc-kr", "iso-8859-1", "utf-16", "no-such", ""])
def test_utf8_is_read_as_what_it_is_whatever_was_announced(said: str) -> None:
    data = json.dumps({"prompt": KOREAN}, ensure_ascii=False).encode()
    assert decode(data, media_type=f"application/json; charset={said}").steps == ("json",)


@pytest.mark.parametrize("words", [KOREAN, CHINESE, TAIWAN, JAPANESE, GERMAN, FRENCH, "Привет, как дела?", "مرحبا"])
def test_utf8_is_never_taken_for_another_encoding(words: str) -> None:
    assert [
        charset.guess(words.encode()[:end])
        for end in range(len(words.encode()))
        if decode(words.encode()[:end]).readable
    ] == ([None] * sum(decode(words.encode()[:end]).readable for end in range(len(words.encode()))))


def test_an_announcement_of_text_over_random_bytes_is_not_believed() -> None:
    data = random.Random(8).randbytes(400)
    assert decode(data, media_type="text/plain; charset=iso-8859-1").readable is False


def test_random_bytes_are_hardly_ever_text() -> None:
    chance = random.Random(9)
    high = range(0x40, 0xFF)
    sizes = [chance.randrange(16, 256) for _ in range(6_000)]
    assert not [1 for size in sizes if charset.guess(chance.randbytes(size))]
    assert sum(charset.guess(bytes(chance.choices(high, k=size))) is not None for size in sizes) <= 3
