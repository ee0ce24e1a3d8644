"""The English sentences made of facts, for the terminal and the window; never stronger than the fact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from inspector import countries
from inspector.datatypes import name_of, order_of
from inspector.datatypes.reasons import hash_name
from inspector.networks import network_of
from inspector.readings import Coverage, DataReceived, RecipientReceipts, ServerNetwork, SilentSdk, Unread
from inspector.records import Match

BEFORE_CONSENT = "before_consent"
_MOST_NETWORKS = 3

_ENCODINGS: Mapping[str, str] = {
    "plain": "as it is",
    "letter case": "as it is",
    "other spelling": "as it is",
    "other separators": "as it is",
    "without separators": "as it is",
    "escaped": "as it is",
    "escaped twice": "as it is",
    "html": "as it is",
    "html twice": "as it is",
    "other characters": "as it is",
    "other punctuation": "as it is but for punctuation",
    "url": "as it is",
    "url twice": "as it is",
    "language": "as it is",
    "hex": "in hexadecimal",
    "base64": "in Base64",
    "base64 twice": "in Base64",
    "base32": "in Base32",
    "base58": "in Base58",
    "base85": "in Base85",
    "base36": "in Base36",
    "base45": "in Base45",
    "base62": "in Base62",
    "base91": "in Base91",
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
    "decimal": "as a decimal number",
    "bytes": "as bytes",
}


# ------------------------------------------------------------------------------------------------ whole sentences


def headline(receipts: Sequence[RecipientReceipts], *, live: bool = True) -> str:
    """The session in one sentence: how many third parties, in which countries, received how many types of data."""
    third = [recipient for recipient in receipts if recipient.party == "third"]
    receivers = [recipient for recipient in third if recipient.data]
    when = "so far" if live else "in this session"
    if not receivers:
        if not third:
            return f"No third party has received anything that could be read {when}"
        who = _counted(len(third), "third party", "third parties")
        were = "was" if len(third) == 1 else "were"
        return f"{who} {were} contacted {when}; no personal data was found in what could be read"
    types = {data.type for recipient in receivers for data in recipient.data}
    sure = {data.type for recipient in receivers for data in recipient.data if data.certainty == "certain"}
    sentence = f"{_by_country(receivers)} received {_counted(len(types), 'type', 'types')} of data"
    unsure = len(types - sure)
    return f"{sentence}, {unsure} of them likely" if unsure else sentence


def receipt_sentence(recipient: RecipientReceipts, data: DataReceived, total_prompts: int) -> str:
    """What a recipient received of one data type, less the type's name: how much, in which form, to which hosts."""
    hosts = listed(data.hosts or tuple(host for product in recipient.products for host in product.hosts))
    to = f" to {hosts}" if hosts else ""
    if data.type == "prompt" and data.prompts:
        return f"{_prompts(data, total_prompts)}{', ' + to.strip() if to else ''}"
    times = f"{_counted(data.count, 'time', 'times')}{to}"
    if data.certainty == "likely":
        return f"likely, by the field's name and the value's form, {times}"
    return f"{encodings_text(data.encodings)}, {times}"


def encodings_text(encodings: Iterable[str]) -> str:
    """In which form a value was sent: "as SHA-256", "as it is and as MD5", "in part"."""
    return listed(tuple(dict.fromkeys(_encoding(item) for item in encodings))) or "as it is"


def since_text(data: DataReceived) -> str:
    """When it was first received: "before consent from 0:01", "from 0:51"."""
    start = f"from {clock_text(data.first_ms)}"
    return f"before consent {start}" if BEFORE_CONSENT in data.phases else start


def before_consent_text(receipts: Sequence[RecipientReceipts]) -> str:
    """Which third parties received data before consent was marked, in one sentence; "" where none did."""
    early = [
        (recipient, [data for data in recipient.data if BEFORE_CONSENT in data.phases])
        for recipient in receipts
        if recipient.party == "third"
    ]
    early = [(recipient, data) for recipient, data in early if data]
    if not early:
        return ""
    types = {item.type for _, data in early for item in data}
    who = listed(tuple(recipient.name for recipient, _ in early))
    return f"Before consent was marked, {who} received {_counted(len(types), 'type', 'types')} of data"


