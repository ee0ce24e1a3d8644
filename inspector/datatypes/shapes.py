"""Shapes of values: whether a text could be a UUID, an IMEI, a MAC address, a coordinate; total, and never raising."""

from __future__ import annotations

import ipaddress
import re

_UUID = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\Z", re.I)
_HEX16 = re.compile(r"[0-9a-f]{15,16}\Z", re.I)
_EMAIL = re.compile(r"[\w.%+-]{1,64}@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+\Z", re.I)
_TWO_SIDES = re.compile(r"\d{3,4}\s*[xX×*]\s*\d{3,4}(?:\s*[xX×*@]\s*\d+(?:\.\d+)?)?\Z")
_MAC = re.compile(r"[0-9a-f]{2}(?:([:-]?)[0-9a-f]{2})(?:\1[0-9a-f]{2}){4}\Z", re.I)
_PHONE = re.compile(r"(?:\+|\()?[0-9][0-9 ().\-]{6,18}[0-9]\Z")
_CALLED_BY = re.compile(r"(?:tel|sms|whatsapp|viber|callto):", re.I)
_NUMBER = re.compile(r"[+-]?\d{1,3}(?:\.\d+)?\Z")
_VERSION = re.compile(r"v?\d+(?:\.\d+){0,4}(?:[-+ ._]?[\w.]+)?\Z", re.I)
_SYSTEM_NAME = re.compile(r"(?:android|ios|harmonyos|a)(?: os)?[ _/-]*(?:api ?|level ?)?(?=\d)", re.I)
_SCREEN = re.compile(r"\d{3,5}(?:\.\d+)?\s*[x×*,_&]\s*\d{3,5}(?:\.\d+)?(?:\s*[x×*,]\s*\d{2,4})?(?:\.\d+)?\Z", re.I)
_PIXELS = re.compile(r"\d{3,5}(?:\.\d+)?\Z")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_](?:#?[a-z]{4}|[a-z]{2}|\d{3})){0,3}\Z", re.I)
_TIMEZONE = re.compile(r"(?:[A-Z][A-Za-z]+/[A-Za-z_/+-]+\d*|(?:GMT|UTC)(?:[+-]\d{1,2}(?::?\d{2})?)?|[A-Z]{3,4})\Z")
_OFFSET = re.compile(r"[+-]?\d{1,8}\Z")
_CLOCK_OFFSET = re.compile(r"[+-]\d{2}:?\d{2}\Z|[+-]?\d{1,2}\.\d{1,2}\Z|UTC[+-]\d{1,2}\Z")
_MOST_OFFSET_S = 50_400
_PACKAGE = re.compile(r"[a-z]\w*(?:\.[a-z_]\w*)+\Z", re.I)
_DIGITS = re.compile(r"\d+\Z")
_MCC_MNC = re.compile(r"\d{5,6}\Z|[2-7]\d{2}\Z")
_STACK = re.compile(
    r"\bat [\w.$]+\([\w.]+(?::\d+)?\)|\b[\w.]+(?:Exception|Error)\b"
    r"|#\d+ +(?:pc [0-9a-f]{8}|\S+ \()|\bSIG(?:SEGV|ABRT|BUS|ILL)\b"
)
_MODEL = re.compile(
    r"(?:[\w.-]+/)?(?:chatgpt|gpt-?\d|o[1-9](?:-|\Z)|claude|gemini|gemma|deepseek|qwen|qwq|glm-?\d|chatglm|ernie|doubao|llama|"
    r"mi[sx]tral|kimi|moonshot|hyperclova|hcx|grok|solar-|exaone|kanana|hunyuan|minimax|abab|step-\d|spark-|command-r|phi-\d|"
    r"baichuan|internlm|text-davinci|sonar)[\w .:@-]*\Z",
    re.I,
)
_OWNERS = re.compile(r"['’]s? |의 ?(?=\S)|的(?:手机|iPhone|华为|小米|Galaxy|平板)")
_POSTAL = re.compile(r"[A-Za-z]{0,2}\d[A-Za-z\d]{0,2}[ -]?[A-Za-z\d]{1,5}\Z")
_GEOHASH = re.compile(r"[0-9bcdefghjkmnpqrstuvwxyz]{5,12}\Z")
_PLUS_CODE = re.compile(r"[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}\Z")
_SIZE = re.compile(r"\d[\d.,]*\s*(?:[KMGTP]i?B?|bytes)?\Z", re.I)
_CELL = re.compile(r"8[0-9a-f]{14}\Z")
_FILES = frozenset(
    """
    pdf doc docx xls xlsx ppt pptx hwp hwpx txt md csv rtf odt png jpg jpeg gif webp heic bmp mp3 m4a wav ogg amr mp4
    mov zip epub json pages numbers key
    """.split()  # noqa: SIM905
)
_KINDS = frozenset("phone smartphone mobile handset tablet pad tv watch desktop android ios".split())  # noqa: SIM905
_ORIENTATIONS = frozenset(
    "portrait landscape vertical horizontal v h 0 1 2 3 90 180 270 true false portrait-primary".split()  # noqa: SIM905
)
_NOT_LETTERS = re.compile(r"[^a-z0-9+]+")
_NETWORK_WORDS = frozenset({"", "type", "network", "connection", "transport", "data"})
_SEPARATORS = re.compile(r"[\s:.\-_]")
_PLACEHOLDERS = frozenset(
    {"", "null", "none", "nil", "nan", "unknown", "undefined", "unset", "n/a", "na", "-", "-1", "0", "false", "true"}
    | {"default", "anonymous", "guest", "02:00:00:00:00:00", "020000000000", "<unknown ssid>", "{}", "[]"}
)


def is_filled(text: str) -> bool:
    """Not one of the many ways to say that there is no value: empty, null, unknown, only zeros, all one character."""
    low = text.strip().lower()
    if low in _PLACEHOLDERS:
        return False
    bare = _SEPARATORS.sub("", low)
    return bool(bare) and not (len(bare) > 3 and len(set(bare)) == 1)


def is_uuid(text: str) -> bool:
    return bool(_UUID.match(text)) and is_filled(text)


def is_hex16(text: str) -> bool:
    """ANDROID_ID: 64 bits in hexadecimal, sometimes without its leading zero."""
    return bool(_HEX16.match(text)) and is_filled(text)


def is_identifier(text: str) -> bool:
    """Something an SDK names a device or an installation by: at least 6 characters without a blank, not a word."""
    return 6 <= len(text) <= 256 and " " not in text and is_filled(text) and any(c.isdigit() for c in text)


def is_account(text: str) -> bool:
    return 1 < len(text) <= 256 and is_filled(text) and "\n" not in text


def is_email(text: str) -> bool:
    return bool(_EMAIL.match(text))


def is_phone(text: str) -> bool:
    """A phone number: 7 to 15 digits, with a plus or separators if any."""
    text = _CALLED_BY.sub("", text, count=1)
    digits = sum(c.isdigit() for c in text)
    return bool(_PHONE.match(text)) and 7 <= digits <= 15 and is_filled(text)


def is_imei(text: str) -> bool:
    """15 digits of which the last is the check digit (Luhn)."""
    if len(text) != 15 or not _DIGITS.match(text) or not is_filled(text):
        return False
    doubled = (int(digit) * (1 + at % 2) for at, digit in enumerate(text))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def is_imsi(text: str) -> bool:
    return len(text) in (14, 15) and bool(_DIGITS.match(text)) and is_filled(text)


def is_iccid(text: str) -> bool:
    """A SIM card's number begins with 89 and has 18 to 20 digits."""
    return 18 <= len(text) <= 20 and text.startswith("89") and text[:17].isdigit()


def is_mac(text: str) -> bool:
    """A network card's address; not the ones Android gives instead of the true one, not broadcast."""
    return bool(_MAC.match(text)) and is_filled(text) and len(text) in (12, 17)


def is_ip(text: str) -> bool:
    """An address of a machine: not loopback, not unspecified, not multicast."""
    text = text.partition(",")[0].strip()
    if text.count(":") == 1:
        text = text.partition(":")[0]  # with its port
    try:
        address = ipaddress.ip_address(text.split("%", 1)[0])
    except ValueError:
        return False
    return not (address.is_loopback or address.is_unspecified or address.is_multicast)


def is_latitude(text: str) -> bool:
    return _is_degrees(text, 90)


def is_longitude(text: str) -> bool:
    return _is_degrees(text, 180)


def is_version(text: str) -> bool:
    return len(text) <= 40 and bool(_VERSION.match(text))


def is_system_version(text: str) -> bool:
    """A system's version, its name before it if any: "13", "Android 13", "android-33", "Android_13"."""
    return is_version(_SYSTEM_NAME.sub("", text, count=1))


def is_screen(text: str) -> bool:
    """Two numbers of pixels ("1080x2340"), or one of them."""
    return bool(_SCREEN.match(text)) or (bool(_PIXELS.match(text)) and 200 <= float(text) <= 20000)


def is_two_sides(text: str) -> bool:
    """A screen's two sides in one text ("1080x2340"), long enough for a phone's."""
    if not _TWO_SIDES.match(text):
        return False
    sides = [int(side) for side in re.findall(r"\d+", text)[:2]]
    return min(sides) >= 320 and max(sides) >= 480


def is_language(text: str) -> bool:
    """A language's code or name, or the first of a list of them ("ko-KR,ko;q=0.9")."""
    text = text.partition(",")[0].partition(";")[0]
    return bool(_LANGUAGE.match(text)) or (text.isalpha() and 3 < len(text) < 20)


def is_country(text: str) -> bool:
    """A country's code of two or three letters, or its name."""
    if text.isascii() and len(text) <= 3:
        return text.isalpha() and len(text) > 1
    return 2 <= len(text) <= 40 and text.replace(" ", "").isalpha() and (not text.isascii() or text[0].isupper())


def is_timezone(text: str) -> bool:
    """A zone's name, or its offset in hours, minutes, seconds or milliseconds."""
    if _OFFSET.match(text) and not text.isspace():
        offset = abs(int(text))
        return offset <= _MOST_OFFSET_S or (offset <= 1000 * _MOST_OFFSET_S and offset % 900_000 == 0)
    return bool(_TIMEZONE.match(text) or _CLOCK_OFFSET.match(text))


def is_package(text: str) -> bool:
    return len(text) <= 150 and bool(_PACKAGE.match(text))


def is_operator(text: str) -> bool:
    """An operator's name or its number (country and network code)."""
    return is_filled(text) and (bool(_MCC_MNC.match(text)) or (2 <= len(text) <= 40 and not _DIGITS.match(text)))


def is_network(text: str) -> bool:
    """A kind of network: wifi, 4G, LTE, mobile …"""
    low = text.strip().lower()
    if low.replace("-", "").replace("_", "") in _NETWORKS:
        return True
    words = [word for word in _NOT_LETTERS.split(low.replace("wi-fi", "wifi")) if word not in _NETWORK_WORDS]
    return len(text) <= 40 and bool(words) and all(word in _NETWORKS for word in words)


def is_system(text: str) -> bool:
    """A phone's operating system, by one of the names there are."""
    return text.strip().lower().startswith(("android", "ios", "iphone", "harmony", "openharmony"))


def is_wifi_name(text: str) -> bool:
    """A network's name has 1 to 32 bytes; some SDKs call an identifier of theirs "ssid" as well."""
    return 1 <= len(text.encode()) <= 32 and is_filled(text) and not re.fullmatch(r"[0-9a-f-]{24,}", text)


def is_number(text: str) -> bool:
    return bool(text) and text.replace(".", "", 1).lstrip("+-").isdigit()


def is_short_text(text: str) -> bool:
    """One line that a person or a maker wrote: a name, a model, a screen's title."""
    return 1 < len(text) <= 120 and "\n" not in text and is_filled(text)


def is_name(text: str) -> bool:
    """A short text with letters in it: the name of a screen, not its size."""
    return is_short_text(text) and any(c.isalpha() for c in text)


def is_person(text: str) -> bool:
    """A person's name: a short text with letters in it, none of the signs that paths and identifiers have."""
    return len(text) <= 60 and is_name(text) and not any(c in "/\\_@:=<>{}|" for c in text)


def is_agent(text: str) -> bool:
    """A user agent that says something of the phone; a bare "okhttp/4.12.0" does not."""
    return "/" in text and ("(" in text or "android" in text.lower())


def is_sentence(text: str) -> bool:
    """Something said in words: three or more, or six or more letters of a script that sets no blanks."""
    if len(text) > 20_000 or text.lstrip()[:1] in "{[<":
        return False
    dense = sum("\u3040" <= c <= "\u9fff" for c in text[:200])
    return dense >= 6 or len(text.split()) >= 3


def is_crash(text: str) -> bool:
    return bool(_STACK.search(text[:4000]))


def is_language_model(text: str) -> bool:
    """The name of a language model, by the families there are ("gpt-4o", "deepseek-reasoner")."""
    return len(text) <= 80 and "\n" not in text and bool(_MODEL.match(text))


def is_device_model(text: str) -> bool:
    """A phone's model; the name of a system, of a kind of device or the user's own name for it is none."""
    return is_short_text(text) and text.lower() not in _KINDS and not (is_language_model(text) or is_owners(text))


def is_owners(text: str) -> bool:
    """What a person calls their phone: "Mina's Galaxy", "민아의 S23"."""
    return is_short_text(text) and bool(_OWNERS.search(text))


def is_form_factor(text: str) -> bool:
    """Phone, tablet … or a flag or one digit that says it."""
    return (
        text.lower().strip('?"') in _KINDS - {"android", "ios"} or is_flag(text) or (len(text) == 1 and text.isdigit())
    )


def is_filled_or_flag(text: str) -> bool:
    """Any value, and yes and no as well."""
    return is_filled(text) or is_flag(text)


def is_setting(text: str) -> bool:
    """A number, yes or no, or a word of at most 24 letters."""
    return is_number(text) or is_flag(text) or (is_filled(text) and len(text) <= 24 and "\n" not in text)


def is_orientation(text: str) -> bool:
    return text.lower() in _ORIENTATIONS


def is_short_text_or_number(text: str) -> bool:
    return is_short_text(text) or is_number(text)


def is_version_text(text: str) -> bool:
    """A version with a word around it, if any: "5.2.1", "android/4.38.0"."""
    return len(text) <= 60 and any(c.isdigit() for c in text) and "\n" not in text and is_filled(text)


def is_measure(text: str) -> bool:
    """A number that is not zero."""
    return is_number(text) and any(c in "123456789" for c in text)


def is_measure_or_name(text: str) -> bool:
    return is_measure(text) or is_name(text)


def is_words(text: str) -> bool:
    """A word or a few: letters, no digits but in a few, no flag."""
    return is_short_text(text) and any(c.isalpha() for c in text) and "://" not in text


def is_share(text: str) -> bool:
    """An address on the web, or an identifier long enough to be the end of one."""
    return "://" in text or (len(text) >= 8 and is_identifier(text))


def is_picture(text: str) -> bool:
    """A picture's address, or the picture itself."""
    return text.startswith(("http://", "https://", "//", "content://", "file://", "data:image")) or is_long(text)


def is_page(text: str) -> bool:
    """An address: of a web page, of a place in an app, or of an app ("android-app://…")."""
    return len(text) <= 8192 and ("://" in text or (text.startswith("/") and len(text) > 1 and " " not in text))


def is_file_name(text: str) -> bool:
    """A name with a known kind of file at its end; a library's or a class's file is the app's own."""
    ending = text.rpartition(".")[2].lower()
    return len(text) <= 255 and "\n" not in text and "." in text[1:] and ending in _FILES


def is_long_or_list(text: str) -> bool:
    """Long text, or a number with a fraction: one of a list of measures."""
    return len(text) >= 24 or (is_number(text) and "." in text)


def is_postal_code(text: str) -> bool:
    """3 to 10 letters and digits with three digits at least, or a British one."""
    return bool(_POSTAL.match(text)) and is_filled(text) and (sum(c.isdigit() for c in text) >= 3 or " " in text)


def is_place_code(text: str) -> bool:
    """A geohash of 5 to 12 characters, a plus code, or an H3 or S2 cell."""
    return bool(_GEOHASH.match(text) or _PLUS_CODE.match(text) or _CELL.match(text)) and any(c.isdigit() for c in text)


def is_size(text: str) -> bool:
    """A number of bytes, also with its unit ("71 GB")."""
    return bool(_SIZE.match(text)) and any(c in "123456789" for c in text)


def is_street(text: str) -> bool:
    """A line of a postal address: letters with a number or a second word, no machine's address, page or path."""
    if not is_short_text(text) or "://" in text or "@" in text or text[0] in "/{[<":
        return False
    words = text.split()
    return any(c.isalpha() for c in text) and (len(words) > 1 or (not text.isascii() and len(text) >= 4))


def is_mark(text: str) -> bool:
    """A number or name of somebody in a company's books: 2 to 128 characters without a blank, no flag."""
    return 1 < len(text) <= 128 and is_filled(text) and not is_flag(text) and not any(c.isspace() for c in text)


def is_state(text: str) -> bool:
    """A word or a few that say how something stands, or a flag."""
    return len(text) <= 40 and "\n" not in text and "://" not in text and (is_filled(text) or is_flag(text))


def is_flag(text: str) -> bool:
    return text.lower() in ("0", "1", "true", "false", "yes", "no")


def is_long(text: str) -> bool:
    return len(text) > 200


_NETWORKS = frozenset(
    """
    wwan cell 4glte ltea lteca hsdpa hsupa evdo cdma cellular4g cellular5g cellular3g wifi6 nsa sa wifi5 3gpp lan
    wifi wlan wlan0 mobile cellular 2g 3g 4g 5g lte nr nrnsa edge gprs umts hspa hspa+ ethernet wifi24ghz wifi5ghz
    wifi24g wifi5g mobile2g mobile3g mobile4g mobile5g networktypelte networkwifi
    """.split()  # noqa: SIM905
)


def _is_degrees(text: str, most: int) -> bool:
    """A number of degrees with at least three decimals: fewer name no place, and whole numbers are anything."""
    if not _NUMBER.match(text) or "." not in text or len(text.split(".")[1]) < 3:
        return False
    return 0 < abs(float(text)) <= most
