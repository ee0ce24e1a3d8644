"""Countries' names by their ISO 3166-1 code, in the languages the tool speaks (Unicode's CLDR, by Babel)."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale

from inspector.records import Language

WITH_ARTICLE = frozenset({"AE", "GB", "NL", "PH", "US", "VG", "KY", "BS", "DO", "MV"})
"""Codes of countries that English names with an article: "in the United States"."""

_LOCALES: dict[Language, str] = {"en": "en", "ko": "ko", "zh": "zh_Hans"}


@lru_cache(1024)
def country_name(code: str, language: Language = "en") -> str:
    """ "KR" is "South Korea", "대한민국", "韩国"; the code itself where nobody knows it. Any thread."""
    return str(Locale.parse(_LOCALES[language]).territories.get(code.upper(), code))
