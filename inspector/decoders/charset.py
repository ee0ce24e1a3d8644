"""Text that is not UTF-8: UTF-16, GB 18030, EUC-KR, Shift_JIS, Big5 and Latin-1, announced or told by its letters.

Every codec here reads many bytes that were never text, and each reads the others' text as nonsense. So bytes are
believed only if they are strictly valid and enough of the letters are those the language is mostly written with.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import lru_cache

from inspector.decoders.text import is_readable
from inspector.errors import DecodeError

_SAMPLE_BYTES = 8192
_SHORTEST_BYTES = 12
_LETTERS_MIN = 6
_SCORE = 0.38  # below UTF-8 text, above a message without schema
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]")
_ANNOUNCED = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_ACCENTED = re.compile(
    rb"[A-Za-z][\xc0-\xd6\xd8-\xf6\xf8-\xff]{1,2}(?=[A-Za-z \r\n,.;:!?\"'})<]|\Z)"
    rb"|(?<![A-Za-z])[\xc0-\xd6\xd8-\xf6\xf8-\xff](?=[A-Za-z]| [A-Za-z])"
)
_HIGH = re.compile(rb"[\x80-\xff]")
_PLAIN_LETTER = re.compile(rb"[A-Za-z ]")
_ALIASES = {
    "gbk": "gb18030", "gb2312": "gb18030", "gb18030": "gb18030", "cp936": "gb18030",
    "euc-kr": "euc_kr", "ks_c_5601-1987": "euc_kr", "cp949": "euc_kr", "ms949": "euc_kr", "x-windows-949": "euc_kr",
    "shift_jis": "shift_jis", "shift-jis": "shift_jis", "sjis": "shift_jis", "windows-31j": "shift_jis",
    "cp932": "shift_jis", "big5": "big5", "big5-hkscs": "big5", "cp950": "big5",
    "iso-8859-1": "latin_1", "latin1": "latin_1", "windows-1252": "latin_1", "cp1252": "latin_1",
    "utf-16": "utf_16", "utf-16le": "utf_16le", "utf-16be": "utf_16be", "ucs-2": "utf_16",
}  # fmt: skip
# The letters each language is mostly written with; in running text they are half of all or more.
_KOREAN = frozenset(
    "이다는을의에가고하지로사시기도아한어자대나리스일인그서라보전해정부을를은수있것주과들게상여안만요오제미구면장동조"
    "니성원무내신세우소국적거공어말저관문생년모실방경없현계학연않유더건행야때교후분발여반진재선중산물모으터양트습좋위원글작감"
    "합녕십오늘까편와될럼된된당던했네싶었각결왜번화집단회간개비론변럼식"
)
_CHINESE = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么"
    "去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点"
    "正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原"
    "东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命"
    "山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北死张该交规万"
    "取请辞职信写银行帮手机号码您谢吗邮箱这说个为来对时会们现进过还没发动学后从长问间将两门电体点应见话头给让"
    "個們這來時說會國發後對學經過還現開動長問間門電體點應見話頭給讓請辭職寫銀號碼謝嗎郵為無當樣實與"
)
_KANA = frozenset(map(chr, [*range(0x3041, 0x3094), *range(0x30A1, 0x30FB), 0x30FC]))
_COMMON = _KOREAN | _CHINESE | _KANA | frozenset("。，、！？「」：；")
_KNOWN_SHARE = 0.6
_START_BYTES = 64
# Codec, letters, the share of them from which it is believed.
_CJK = (
    ("euc_kr", "cp949", _KOREAN, 0.3), ("shift_jis", "cp932", _KANA, 0.3),
    ("gb18030", "gb18030", _CHINESE, 0.3), ("big5", "cp950", _CHINESE, 0.3),
)  # fmt: skip
_CODECS = {name: codec for name, codec, _, _ in _CJK} | {
    "latin_1": "cp1252", "utf_16": "utf-16", "utf_16le": "utf-16-le", "utf_16be": "utf-16-be",
}  # fmt: skip


@dataclass(frozen=True)
class Charset:
    """A format like the others: one encoding of text. What it decodes to is the same text in UTF-8."""

    NAME: str

    def accepts(self, data: bytes) -> float:
        return _SCORE if guess(data) == self.NAME else 0.0

    def decode(self, data: bytes, limit: int = 0) -> bytes:
        """Raises DecodeError."""
        text = _decoded(data, self.NAME)
        if text is None or not is_readable(text):
            raise DecodeError("It is no text in this encoding.")
        return text.encode("utf-8")


CHARSETS = {name: Charset(name) for name in _CODECS}


def of(data: bytes) -> Charset | None:
    """The encoding as a format, if these bytes are most likely text in one that is not UTF-8."""
    name = guess(data)
    return CHARSETS[name] if name else None


def guess(data: bytes) -> str | None:
    """The encoding's name if these bytes are most likely text in one that is not UTF-8."""
    sample = data[:_SAMPLE_BYTES]
    if len(sample) < _SHORTEST_BYTES or (b"\x00" not in sample and (sample.isascii() or is_utf8(data))):
        return None
    return _guess(sample, len(data) <= _SAMPLE_BYTES)


