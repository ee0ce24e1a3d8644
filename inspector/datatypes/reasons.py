"""Why something is a finding, in one sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from inspector.datatypes import name_of
from inspector.records import Planted

_HOW: Mapping[str, str] = {
    "letter case": "in other letter case",
    "other characters": "in other characters of the same meaning",
    "other punctuation": "with other punctuation",
    "url": "URL-encoded",
    "url twice": "URL-encoded twice",
    "escaped": "with escapes",
    "escaped twice": "with escapes, twice",
    "html": "with HTML entities",
    "html twice": "with HTML entities, twice",
    "hex": "in hexadecimal",
    "base64": "in Base64",
    "base64 twice": "in Base64, twice",
    "base32": "in Base32",
    "base36": "in Base36",
    "base45": "in Base45",
    "base58": "in Base58",
    "base62": "in Base62",
    "base91": "in Base91",
    "base85": "in Base85",
    "rot13": "in ROT13",
    "rot18": "in ROT18",
    "rot47": "in ROT47",
    "atbash": "in letters counted from the end",
    "punycode": "in Punycode",
    "spelled out": "spelled out",
    "tidied": "without what follows its plus",
    "half": "one of its halves",
    "utf-16": "in UTF-16",
    "base64 of other letters": "in Base64 with its letters in another order",
    "bits": "in binary digits",
    "octal": "in octal codes",
    "codes": "as its letters' numbers",
    "masked": "under a mask",
    "deflate": "compressed",
    "gzip": "compressed",
    "zstd": "compressed",
    "brotli": "compressed",
    "bzip2": "compressed",
    "xz": "compressed",
    "lz-string": "compressed by LZ-String",
    "uuencoded": "uuencoded",
    "mime": "as mail writes it",
    "quoted-printable": "in quoted-printable",
    "utf-7": "in UTF-7",
    "misread": "in letters read wrongly",
    "gbk": "in GBK",
    "big5": "in Big5",
    "euc-kr": "in EUC-KR",
    "shift-jis": "in Shift JIS",
    "reversed": "written backwards",
    "other separators": "with other separators",
    "without separators": "without separators",
    "other spelling": "in another spelling",
    "decimal": "as a decimal number",
    "bytes": "as bytes",
    "language": "by its language alone",
}
_HASHES: Mapping[str, str] = {
    "md5": "MD5",
    "sha1": "SHA-1",
    "sha224": "SHA-224",
    "sha256": "SHA-256",
    "sha384": "SHA-384",
    "sha512": "SHA-512",
    "sha512_224": "SHA-512/224",
    "sha512_256": "SHA-512/256",
    "sha3_224": "SHA3-224",
    "sha3_256": "SHA3-256",
    "sha3_384": "SHA3-384",
    "sha3_512": "SHA3-512",
    "ripemd160": "RIPEMD-160",
    "sm3": "SM3",
    "blake2b": "BLAKE2b",
    "blake2s": "BLAKE2s",
    "xxh32": "xxHash (32 bits)",
    "xxh64": "xxHash (64 bits)",
    "xxh3-64": "XXH3 (64 bits)",
    "xxh3-128": "XXH3 (128 bits)",
    "murmur3-32": "MurmurHash3 (32 bits)",
    "murmur3-128": "MurmurHash3 (128 bits)",
    "crc32": "CRC-32",
    "crc64": "CRC-64",
    "fnv1-64": "FNV-1 (64 bits)",
    "fnv1a-64": "FNV-1a (64 bits)",
    "java-hash": "Java string (32 bits)",
    "adler32": "Adler-32",
    "hmac-md5": "HMAC-MD5",
    "hmac-sha1": "HMAC-SHA-1",
    "hmac-sha224": "HMAC-SHA-224",
    "hmac-sha256": "HMAC-SHA-256",
    "hmac-sha384": "HMAC-SHA-384",
    "hmac-sha512": "HMAC-SHA-512",
}
_SHORT_HASHES = frozenset({"xxh32", "murmur3-32", "crc32", "adler32", "java-hash"})
_OF_A_HASH = re.compile(r" of (\w+)")
_PART_OF_A_HASH = re.compile(r"\((first|middle|last) (\d+) digits\)")
_KEYED = re.compile(r", under (.+?)(?=, base|, decimal|\Z)")
_SALTED = re.compile(r", with (.+?)(?= \(|, base|, url|, decimal|\Z)")


def hash_name(encoding: str) -> str:
    """The name of the hash an encoding is ("sha256, base64" → "SHA-256"), or ""."""
    return _HASHES.get(encoding.replace(",", " ").split(" ", 1)[0], "")


def reason_of(planted: Planted, encoding: str, *, whole: bool) -> str:
    """One sentence for a finding by a planted value. `whole`: the value fills its field."""
    what = _whose(planted)
    verb = "Equals" if whole else "Contains"
    digest = hash_name(encoding)
    if digest:
        return _reason_of_digest(what, encoding, digest, whole=whole)
    if encoding.startswith("part "):
        share, *steps = encoding.removeprefix("part ").split(", ")
        hows = [_HOW[step] for step in steps if step in _HOW]
        return f"Contains {float(share):.0%} of the words of {', '.join((what, 'in order', *hows))}."
    if encoding.startswith("rounded "):
        return f"{verb} {what}, with {encoding[8:].partition(',')[0]} decimals."
    if planted.type == "prompt" and encoding == "plain":
        letters = len(planted.value.strip())
        return f"{verb} {what}, word for word, all {letters} characters."
    hows = [_HOW[step] for step in encoding.split(", ") if step in _HOW]
    return f"{verb} {', '.join((what, *hows))}."


def _reason_of_digest(what: str, encoding: str, digest: str, *, whole: bool) -> str:
    inner, part, salt = _OF_A_HASH.search(encoding), _PART_OF_A_HASH.search(encoding), _SALTED.search(encoding)
    of = f"the {_HASHES.get(inner[1], inner[1])} hash of {what}" if inner else what
    if ", tidied" in encoding:
        of += ", written as advertising platforms do"
    if salt:
        of += f" joined with {salt[1]}"
    if "as a UUID" in encoding:
        digest += " (as a UUID)"
    if encoding.startswith("hmac-") and ", seen key" in encoding:
        of += " under a key the app was seen to use"
    elif key := _KEYED.search(encoding):
        of += f" under {key[1]} as its key"
    rest = f" ({part[1]} {part[2]} digits)" if part else ""
    hows = [_HOW[step] for step in encoding.split(", ")[1:] if step in _HOW]
    sentence = f"{'Is' if whole else 'Contains'} the {digest} hash of {', '.join((of + rest, *hows))}"
    if encoding.split(",")[0] in _SHORT_HASHES:
        return f"{sentence}; other texts have the same hash of 32 bits."
    return f"{sentence}."


def reason_of_pieces(planted: Planted, pieces: int, before: str, *, earlier: bool) -> str:
    """One sentence for the last piece of a value. `before`: where the one before stood; `earlier`: not in this."""
    where = f"what was sent as {before} right before" if earlier else before
    return f"Together with {where}, this is {_whose(planted)}, in {pieces} pieces."


@lru_cache(4096)
def reason_of_key(type_id: str, key: str, *, other: bool = False) -> str:
    """One sentence for a finding by a field's name and its value's shape. `other`: it is not the tester's."""
    rest = "; it is not the one you gave" if other else ""
    return f"The field is called “{key}” and its value has the form of this type of data ({name_of(type_id)}){rest}."


