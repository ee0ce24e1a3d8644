"""Finds personal data by field names and the shapes of their values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from inspector.datatypes import DATA_TYPES, shapes
from inspector.datatypes.by_name import in_context, in_context_rules, worded
from inspector.datatypes.by_name.phrases import Phrase
from inspector.datatypes.by_name.words import words_of
from inspector.datatypes.by_value.forms import bare, fold, phone_number, value_of
from inspector.datatypes.kinds import DataType, plain_key
from inspector.datatypes.leaves import Leaf
from inspector.datatypes.reasons import reason_by_rule, reason_of, reason_of_key
from inspector.datatypes.types import device, identity, other_languages, place, system, traits
from inspector.records import Finding, Planted

# Parts of a path that say: what follows is about a device. Weak names count below them.
_DEVICE_PARTS = frozenset(
    """
    header device deviceinfo devinfo deviceinfos dev hardware hw phoneinfo clientinfo systeminfo sysinfo terminal
    env environment deviceprofile devicecontext contexts platforminfo software lddevice statsigmetadata
    deviceattributes deviceproperties devicedata devicedetails deviceparams phone mobile handset system
    network connectivity hackleproperties deviceinformation clientmetadata baseinfo commonparams commonproperties
    superproperties fingerprint ua useragentdata runtime sysparams deviceproperty dv xdevice userdevice
    """.split()  # noqa: SIM905
)
# Parts of a path that say: what follows is about the user. "name" and "address" count below them.
_USER_PARTS = frozenset(
    """
    user userinfo userprofile profile traits set customer member userattributes currentuser me userproperties people
    usr userdata visitor enduser customerinfo memberinfo account accountinfo setonce contactinfo requester guest
    userdetails subscriber identity lead
    """.split()  # noqa: SIM905
)
# Parts of a path that say: what follows is about whoever made something. That is known to all, and not about the user.
_MAKER_PARTS = frozenset("author committer maintainer maintainers contributor contributors tagger uploader".split())  # noqa: SIM905
# Parts of a path that say: a network card's address is an access point's, not the phone's.
_WIFI_PARTS = frozenset(
    """
    wifiaccesspoints wifi wifis wifilist wifinearby nearbywifi accesspoints aplist wifiscan scanresults wifiinfo ap aps
    connectedwifi wifitowers wlans
    """.split()  # noqa: SIM905
)
# Parts of a path that say: a package is one of those on the phone.
_APPS_PARTS = frozenset(
    """
    apps applist installedapps applications packages installedpackages installedapplist installedapplications
    installedappslist appinfolist userapps thirdpartyapps softlist applicationlist appsinfo installedsoftware
    queriedpackages
    """.split()  # noqa: SIM905
)
_BY_CONTEXT = frozenset(kind.id for kind in (*device.TYPES, *system.TYPES, *place.TYPES)) | {
    "serial",
    "mac",
    "device_id",
}
_OF_USER = frozenset({"name", "address"})
_OF_PERSON = frozenset(kind.id for kind in (*identity.TYPES, *traits.TYPES))
_EXCLUSIVE = frozenset({"app_package"})  # a value that is not the planted one is another app's
_OF_SCHEMAS = frozenset("string integer number boolean object array float double long int bool any".split())  # noqa: SIM905
_HASHED = frozenset({"email", "phone_number", "name", "imei", "android_id", "advertising_id", "mac", "account_id"})
_OTHERS = frozenset({"email", "phone_number"})  # one that is not the planted one is perhaps somebody else's, and told
_COORDINATES = frozenset({"latitude", "longitude"})
_NEAR_DEGREES = 0.1
_INDEX = re.compile(r"\[\d+\]\Z")
_SPLIT = re.compile(r"[.\[\]\"]+")
_ANDROID = re.compile(r"\bandroid[ /](\d+(?:\.\d+)*)", re.I)
_LONGEST_VALUE = 20_000
_PRESET = ("$", "#")  # what an SDK's own properties begin with, beside the app's: "$model", "#title"
_VALUE_KEYS = frozenset({"value", "val", "stringvalue"})
# Names that say what they are also where somebody's own word stands before them.
_ENDINGS = tuple(
    map(
        plain_key,
        """
        android_id advertising_id google_aid gaid idfa oaid device_id install_id installation_id anonymous_id
        distinct_id stable_id session_id user_id customer_id member_id account_id user_email email_address
        phone_number mobile_number push_token fcm_token device_token registration_id app_instance_id mac_address
        ip_address client_ip user_agent device_model device_brand device_manufacturer device_make os_version
        android_version app_version sdk_version screen_width screen_height screen_resolution device_type time_zone
        timezone_offset country_code language_code carrier_name network_operator network_type connection_type
        latitude longitude postal_code zip_code city_name screen_name page_title page_url page_location utm_source
        utm_medium utm_campaign utm_term utm_content install_referrer referring_url first_name last_name full_name
        nick_name user_name date_of_birth birth_date birthday birth_year gender mobile_phone phone mobile tel email
        bundle_id package_name access_token refresh_token install_time search_term search_query search_keyword
        transaction_id order_id limit_ad_tracking
        """.split(),  # noqa: SIM905
    )
)
# Words before them that make it another's: a machine's, a shop's, another person's, a demand.
_OTHERS_OWN = re.compile(
    r"server|host|remote|target|merchant|seller|shop|store|vendor|company|support|parent|peer|friend|recipient|"
    r"receiver|author|creator|owner|publisher|min|max|require|allow|default|available|latest|next|"
    r"api\Z|template|product|item|event|is\Z|has|show|enable|use\Z|video|image|file|font|database|cluster|node|gateway|schema|"
    r"hash(?!ed)|driver|sort|agent|bot|channel|group|team|organi[sz]ation|project|tenant|test|mock|example|invalid"
)


def without_index(path: str) -> str:
    """The path less the index of the list at its end: "body.apps[3]" → "body.apps"."""
    return _INDEX.sub("", path)


def find(item: Leaf, planted: Mapping[str, Sequence[Planted]]) -> Iterator[Finding]:
    """Findings by field name; `planted` holds the planted values by type."""
    field = item.field
    text = item.text.strip()
    if not text or len(text) > _LONGEST_VALUE:
        return
    by_key = tuple(_by_key(item, text, field, planted)) or tuple(_by_rule(item, text, field, planted))
    if not by_key and item.key in _VALUE_KEYS and (name := _name_above(item.path)):
        by_key = tuple(_by_key(Leaf(item.path, plain_key(name), name, text, item.path), text, name, planted))
    if not by_key and item.named != item.path and (name := _dotted(item.named)):
        by_key = tuple(_by_key(Leaf(item.path, plain_key(name), name, text, item.named), text, name, planted))
    yield from by_key or _by_words(item, text, field, planted)


def _by_key(item: Leaf, text: str, field: str, planted: Mapping[str, Sequence[Planted]]) -> Iterator[Finding]:
    named, likely = _kinds_at(item.key, item.named, field[:1] in _PRESET)
    for kind in named:
        for known in planted.get(kind.id, ()):
            encoding = same(known, text, field)
            if encoding:
                reason = reason_of(known, encoding, whole=True)
                yield Finding(kind.id, item.path, "certain", text, reason, encoding, known.value)
                return
    for kind in likely:
        if kind.accepts(text) and not _anothers(kind.id, text, planted.get(kind.id, ())):
            other = kind.id in _OTHERS and bool(planted.get(kind.id))
            yield Finding(kind.id, item.path, "likely", text, reason_of_key(kind.id, field, other=other))
            if kind.id == "user_agent":
                yield from _in_agent(item, text, planted)
            return


def _by_rule(item: Leaf, text: str, field: str, planted: Mapping[str, Sequence[Planted]]) -> Iterator[Finding]:
    """What the names above a field's, or a form its values alone have, tell of it."""
    for rule in in_context.rules_of(item.key, item.named):
        for type_id in rule.types:
            for known in planted.get(type_id, ()):
                encoding = same(known, text, field)
                if encoding:
                    reason = reason_of(known, encoding, whole=True)
                    yield Finding(type_id, item.path, "certain", text, reason, encoding, known.value)
                    return
        if not rule.accepts(text) or (_OF_PERSON.intersection(rule.types) and _below(_MAKER_PARTS, item.named)):
            continue
        values = in_context_rules.coordinates(text) if len(rule.types) == 2 else (text,)
        for type_id, value in zip(rule.types, values or (), strict=True):
            if not _anothers(type_id, value, planted.get(type_id, ())):
                reason = reason_by_rule(type_id, field, hashed=rule.hashed)
                yield Finding(type_id, item.path, "likely", value, reason)
        return


