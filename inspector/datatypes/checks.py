"""Numbers with check digits and other forms that only one kind of thing has: identity, payment, times."""

from __future__ import annotations

import re
from datetime import date

from inspector.datatypes.shapes import is_filled

_RRN = re.compile(r"(\d{6})[-\u2010-\u2015 ]?([1-8]\d{6})\Z")
_CHINESE = re.compile(r"[1-9]\d{5}(?:19|20)\d{2}(?:0\d|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx]\Z")
_AMERICAN = re.compile(r"(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}\Z")
_RRN_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_CHINESE_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_NO_CHECK_SINCE = date(2020, 10, 5)  # Korean numbers given since then end in random digits
_PASSPORT = re.compile(r"(?:[A-Z]{1,2}\d{6,8}|[A-Z]\d{3}[A-Z]\d{4})\Z")
_LICENCE = re.compile(r"(?:1[1-9]|2[0-8])-?\d{2}-?\d{6}-?\d{2}\Z")
_LINKING = re.compile(r"[A-Za-z0-9+/]{62,88}={0,2}\Z")
_CARD = re.compile(r"[2-6]\d{3}(?:[ -]?\d{4}){2}[ -]?\d{1,7}\Z")
_AMEX = re.compile(r"3[47]\d{2}[ -]?\d{6}[ -]?\d{5}\Z")
_MASKED_CARD = re.compile(r"[2-6]\d{3}[ -]?(?:\d{2})?[*xX•]{2,}(?:[ -]?[*xX•]{2,})*[ -]?\d{3,4}\Z")
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}\Z")
_ACCOUNT = re.compile(r"\d{2,6}(?:-\d{2,8}){1,4}\Z|\d{9,20}\Z")
_MEID = re.compile(r"[A-Fa-f][0-9A-Fa-f]{13}\Z")
_BEARER = re.compile(r"(?:bearer|token)\s+(\S{16,})\Z", re.I)
_TOKEN = re.compile(r"[\w.~+/=|:%-]{16,8192}\Z")
_DATE = re.compile(r"((?:19|20)\d{2})[-./]?(0?[1-9]|1[0-2])[-./]?(0?[1-9]|[12]\d|3[01])(?:[T ].*)?\Z")
_DAY_FIRST = re.compile(r"(0?[1-9]|[12]\d|3[01])[-./](0?[1-9]|[12]\d|3[01])[-./]((?:19|20)\d{2})\Z")
_MONTH_DAY = re.compile(r"(?:--)?(?:0[1-9]|1[0-2])[-/.]?(?:0[1-9]|[12]\d|3[01])\Z")
_EPOCH = re.compile(r"-?\d{8,13}\Z")
_YEAR = re.compile(r"(?:19[2-9]\d|20[0-2]\d)\Z")
_SHORT_DATE = re.compile(r"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\Z")
_AGE = re.compile(r"\d{1,3}(?:\s*[-~]\s*\d{1,3}|\+|s|대|岁|세)?\Z")
_TIME = re.compile(r"1[0-9]{9}(?:\d{3})?(?:\.\d+)?\Z|20\d{2}-\d{2}-\d{2}")
_AMOUNT = re.compile(r"\d{1,19}(?:\.\d+)?\Z|20\d{2}-\d{2}-\d{2}T")
_GENDERS = frozenset(
    """
    m f male female man woman 남 여 남자 여자 남성 여성 男 女 男性 女性 nonbinary non-binary other 1 2 w non_binary
    boy girl masculine feminine masculino femenino feminino homme femme mann frau maschio femmina муж жен
    мужской женский м
    ж nam 男生 女生 diverse
    """.split()  # noqa: SIM905
)


def is_national_id(text: str) -> bool:
    """Korean resident or foreigner registration, Chinese identity card (check digits hold), US social security."""
    return _is_korean(text) or _is_chinese(text) or bool(_AMERICAN.match(text))


def is_passport(text: str) -> bool:
    """One or two letters and 6 to 8 digits, or Korea's form since 2021 (M123A4567)."""
    return bool(_PASSPORT.match(text)) and is_filled(text[2:])


def is_licence(text: str) -> bool:
    """Korea's form: region (11 to 28), year, six digits, two check digits."""
    return bool(_LICENCE.match(text))


def is_linking(text: str) -> bool:
    """CI (64 bytes, 88 characters of Base64) or DI (64 to 66 characters), with letters of both cases and digits."""
    mixed = any(c.isupper() for c in text) and any(c.islower() for c in text) and any(c.isdigit() for c in text)
    return bool(_LINKING.match(text)) and mixed