def announced(data: bytes, media_type: str) -> tuple[str, bytes] | None:
    """The name of the encoding that a media type says, and the text in UTF-8; None where it says none or wrongly."""
    said = _ANNOUNCED.search(media_type)
    name = _ALIASES.get(said[1].lower()) if said else None
    if name is None or data.isascii() or is_utf8(data):
        return None
    text = _decoded(data, name)
    return (name, text.encode("utf-8")) if text is not None and is_readable(text) else None


def is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


@lru_cache(64)
def _guess(sample: bytes, is_whole: bool) -> str | None:
    in_pairs = _guess_utf16(sample, is_whole)
    if in_pairs is not None:
        return in_pairs
    if _CONTROL.search(sample):
        return None
    shares = [(_share(sample, name, letters, is_whole) - least, name) for name, _, letters, least in _CJK]
    best, name = max(shares)
    if best >= 0.0:
        return name
    return "latin_1" if _is_latin(sample) else None


def _guess_utf16(sample: bytes, is_whole: bool) -> str | None:
    """With its mark or without; mostly of letters that are known here, first of all at its start."""
    names = ("utf_16",) if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ("utf_16le", "utf_16be")
    if len(sample) % 2:
        return None
    for name in names:
        if _known_share(sample[:_START_BYTES], name, False) < _KNOWN_SHARE:
            continue
        if _known_share(sample, name, is_whole) >= _KNOWN_SHARE:
            return name
    return None


def _known_share(sample: bytes, name: str, is_whole: bool) -> float:
    text = _decoded(sample, name, is_whole)
    if not text or not is_readable(text):
        return 0.0
    return sum(letter.isascii() or letter in _COMMON for letter in text) / len(text)


def _share(sample: bytes, name: str, letters: frozenset[str], is_whole: bool) -> float:
    """How many of the letters beyond ASCII are of the common ones; below nought where it is no such text."""
    text = _decoded(sample, name, is_whole)
    if text is None or not is_readable(text):
        return -1.0
    beyond = [letter for letter in text if letter > "\x7f" and letter.isalnum()]
    if len(beyond) < _LETTERS_MIN:
        return -1.0
    return sum(letter in letters for letter in beyond) / len(beyond)


def _is_latin(sample: bytes) -> bool:
    """Mostly plain letters, and nearly every other one stands as an accented letter does in a word."""
    high = len(_HIGH.findall(sample))
    return (
        2 <= high <= 0.2 * len(sample)
        and len(_PLAIN_LETTER.findall(sample)) >= 0.65 * len(sample)
        and len(_ACCENTED.findall(sample)) >= 0.6 * high
    )


def _decoded(data: bytes, name: str, is_whole: bool = True) -> str | None:
    try:
        return codecs.getincrementaldecoder(_CODECS.get(name, name))("strict").decode(data, is_whole)
    except (UnicodeDecodeError, UnicodeError):
        return None