def silent_text(sdk: SilentSdk) -> str:
    """An SDK that is in the app and of which nothing was seen on the network."""
    started = "was started" if sdk.started else "was not seen to start"
    return f"{sdk.name} is in the app and {started}; nothing it sent was seen in this session"


def readable_text(coverage: Coverage) -> str:
    """How much of what was sent could be read: "98.7 % of sent bytes readable"."""
    total = coverage.bytes_readable + coverage.bytes_unreadable
    if not total:
        return "Nothing was sent yet"
    share = coverage.bytes_readable / total
    # Never rounded up to all of it.
    shown = "100" if coverage.bytes_unreadable == 0 else f"{min(share * 100, 99.9):.1f}"
    return f"{shown} % of sent bytes readable"


_LAYERS = {"quic": "QUIC", "udp": "UDP", "dns": "DNS", "tls": "TLS"}


def unread_text(seen: Unread) -> str:
    """What went where and could not be read: "QUIC to 203.0.113.9:443 (www.google.com): 34.1 kB sent, not readable"."""
    where = f"{f'[{seen.ip}]' if ':' in seen.ip else seen.ip}:{seen.port}" if seen.ip else ""
    named = seen.host if seen.host != seen.ip else ""
    place = f"{where} ({named})" if where and named else where or named or "an address that is not known"
    passed = f"{size_text(seen.bytes_up)} sent" if seen.bytes_up else f"{size_text(seen.bytes_down)} received"
    times = f" over {seen.connections:,} connections" if seen.connections > 1 else ""
    what = _LAYERS.get(seen.layer, "A connection")
    return f"{what} to {place}: {passed}{times}, not readable"


# ----------------------------------------------------------------------------------- lines about a recipient


def who_line(recipient: RecipientReceipts | Match) -> str:
    """Under a recipient's name: what it does and where it is established: "Customer messaging · United States"."""
    if recipient.party == "first":
        return "First party" if not recipient.country else f"First party · {country_name(recipient.country)}"
    if recipient.hosting:
        return f"Somebody’s place at {recipient.hosting} · {country_name(recipient.country)}"
    return f"{recipient.role or 'Third party'} · {country_name(recipient.country)}"


def servers_text(servers: Sequence[ServerNetwork]) -> str:
    """Where servers were reached: "Servers in Singapore: Zhejiang Taobao Network Co.,Ltd"; "" where that is not known.

    A fact of its own: neither who operates them nor where the data goes afterwards.
    """
    known = [server for server in servers if server.name or server.country]
    places = [
        f"{in_country(country)}: {listed(names if len(names) <= _MOST_NETWORKS else _shortened(names))}"
        for country, names in _by_place(known)
    ]
    return f"Servers {'; '.join(places)}" if places else ""


def server_countries_text(servers: Sequence[ServerNetwork]) -> str:
    """In short: "Servers in Singapore and China"."""
    known = [server for server in servers if server.name or server.country]
    return f"Servers {listed(tuple(in_country(country) for country, _ in _by_place(known)))}" if known else ""


def address_text(address: str) -> str:
    """What is known of a server's address: "Amazon.com, Inc. (AS16509), registered in the United States"."""
    network = network_of(address)
    if network.note:
        return network.note
    parts = [f"{network.name} (AS{network.number})"] if network.name else []
    if network.country:
        parts.append(f"registered {in_country(network.country)}")
    return ", ".join(parts)


def operator_line(recipient: RecipientReceipts | Match) -> str:
    """Who operates the recipient's hosts, and the parent as a fact of its own."""
    if not recipient.operator:
        hosted = f"; they are hosted by {recipient.hosting} for a customer of it" if recipient.hosting else ""
        return f"Who operates these hosts is not known{hosted}."
    place = f", {country_name(recipient.country)}" if recipient.country else ""
    line = f"Operated by {recipient.operator.rstrip('.')}{place}."
    if recipient.owner and recipient.owner != recipient.operator:
        line += f" Legal owner: {recipient.owner.rstrip('.')}."
    if recipient.parent:
        line += (
            f" Parent: {recipient.parent}, a fact of its own: that the parent received anything is not shown by this."
        )
    return line