def _by_words(item: Leaf, text: str, field: str, planted: Mapping[str, Sequence[Planted]]) -> Iterator[Finding]:
    """What the words of a name tell, where no type, rule or marked name is called so as a whole."""
    if text.lower() in _OF_SCHEMAS:
        return
    for phrase in _phrases_at(item):
        kind, hashed = phrase.type, False
        for known in planted.get(kind, ()):
            encoding = same(known, text, field)
            if encoding:
                reason = reason_of(known, encoding, whole=True)
                yield Finding(kind, item.path, "certain", text, reason, encoding, known.value)
                return
        if not phrase.accepts(text):
            hashed = worded.says_hash(field) and kind in _HASHED and in_context_rules.is_hash(text)
            if not hashed:
                continue
        if (kind in _OF_PERSON and _below(_MAKER_PARTS, item.named)) or _anothers(kind, text, planted.get(kind, ())):
            continue
        yield Finding(kind, item.path, "likely", text, reason_by_rule(kind, field, hashed=hashed))
        return


def _phrases_at(item: Leaf) -> tuple[Phrase, ...]:
    """The phrases a name makes where it stands; none where a rule or a type of its own is stricter about it."""
    if item.key in _STRONG or _by_ending(item.key):
        return ()
    if item.key not in _WEAK and not in_context.is_known(item.key) and (own := worded.phrases_of(item.field)):
        return own
    return () if in_context.is_ruled(item.key, item.named) else worded.phrases_within(item.field, item.named)