def reason_by_rule(type_id: str, key: str, *, hashed: bool) -> str:
    """One sentence for a finding by a field's name where it stands. `hashed`: the value has the form of a hash."""
    if hashed:
        return (
            f"The field is called “{key}” and its value has the form of a hash: it may be this type of data "
            f"({name_of(type_id)}), hashed."
        )
    return (
        f"The field is called “{key}”, and where it stands a value of this form is this type of data "
        f"({name_of(type_id)})."
    )


def reason_of_hash(planted: Planted | None, type_id: str, name: str, *, whole: bool, part: bool, by: str) -> str:
    """One sentence for a hash the app was seen to make. `by`: the code that made it, or empty.

    `planted` is the value it is of; None where a text only has the form of `type_id`. `whole`: nothing else was hashed
    with it. `part`: only some of the hash's digits stand there.
    """
    what = f"a text in the form of this type of data ({name_of(type_id)})" if planted is None else _whose(planted)
    of = what if whole else f"a text with {what} in it"
    made = f", hashed by {by}" if by else ", hashed by the app in this session"
    return f"Is {'part of ' if part else ''}the {hash_name(name) or name} hash of {of}{made}."


def reason_of_read(api: str, *, asked: bool, empty: bool) -> str:
    """One sentence for what was read from Android. `asked`: only the request was seen. `empty`: nothing was given."""
    if asked:
        return f"The app's process asked {api} for it; whether it was given is not shown by this."
    return f"The app's process called {api}{' and was given nothing' if empty else ''}."


def _whose(planted: Planted) -> str:
    if planted.type == "prompt":
        return "your prompt"
    name = _in_sentence(name_of(planted.type))
    if planted.source == "tester":
        return f"the {name} you gave"
    if planted.source == "app":
        return f"the {name} the app read"
    if planted.source == "typed":
        return f"the {name} you typed"
    return f"this phone's {name}"


def _in_sentence(name: str) -> str:
    """A name within a sentence: small at its head, unless it is a proper name or an abbreviation."""
    proper = name.startswith(("Android", "Wi-Fi")) or name[1:2].isupper()
    return name if proper else name[:1].lower() + name[1:]