def is_card(text: str) -> bool:
    """13 to 19 digits of which the last is the check digit (Luhn), or a card number with its middle left out."""
    if _MASKED_CARD.match(text):
        return True
    if not (_CARD.match(text) or _AMEX.match(text)):
        return False
    digits = re.sub(r"\D", "", text)
    return 13 <= len(digits) <= 19 and is_filled(digits) and _luhn(digits)


def is_bank_account(text: str) -> bool:
    """An IBAN whose check digits hold, or 9 to 20 digits, with hyphens if any."""
    bare = text.replace(" ", "")
    if _IBAN.match(bare):
        turned = bare[4:] + bare[:4]
        return int("".join(str(int(c, 36)) for c in turned)) % 97 == 1
    return bool(_ACCOUNT.match(text)) and 9 <= sum(c.isdigit() for c in text) <= 20 and is_filled(text)


def is_meid(text: str) -> bool:
    """14 hexadecimal digits of which the first is a letter."""
    return bool(_MEID.match(text)) and is_filled(text)


def is_birth(text: str) -> bool:
    """A day ("1990-04-17", "900417"), a year, or a day in milliseconds of a person alive today."""
    match = _DATE.match(text)
    if match:
        return _is_day(int(match[1]), int(match[2]), int(match[3])) and 1900 < int(match[1]) < 2030
    turned = _DAY_FIRST.match(text)
    if turned:
        first, second, year = int(turned[1]), int(turned[2]), int(turned[3])
        return _is_day(year, second, first) or _is_day(year, first, second)
    return bool(_YEAR.match(text) or _SHORT_DATE.match(text) or _MONTH_DAY.match(text)) or _is_moment_of_birth(text)


def is_age(text: str) -> bool:
    """1 to 120 years, or a range of them ("25-34", "20대")."""
    if not _AGE.match(text):
        return False
    return all(1 <= int(number) <= 120 for number in re.findall(r"\d+", text))


def is_gender(text: str) -> bool:
    return text.lower() in _GENDERS


def is_token(text: str) -> bool:
    """A secret of at least 16 characters, with letters and digits; of a header only what is borne ("Bearer …")."""
    borne = _BEARER.match(text)
    bare = borne[1] if borne else text
    known = bool(_TOKEN.match(bare)) and is_filled(bare)
    return known and any(c.isdigit() for c in bare) and any(c.isalpha() for c in bare)


def is_secret(text: str) -> bool:
    """What is typed as a password or code: 4 to 128 characters without a blank; not a word that says it is missing."""
    return 4 <= len(text) <= 128 and " " not in text and is_filled(text) and not set(text) <= {"*", "•"}


def is_cookie(text: str) -> bool:
    """Something to be known again by: 8 characters at least, with a digit; a whole Cookie header, with what it sets."""
    return 8 <= len(text) <= 16_384 and is_filled(text) and any(c.isdigit() for c in text) and "\n" not in text


def is_time(text: str) -> bool:
    """A moment since 2001: seconds or milliseconds since 1970, or a date."""
    return bool(_TIME.match(text))


def is_amount(text: str) -> bool:
    """A number that is not negative, or a moment."""
    return bool(_AMOUNT.match(text))


def is_purchase(text: str) -> bool:
    """An order's number, a product's name, or a price above zero."""
    return is_filled(text) and len(text) <= 4096 and any(c.isdigit() for c in text)


def _is_korean(text: str) -> bool:
    match = _RRN.match(text)
    if not match:
        return False
    digits = match[1] + match[2]
    century = {"1": 1900, "2": 1900, "5": 1900, "6": 1900}.get(digits[6], 2000)
    year, month, day = century + int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    if not _is_day(year, month, day) or year > 2035:
        return False
    if date(year, month, day) >= _NO_CHECK_SINCE:
        return True
    total = sum(int(digit) * weight for digit, weight in zip(digits, _RRN_WEIGHTS, strict=False))
    foreign = 2 if digits[6] in "5678" else 0
    return (11 - total % 11 + foreign) % 10 == int(digits[12])


def _is_chinese(text: str) -> bool:
    if not _CHINESE.match(text):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text, _CHINESE_WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == text[17].upper()


def _is_moment_of_birth(text: str) -> bool:
    """Seconds or milliseconds since 1970 of a day from 1920 to 2016 (a whole day, in some zone of full hours)."""
    if not _EPOCH.match(text):
        return False
    moment = int(text)
    if abs(moment) >= 10**10 and moment % 1000:
        return False
    seconds = moment // 1000 if abs(moment) >= 10**10 else moment
    return -1_577_923_200 <= seconds <= 1_483_228_800 and abs(seconds) > 10_000_000 and seconds % 3600 == 0


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (1 + at % 2) for at, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