def same(known: Planted, text: str, field: str = "") -> str:
    """The encoding under which a field's text is the planted value, or ""."""
    value = value_of(known)
    if text == value:
        return "plain"
    if fold(text) == fold(value):
        return "letter case"
    if known.type in _COORDINATES:
        return _same_coordinate(value, text)
    if known.type == "phone_number":
        return "other spelling" if shapes.is_phone(text) and phone_number(value).is_in(text) else ""
    if known.type == "screen_size":
        return _same_screen(value, text, field)
    if known.type == "language":
        return "language" if _language(text) == _language(value) else ""
    if known.type == "os_version":
        return "plain" if fold(text).removeprefix("android ") == fold(value).removeprefix("android ") else ""
    return "without separators" if len(bare(value)) >= 4 and bare(text) == bare(value) else ""


def _anothers(type_id: str, text: str, known: Iterable[Planted]) -> bool:
    """Whether the value is of the right form but certainly not this tester's or this phone's."""
    values = [value_of(item) for item in known]
    if not values:
        return False
    if type_id in _COORDINATES:
        return all(abs(float(text) - _degrees(value)) > _NEAR_DEGREES for value in values)
    return type_id in _EXCLUSIVE


def _in_agent(item: Leaf, text: str, planted: Mapping[str, Sequence[Planted]]) -> Iterator[Finding]:
    """The system's version as it stands in a user agent."""
    match = _ANDROID.search(text)
    for known in planted.get("os_version", ()):
        if match and match[1] == value_of(known):
            reason = reason_of(known, "plain", whole=False)
            yield Finding("os_version", item.path, "certain", match[1], reason, "plain", known.value)


def _same_coordinate(value: str, text: str) -> str:
    decimals = len(text.partition(".")[2])
    if decimals < 2 or not shapes.is_number(text) or not shapes.is_number(value):
        return ""
    if abs(float(text) - float(value)) >= 10.0**-decimals:
        return ""
    return "plain" if decimals >= len(value.partition(".")[2]) else f"rounded {decimals}"


def _same_screen(value: str, text: str, field: str) -> str:
    known, there = re.findall(r"\d{3,5}", value), re.findall(r"\d{3,5}", text)
    if len(known) == 2 and sorted(known) == sorted(there[:2]):
        return "other spelling"
    return "plain" if field and len(there) == 1 and there[0] == text and text in known else ""


def _language(text: str) -> str:
    return re.split(r"[-_,;]", text.strip().lower(), maxsplit=1)[0]


def _degrees(text: str) -> float:
    return float(text) if shapes.is_number(text) else 1000.0


@lru_cache(20_000)  # traffic says the same again and again, with other values
def _kinds_at(key: str, path: str, is_preset: bool) -> tuple[tuple[DataType, ...], tuple[DataType, ...]]:
    """The types a field of this name may be of, and those it is likely of where it stands."""
    strong, weak = _types_of(key)
    of_maker = _below(_MAKER_PARTS, path)
    others = {"mac": "bssid"} if _below(_WIFI_PARTS, path) else {}
    if _below(_APPS_PARTS, path):
        others["app_package"] = "installed_apps"
    likely = [
        DATA_TYPES[others.get(kind.id, kind.id)]
        for kind in (*strong, *(weak if is_preset else _in_context(weak, path)))
        if not (of_maker and kind.id in _OF_PERSON)
    ]
    return (*strong, *weak), tuple(likely)


