"""Ways to write a value that are met less often, made without the product's own code: each must be found as well."""

from __future__ import annotations

import base64
import binascii
import gzip
import quopri
import struct
import zlib
from itertools import cycle
from urllib.parse import quote

from tests.inspector.datatypes.writings import DIGITS, LOWER, UPPER, Writing, b64, digest, in_base

PRINTED = "".join(chr(code) for code in range(33, 127))
STANDARD = UPPER + LOWER + DIGITS + "+/"


def inside(value: str) -> bytes:
    return f'{{"k":"{value}","n":1}}'.encode()


def codes(value: str, form: str, mark: str) -> str:
    return mark.join(form.format(byte) for byte in value.encode())


def letters(value: str, form: str, mark: str = "") -> str:
    return mark.join(form.format(ord(letter)) for letter in value)


def in_order(data: bytes, order: str) -> str:
    return b64(data).rstrip("=").translate(str.maketrans(STANDARD, order))


def xored(data: bytes, key: bytes) -> bytes:
    return bytes(byte ^ mask for byte, mask in zip(data, cycle(key), strict=False))


def moved(data: bytes, by: int) -> bytes:
    return bytes((byte + by) % 256 for byte in data)


def bare_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def uuencoded(value: str) -> str:
    data = value.encode()
    lines = [binascii.b2a_uu(data[at : at + 45]).decode() for at in range(0, len(data), 45)]
    return f"begin 644 x\n{''.join(lines)} \nend\n"


