"""Opening bodies by what the app's own cryptography was seen to do."""

import os

from inspector.pipeline.crypto import CryptoIndex
from inspector.protocol import CryptoSeen


def encrypted(plain: bytes, cipher: bytes, mode: str = "encrypt", op: str = "cipher") -> CryptoSeen:
    given, result = (plain, cipher) if mode == "encrypt" else (cipher, plain)
    return CryptoSeen(op, "AES/CBC/PKCS5Padding", mode, "00", "11", given, result, "")


def test_a_ciphertext_opens_to_what_was_put_in() -> None:
    index, cipher = CryptoIndex(), os.urandom(64)
    index.add(encrypted(b"the words", cipher), 42)
    opened = index.open(cipher)
    assert opened is not None
    assert (opened.plain, opened.how, opened.observation) == (b"the words", "AES/CBC/PKCS5Padding", 42)


def test_an_iv_before_the_ciphertext_does_not_hide_it() -> None:
    index, cipher = CryptoIndex(), os.urandom(64)
    index.add(encrypted(b"the words", cipher), 1)
    opened = index.open(os.urandom(16) + cipher)
    assert opened is not None
    assert opened.plain == b"the words"


def test_several_pieces_in_a_row_are_put_together() -> None:
    index, one, two = CryptoIndex(), os.urandom(32), os.urandom(48)
    index.add(encrypted(b"first ", one), 1)
    index.add(encrypted(b"second", two), 2)
    opened = index.open(one + two)
    assert opened is not None
    assert opened.plain == b"first second"


def test_a_decryption_opens_what_came_in() -> None:
    index, cipher = CryptoIndex(), os.urandom(32)
    index.add(encrypted(b"the answer", cipher, mode="decrypt"), 1)
    opened = index.open(cipher)
    assert opened is not None
    assert opened.plain == b"the answer"


def test_a_small_ciphertext_inside_much_else_is_no_opening() -> None:
    index, cipher = CryptoIndex(), os.urandom(32)
    index.add(encrypted(b"x", cipher), 1)
    assert index.open(os.urandom(500) + cipher + os.urandom(500)) is None


def test_a_salt_a_vector_and_a_tag_beside_a_short_ciphertext_do_not_hide_it() -> None:
    index, cipher = CryptoIndex(), os.urandom(16)
    index.add(encrypted(b"x", cipher), 1)
    opened = index.open(os.urandom(16) + os.urandom(12) + cipher + os.urandom(16))
    assert opened is not None
    assert opened.plain == b"x"


def test_a_ciphertext_sent_without_its_tag_is_opened() -> None:
    index, cipher = CryptoIndex(), os.urandom(16 + 37)
    index.add(encrypted(b"all thirty-seven letters of the text.", cipher), 1)
    opened = index.open(os.urandom(12) + cipher[:37])
    assert opened is not None
    assert opened.plain == b"all thirty-seven letters of the text."
    assert index.open(cipher[:30]) is None


def test_a_short_result_of_a_stream_cipher_is_opened_where_it_stands_alone() -> None:
    index, cipher = CryptoIndex(), os.urandom(9)
    index.add(encrypted(b"nine byte", cipher), 1)
    opened = index.open(cipher)
    assert opened is not None
    assert opened.plain == b"nine byte"
    assert index.open(cipher + b"x") is None


def test_unrelated_bytes_digests_and_short_results_open_nothing() -> None:
    index = CryptoIndex()
    index.add(encrypted(b"plain", os.urandom(32)), 1)
    digest = os.urandom(32)
    index.add(encrypted(b"plain", digest, op="digest"), 2)
    assert index.open(os.urandom(32)) is None
    assert index.open(digest) is None
    assert index.open(b"short") is None


def test_the_oldest_go_when_too_much_is_kept() -> None:
    index, first = CryptoIndex(), os.urandom(1 << 20)
    index.add(encrypted(first, first), 1)
    for _ in range(40):
        piece = os.urandom(1 << 20)
        index.add(encrypted(piece, piece), 2)
    assert index.open(first) is None
    assert index.open(piece) is not None