def _in_context(weak: Iterable[DataType], path: str) -> Iterator[DataType]:
    """Of the types many things are called like, those that the path before the name speaks for."""
    for kind in weak:
        if kind.id in _OF_USER:
            is_about = _below(_USER_PARTS, path) or _is_about("user", path)
        else:
            is_about = kind.id in _BY_CONTEXT and (_below(_DEVICE_PARTS, path) or _is_about("device", path))
        if is_about:
            yield kind


def _below(parts: frozenset[str], path: str) -> bool:
    return any(plain_key(part) in parts for part in _SPLIT.split(path)[:-1])


def _is_about(word: str, path: str) -> bool:
    """Whether a name on the way holds the word, "device" of "myDeviceDetails", and is of nobody else's."""
    names = [part for part in _SPLIT.split(path)[:-1] if part and not part.isdigit()]
    return any(word in words_of(name) and not _OTHERS_OWN.search(plain_key(name)) for name in names[1:])


def _index(of: str, further: Mapping[str, Sequence[str]]) -> dict[str, tuple[DataType, ...]]:
    table: dict[str, tuple[DataType, ...]] = {}
    for kind in DATA_TYPES.values():
        for name in (*getattr(kind, of), *further.get(kind.id, ())):
            known = table.get(plain_key(name), ())
            if kind not in known:
                table[plain_key(name)] = (*known, kind)
    return table


_STRONG, _WEAK = _index("keys", other_languages.NAMES), _index("weak_keys", other_languages.WEAK_NAMES)


# Names of lists whose places have a meaning each, such as Facebook's "extinfo[5]".
_PLACED = frozenset(
    plain_key(name.partition("[")[0]) for kind in DATA_TYPES.values() for name in kind.keys if "[" in name
)


def has_places(key: str) -> bool:
    """Whether a list of this name has places of a meaning each: "extinfo", of which "extinfo[5]" is a type's name."""
    return key in _PLACED


def is_known(key: str, field: str) -> bool:
    """Whether any type of data goes by this name: `field` as written, `key` without case and punctuation."""
    if worded.is_telling(field):
        return True
    return key in _STRONG or key in _WEAK or in_context.is_known(key) or key in _VALUE_KEYS or bool(_by_ending(key))


def weak_types(key: str) -> tuple[DataType, ...]:
    """The types that many other things are called like as well, by a name without case and punctuation."""
    return _WEAK.get(key, ())


def may_tell(item: Leaf) -> bool:
    """Whether a field's name tells anything where it stands, whatever its text."""
    key = item.key
    if key in _STRONG or key in _WEAK or _by_ending(key):
        return True
    if key in _VALUE_KEYS and any(map(bool, _types_of(plain_key(_name_above(item.path))))):
        return True
    if item.named != item.path and any(map(bool, _types_of(plain_key(_dotted(item.named))))):
        return True
    return any(True for _ in in_context.rules_of(key, item.named)) or bool(_phrases_at(item))


def _types_of(key: str) -> tuple[tuple[DataType, ...], tuple[DataType, ...]]:
    return _STRONG.get(key) or _by_ending(key), _WEAK.get(key, ())


@lru_cache(20_000)
def _by_ending(key: str) -> tuple[DataType, ...]:
    """The types of a name at the end of one: "identity_android_id" is an Android ID's, "server_device_id" nobody's."""
    if key in _WEAK or in_context.is_known(key):
        return ()
    for ending in _ENDINGS:
        if key.endswith(ending):
            return () if _OTHERS_OWN.search(key[: -len(ending)]) else _STRONG[ending]
    return ()


def is_called(key: str, field: str) -> bool:
    """Whether a type of data is called so wherever it stands, of a name alone."""
    return key in _STRONG or bool(_by_ending(key)) or bool(worded.phrases_of(field))


def _dotted(path: str) -> str:
    """The last two names of a path as one: "os_version" of "attributes[0].os.version"."""
    return "_".join([part for part in _SPLIT.split(path) if part][-2:])


def _name_above(path: str) -> str:
    """The name of what a value is in: "email" of "body.attributes.email.value"."""
    parts = [part for part in _SPLIT.split(path.replace('"', "")) if part]
    return parts[-2] if len(parts) > 2 else ""