def z85(data: bytes) -> str:
    """ZeroMQ's RFC 32: four bytes are a number of five digits."""
    signs = DIGITS + LOWER + UPPER + ".-:+=^!/*?&<>()[]{}@%$#"
    numbers = struct.unpack(f">{len(data) // 4}I", data[: len(data) // 4 * 4])
    return "".join(signs[number // 85**power % 85] for number in numbers for power in (4, 3, 2, 1, 0))


def base45(data: bytes) -> str:
    """RFC 9285."""
    signs, text = DIGITS + UPPER + " $%*+-./:", ""
    for at in range(0, len(data) - len(data) % 2, 2):
        number = data[at] << 8 | data[at + 1]
        text += signs[number % 45] + signs[number // 45 % 45] + signs[number // 2025]
    return text + (signs[data[-1] % 45] + signs[data[-1] // 45] if len(data) % 2 else "")


def lz_string(text: str) -> str:
    """LZ-String's compressToBase64, step by step as its author describes it."""
    bits: list[int] = []
    known: dict[str, int] = {}
    new: set[str] = set()
    room, width, word = 2, 2, ""

    def put(number: int, count: int) -> None:
        bits.extend(number >> at & 1 for at in range(count))

    def one_more() -> None:
        nonlocal room, width
        room -= 1
        if room == 0:
            room, width = 1 << width, width + 1

    def write(word: str) -> None:
        if word in new:
            put(int(ord(word) > 255), width)
            put(ord(word), 16 if ord(word) > 255 else 8)
            new.discard(word)
            one_more()
        else:
            put(known[word], width)
        one_more()

    for letter in text:
        if letter not in known:
            known[letter] = len(known) + 3
            new.add(letter)
        if word + letter in known:
            word += letter
        else:
            write(word)
            known[word + letter] = len(known) + 3
            word = letter
    write(word)
    put(2, width)
    bits += [0] * (-len(bits) % 6)
    written = "".join(STANDARD[int("".join(map(str, bits[at : at + 6])), 2)] for at in range(0, len(bits), 6))
    return written + "=" * (-len(written) % 4)


LISTS: dict[str, Writing] = {
    "decimal codes behind commas": lambda v: codes(v, "{}", ","),
    "decimal codes behind blanks": lambda v: codes(v, "{}", " "),
    "decimal codes with dashes": lambda v: codes(v, "{}", "-"),
    "octal codes": lambda v: codes(v, "{:03o}", " "),
    "binary codes": lambda v: codes(v, "{:08b}", " "),
    "binary digits": lambda v: codes(v, "{:08b}", ""),
    "0x before each byte": lambda v: codes(v, "0x{:02x}", ", "),
    "hex with bars": lambda v: codes(v, "{:02X}", "|"),
    "code points": lambda v: letters(v, "U+{:04X}", " "),
    "code points in a row": lambda v: letters(v, "U+{:04x}"),
    "three digits each": lambda v: codes(v, "{:03d}", ""),
}
ESCAPES: dict[str, Writing] = {
    r"\x": lambda v: codes(v, "\\x{:02x}", ""),
    r"\ooo": lambda v: codes(v, "\\{:03o}", ""),
    r"\U": lambda v: letters(v, "\\U{:08x}"),
    r"\x{}": lambda v: letters(v, "\\x{{{:x}}}"),
    "CSS": lambda v: letters(v, "\\{:06x}"),
    "CSS with blanks": lambda v: letters(v, "\\{:x} "),
    "%u": lambda v: "".join(f"%u{unit:04x}" for unit in memoryview(v.encode("utf-16-le")).cast("H")),
    "entities without their ends": lambda v: letters(v, "&#{}"),
    "URL-encoded three times": lambda v: quote(quote(quote(v, safe=""), safe=""), safe=""),
    "quoted-printable": lambda v: quopri.encodestring(f"x={v}".encode()).decode(),
    "quoted-printable of every byte": lambda v: codes(v, "={:02X}", ""),
    "a word of mail, quoted": lambda v: f"=?utf-8?q?{codes(v, '={:02X}', '')}?=",
    "a word of mail, Base64": lambda v: f"=?UTF-8?B?{b64(v.encode())}?=",
    "UTF-7": lambda v: v.encode("utf-7").decode(),
    "UTF-8 read as Latin-1": lambda v: v.encode().decode("latin-1"),
}
CODES: dict[str, Writing] = {
    "Base64 three times": lambda v: b64(b64(b64(v.encode()).encode()).encode()),
    "Base64 of the reversed": lambda v: b64(v[::-1].encode()),
    "reversed Base64": lambda v: b64(v.encode())[::-1],
    "Base64 of hex": lambda v: b64(v.encode().hex().encode()),
    "hex of Base64": lambda v: b64(v.encode()).encode().hex(),
    "hex twice": lambda v: v.encode().hex().encode().hex(),
    "Base64 of what is URL-encoded": lambda v: b64(quote(v, safe="").encode()),
    "Base64, small letters first": lambda v: in_order(inside(v), LOWER + UPPER + DIGITS + "+/"),
    "Base64, digits first": lambda v: in_order(inside(v), DIGITS + UPPER + LOWER + "+/"),
    "Base64, its order turned": lambda v: in_order(inside(v), STANDARD[::-1]),
    "Base32 of more": lambda v: base64.b32encode(inside(v)).decode(),
    "Base32hex": lambda v: base64.b32hexencode(inside(v)).decode().lower().rstrip("="),
    "Base36 of the bytes": lambda v: in_base(int(v.encode().hex(), 16), DIGITS + LOWER),
    "a large number": lambda v: str(int(v.encode().hex(), 16)),
    "Base64 of gzip among words": lambda v: f"data {b64(gzip.compress(inside(v)))} end",
    "Base64 of deflate": lambda v: b64(bare_deflate(inside(v))),
    "LZ-String": lambda v: lz_string(inside(v).decode()),
    "Base64 of UTF-32": lambda v: b64(inside(v).decode().encode("utf-32-le")) if v.isascii() else None,
}
DENSE: dict[str, Writing] = {  # nothing may stand beside them
    "Ascii85 of more": lambda v: base64.a85encode(inside(v)).decode(),
    "Base85 of more": lambda v: base64.b85encode(inside(v)).decode(),
    "Z85": lambda v: z85(inside(v) + b"    "),
    "uuencoded": uuencoded,
    "ROT47": lambda v: v.translate(str.maketrans(PRINTED, PRINTED[47:] + PRINTED[:47])) if v.isascii() else None,
}
MASKED: dict[str, Writing] = {
    "XORed with a byte, hex": lambda v: xored(v.encode(), b"\xa5").hex(),
    "inverted, Base64": lambda v: b64(xored(inside(v), b"\xff")),
    "XORed with a key of four, Base64": lambda v: b64(xored(inside(v), b"k3y!")),
    "moved by seven, Base64": lambda v: b64(moved(inside(v), 7)),
    "XORed with a byte": lambda v: xored(inside(v), b"\xa5"),
    "XORed with a key of four": lambda v: xored(inside(v), b"k3y!"),
    "moved as yEnc does": lambda v: moved(inside(v), 42),
}
HASHES_IN_LISTS: dict[str, Writing] = {
    "MD5 with colons": lambda v: digest("md5", v).hex(":"),
    "SHA-256 with colons": lambda v: digest("sha256", v).hex(":").upper(),
    "SHA-1 with blanks": lambda v: digest("sha1", v).hex(" "),
    "SHA-256 in decimal codes": lambda v: ",".join(map(str, digest("sha256", v))),
}
TURNED: dict[str, Writing] = {
    "ROT18": lambda v: v.translate(
        str.maketrans(
            LOWER + UPPER + DIGITS, "nopqrstuvwxyzabcdefghijklm" + "NOPQRSTUVWXYZABCDEFGHIJKLM" + "5678901234"
        )
    ),
    "Atbash": lambda v: v.translate(str.maketrans(LOWER + UPPER, LOWER[::-1] + UPPER[::-1])),
    "Base62": lambda v: in_base(int(v.encode().hex(), 16), DIGITS + LOWER + UPPER) if len(v.encode()) <= 64 else None,
    "Base62, large letters first": lambda v: (
        in_base(int(v.encode().hex(), 16), DIGITS + UPPER + LOWER) if len(v.encode()) <= 64 else None
    ),
    "marks that are not seen": lambda v: "\u200e".join(v),
    "variants of signs": lambda v: "\ufe0f".join(v),
    "Arabic digits": lambda v: v.translate(str.maketrans(DIGITS, "٠١٢٣٤٥٦٧٨٩")),
    "Persian digits": lambda v: v.translate(str.maketrans(DIGITS, "۰۱۲۳۴۵۶۷۸۹")),
    "Devanagari's digits": lambda v: v.translate(str.maketrans(DIGITS, "०१२३४५६७८९")),
}


def as_number(value: str) -> int:
    plain = "".join(letter for letter in value if letter.isalnum())
    return int(plain) if plain.isdigit() else int(plain, 16)


NUMBERS: dict[str, Writing] = {
    "Base36": lambda v: in_base(as_number(v), DIGITS + LOWER),
    "Base36 in capitals": lambda v: in_base(as_number(v), DIGITS + UPPER),
    "decimal or hexadecimal": lambda v: f"{as_number(v):x}" if v.isdigit() else str(as_number(v)),
}
HALVES: dict[str, Writing] = {
    "the first half of a UUID as Java has it": lambda v: str(
        struct.unpack(">q", bytes.fromhex(v.replace("-", ""))[:8])[0]
    ),
    "the second half of a UUID as Java has it": lambda v: str(
        struct.unpack(">q", bytes.fromhex(v.replace("-", ""))[8:])[0]
    ),
}
