"""Names many things go by, where their neighbours say whose they are: a device's, a person's, a place's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from inspector.datatypes import name_of, shapes
from inspector.datatypes.by_name import chats, schemas
from inspector.datatypes.kinds import last_name, plain_key
from inspector.datatypes.leaves import Content
from inspector.records import Finding

_OF_DEVICE = frozenset(
    """
    device_model device_brand manufacturer os_name os_version rom_build app_version app_package screen_size display cpu
    memory storage battery network_type network_operator rooted advertising_id android_id device_id imei oaid
    sdk_version timezone user_agent installation_id
    """.split()  # noqa: SIM905
)
_OF_PERSON = frozenset("email phone_number birth_date gender username age address profile_picture".split())  # noqa: SIM905
_LEAST_OF_DEVICE = 3  # facts of a device, for a weak name beside them to be another
_NOT_BESIDE = frozenset({"cell_id", "web_page", "mac"})
_PEOPLES = frozenset({"name", "address"})
_IDS = frozenset({"id", "uuid", "userno", "pk"})
_CODES = frozenset({"code", "pin"})
_LOGINS = frozenset({"login", "user", "identifier", "account", "loginid", "principal"})
_LATITUDES, _LONGITUDES = frozenset({"lat", "latitude"}), frozenset({"lon", "lng", "long", "longitude"})
_COORDINATES = _LATITUDES | _LONGITUDES
_PAIRS = frozenset(
    """
    coordinates coords coordinate lnglat latlng position geo location center point loc ll gps latlon lonlat geopoint
    """.split()  # noqa: SIM905
)
_DEGREES = re.compile(r"-?\d{1,3}\.\d{1,2}\Z")
_PARTS = ("headers", "cookies", "path")

Found = Mapping[int, Mapping[tuple[str, str], Finding]]


def is_telling(key: str) -> bool:
    """Whether a field of this name may be known by its neighbours."""
    return (
        key in _IDS
        or key in _COORDINATES
        or key in _PAIRS
        or key in _CODES
        or key in _LOGINS
        or bool(schemas.weak_types(key))
    )


def find(content: Content, found: Found, telling: Iterable[int]) -> Iterator[tuple[int, Finding]]:
    """Leaves nothing was found at yet. `found`: by leaf; `telling`: the leaves whose names are (`is_telling`)."""
    loose = [at for at in telling if at not in found and not content.places[at][0].startswith(_PARTS)]
    if not loose:
        return
    facts: dict[str, set[str]] = {content.places[at][0]: set() for at in loose}
    for at, there in found.items():
        beside = facts.get(content.places[at][0])
        if beside is not None:
            beside.update(type_id for type_id, _ in there)
    for at in loose:
        where, _, field = content.places[at]
        key, beside = _key(field), facts[where]
        if key in _PAIRS:
            yield from _pair(content, at, key)
            continue
        if not beside and key not in _COORDINATES:
            continue
        text = content.texts[at].strip()
        type_id = _type_of(content, at, key, text, beside)
        if type_id:
            yield at, Finding(type_id, content.path(at), "likely", text, _reason(type_id, content.places[at][2]))


@lru_cache(20_000)
def _key(field: str) -> str:
    return plain_key(last_name(field))


def _type_of(content: Content, at: int, key: str, text: str, beside: set[str]) -> str:
    if key in _COORDINATES:
        return _coordinate(content, at, text, is_latitude=key in _LATITUDES)
    if key in _CODES:
        is_code = text.isdecimal() and 4 <= len(text) <= 8
        return "password" if is_code and beside & {"phone_number", "email"} else ""
    if key in _LOGINS:
        return "account_id" if "password" in beside and shapes.is_mark(text) else ""
    if beside & _OF_PERSON:
        if key in _IDS and shapes.is_account(text):
            return "account_id"
        peoples = (kind for kind in schemas.weak_types(key) if kind.id in _PEOPLES and kind.accepts(text))
        kind = next(peoples, None)
        if kind and not _names_another(content, at, text):
            return kind.id
    if len(beside & _OF_DEVICE) < _LEAST_OF_DEVICE:
        return ""
    kinds = (kind for kind in schemas.weak_types(key) if kind.id not in _NOT_BESIDE and kind.id not in _PEOPLES)
    return next((kind.id for kind in kinds if kind.accepts(text)), "")


def _names_another(content: Content, at: int, text: str) -> bool:
    """Whether a text is the name of the value that stands beside it: {"name": "birthday", "value": "1990-04-17"}."""
    return any(content.places[near][2] == text for near in range(max(0, at - 2), min(at + 3, len(content.places))))


def _coordinate(content: Content, at: int, text: str, *, is_latitude: bool) -> str:
    """Degrees with few decimals name a place where the other coordinate stands beside them in the same form."""
    if not _is_degrees(text):
        return ""
    whole = content.places[at][0]
    for near in chats.near(content, at, whole):
        others = _LONGITUDES if is_latitude else _LATITUDES
        if plain_key(str(content.places[near][1])) in others and _is_degrees(content.texts[near].strip()):
            return "latitude" if is_latitude else "longitude"
    return ""


def _pair(content: Content, at: int, key: str) -> Iterator[tuple[int, Finding]]:
    """A list of two numbers of degrees, in GeoJSON's order (RFC 7946: longitude first) where its name says no other."""
    where, index, field = content.places[at]
    second = at + 1
    if index != 0 or second >= len(content.places) or content.places[second] != (where, 1, field):
        return
    texts = content.texts[at].strip(), content.texts[second].strip()
    is_latitude_first = key.startswith("lat") or (key != "coordinates" and shapes.is_latitude(texts[0]))
    forms = (
        (shapes.is_latitude, shapes.is_longitude) if is_latitude_first else (shapes.is_longitude, shapes.is_latitude)
    )
    if not all(form(text) for form, text in zip(forms, texts, strict=True)) or all(
        abs(float(one)) <= 1 for one in texts
    ):
        return  # a direction, or a place on a picture
    types = ("latitude", "longitude") if is_latitude_first else ("longitude", "latitude")
    for one, type_id, text in zip((at, second), types, texts, strict=True):
        yield one, Finding(type_id, content.path(one), "likely", text, _reason(type_id, field))


def _is_degrees(text: str) -> bool:
    return bool(_DEGREES.match(text)) and 0 < abs(float(text)) <= 180


def _reason(type_id: str, field: str) -> str:
    return (
        f"The field is called “{field}” and stands beside others of the same device, person or place: there a value of "
        f"this form is this type of data ({name_of(type_id)})."
    )