def received_note() -> str:
    """What receiving does not show."""
    return "Receiving a request does not show who may read the data afterwards."


def country_name(code: str) -> str:
    """The English name of a country by its ISO 3166-1 code; "Country not known" for ""."""
    return countries.country_name(code) if code else "Country not known"


def in_country(code: str) -> str:
    """Within a sentence: "in China", "in the United States"."""
    if not code:
        return "in a country that is not known"
    return f"in {'the ' if code.upper() in countries.WITH_ARTICLE else ''}{country_name(code)}"


# ------------------------------------------------------------------------------------------------ numbers


def size_text(size_bytes: int) -> str:
    """ "512 B", "96.2 kB", "1.2 MB": decimal units, one decimal."""
    if size_bytes < 1000:
        return f"{size_bytes} B"
    size = float(size_bytes)
    for unit in ("kB", "MB", "GB"):
        size /= 1000
        if round(size, 1) < 1000 or unit == "GB":
            return f"{size:.1f} {unit}"
    raise AssertionError("unreachable")


def clock_text(at_ms: float) -> str:
    """Minutes and seconds since the session's start: "0:51", "62:03" as "1:02:03"."""
    seconds = max(0, int(at_ms // 1000))
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def listed(words: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def types_text(types: Iterable[str]) -> str:
    """The names of data types in a row: "Prompt text, Model and Operator"."""
    return listed(tuple(name_of(item) for item in types))


def gravest(types: Iterable[str]) -> str:
    """The id of the data type that stands first in the taxonomy (content, identity, device …), or ""."""
    return min(types, key=order_of, default="")


# ------------------------------------------------------------------------------------------------ parts


def _by_country(receivers: Sequence[RecipientReceipts]) -> str:
    counts = Counter(recipient.country for recipient in receivers)
    order = sorted(counts, key=lambda code: (not code, -counts[code], country_name(code)))
    parts = []
    for at, code in enumerate(order):
        number = _counted(counts[code], "company", "companies") if at == 0 else str(counts[code])
        parts.append(f"{number} {in_country(code) if code else 'whose country is not known'}")
    return listed(parts)


def _shortened(names: Sequence[str]) -> tuple[str, ...]:
    return (*names[: _MOST_NETWORKS - 1], f"{len(names) - _MOST_NETWORKS + 1} others")


def _by_place(servers: Sequence[ServerNetwork]) -> list[tuple[str, tuple[str, ...]]]:
    """The networks' names by country, most used first."""
    places: dict[str, list[str]] = {}
    for server in servers:
        names = places.setdefault(server.country, [])
        name = server.name or "a network that is not known"
        if name not in names:
            names.append(name)
    return [(country, tuple(names)) for country, names in places.items()]


def _prompts(data: DataReceived, total: int) -> str:
    number = min(data.prompts, total) if total else data.prompts
    if total == 1:
        which = "your prompt"
    elif number == total == 2:
        which = "both of your prompts"
    elif number == total:
        which = f"all {total} of your prompts"
    elif total:
        which = f"{number} of your {total} prompts"
    else:
        which = _counted(number, "prompt", "prompts")
    partial = [item for item in data.encodings if item.startswith("part ")]
    if not partial:
        plain = encodings_text(data.encodings)
        return f"{which}, {'word for word' if plain == 'as it is' else plain}"
    return f"{which}, {'in part' if len(partial) == len(data.encodings) else 'some of it in part'}"


def _encoding(encoding: str) -> str:
    digest = hash_name(encoding)
    if digest:
        return f"as {digest}"
    if encoding.startswith("part "):
        return "in part"
    if encoding.startswith("rounded "):
        return f"with {encoding[8:].partition(',')[0]} decimals"
    hows = dict.fromkeys(_ENCODINGS.get(step, step) for step in encoding.split(", "))
    return " and ".join(how for how in hows if how != "as it is" or len(hows) == 1)


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
