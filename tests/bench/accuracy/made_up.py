"""Bodies without a sought value: random ones, and other people's values that look like it. The same at every run."""

from __future__ import annotations

import base64
import hashlib
import json
import random
import string
import uuid
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from tests.bench.accuracy.forms import VALUES, Value
from tests.bench.accuracy.sent import Sent

HOST = "collect.example-vendor.net"
_WORDS = """alpha amber anchor apple arrow atlas autumn basil beacon birch breeze bridge bronze canyon cedar cinder
clover
cobalt comet copper coral crystal delta desert drift ember falcon fern field flint forest frost garden glacier granite
grove harbor hazel heather horizon indigo iris island ivory jade juniper kestrel lagoon lantern laurel lemon lilac
linen lotus lunar maple marble meadow mesa mint mirror mist moss nectar north oak ocean olive onyx opal orchid otter
pebble pepper pine plum prairie quartz quill rain raven reef ridge river rose ruby saffron sage sand silver sky slate
snow spark spruce stone storm summit sun tide timber topaz trail tulip valley velvet violet walnut water willow wind
wren zephyr 구름 나무 바다 바람 산책 하늘 강물 노을 春天 山川 河流 森林 月光 海洋""".split()  # noqa: SIM905
_LETTERS = string.ascii_letters + string.digits


def random_bodies(count: int, seed: int = 1) -> Iterator[Sent]:
    """Random ids, hex, Base64, UUIDs, words and numbers under words that mean nothing, 200 to 900 bytes each."""
    dice = random.Random(seed)
    for _ in range(count):
        held = {
            f"{dice.choice(_WORDS[:120])}_{dice.choice(_WORDS[:120])}": _thing(dice, 0)
            for _ in range(dice.randint(5, 14))
        }
        way = dice.random()
        if way < 0.7:
            yield _posted(json.dumps(held, ensure_ascii=dice.random() < 0.5).encode(), "application/json")
        elif way < 0.85:
            flat = {key: value if isinstance(value, str) else json.dumps(value) for key, value in held.items()}
            yield _posted(urlencode(flat).encode(), "application/x-www-form-urlencoded")
        elif way < 0.95:
            flat = {key: str(value)[:60] for key, value in held.items()}
            yield Sent("GET", HOST, f"/v1/{_hex(dice, 12)}?{urlencode(flat)}", ())
        else:
            yield _posted(dice.randbytes(dice.randint(200, 900)), "application/octet-stream")


def _posted(body: bytes, media_type: str) -> Sent:
    return Sent("POST", HOST, "/v1/in", (("Content-Type", media_type),), body)


def _hex(dice: random.Random, size: int) -> str:
    return f"{dice.getrandbits(size * 4):0{size}x}"


def _thing(dice: random.Random, depth: int) -> Any:
    makers: tuple[Callable[[], Any], ...] = (
        lambda: _hex(dice, dice.choice((8, 16, 32, 40, 64, 96, 128))),
        lambda: base64.b64encode(dice.randbytes(dice.randint(6, 60))).decode(),
        lambda: str(uuid.UUID(int=dice.getrandbits(128), version=4)),
        lambda: " ".join(dice.choices(_WORDS, k=dice.randint(1, 14))),
        lambda: dice.randint(0, 10 ** dice.randint(1, 17)),
        lambda: round(dice.uniform(-1000, 1000), dice.randint(0, 9)),
        lambda: "".join(dice.choices(_LETTERS, k=dice.randint(4, 30))),
        lambda: dice.random() < 0.5,
        lambda: f"{dice.randint(0, 10**15):015d}",
    )
    if depth < 3 and dice.random() < 0.15:
        return {dice.choice(_WORDS[:120]): _thing(dice, depth + 1) for _ in range(dice.randint(1, 4))}
    if depth < 3 and dice.random() < 0.1:
        return [_thing(dice, depth + 1) for _ in range(dice.randint(1, 5))]
    return dice.choice(makers)()


# ---------------------------------------------------------------------------------------------- other people's values


def others(count: int, seed: int = 2) -> Iterator[tuple[str, Sent]]:
    """How each differs from a sought value, and the request: what stands there is somebody else's."""
    dice = random.Random(seed)
    ways = list(_WAYS)
    made = 0
    while made < count:
        value, way = dice.choice(VALUES), dice.choice(ways)
        other = _WAYS[way](dice, value)
        if other is None or _still_there(other, value):
            continue
        made += 1
        body = {"seq": dice.randint(1, 999), value.key: other, dice.choice(_WORDS[:120]): _thing(dice, 3)}
        yield way, _posted(json.dumps(body, ensure_ascii=False).encode(), "application/json")


def _still_there(other: str, value: Value) -> bool:
    return other.strip().lower() == value.text.lower()


def _of_the_same_form(dice: random.Random, value: Value) -> str | None:
    match value.key:
        case "android_id":
            return _hex(dice, 16)
        case "gaid":
            return str(uuid.UUID(int=dice.getrandbits(128), version=4))
        case "imei":
            return f"35{dice.randint(0, 10**13 - 1):013d}"
        case "email":
            name = f"{dice.choice(_WORDS[:120])}.{dice.choice(_WORDS[:120])}{dice.randint(1, 99)}"
            return f"{name}@{dice.choice(('mail.haneul-test.kr', 'post-test.org', 'web-test.de'))}"
        case "phone":
            return f"+8210{dice.randint(10**7, 10**8 - 1)}"
        case "user_id":
            return f"u-{dice.randint(10**7, 10**8 - 1)}"
    return " ".join(dice.choices(_WORDS, k=11))


def _one_sign_off(dice: random.Random, value: Value) -> str | None:
    if value.prompt:
        return None
    at = dice.randrange(len(value.text))
    signs = "0123456789abcdef" if value.key in ("android_id", "gaid") else string.digits
    if not value.text[at].isalnum():
        return None
    new = dice.choice(signs)
    return None if new == value.text[at].lower() else value.text[:at] + new + value.text[at + 1 :]


def _shorter(dice: random.Random, value: Value) -> str | None:
    cut = dice.randint(1, 3)
    if value.prompt:
        return None
    # A telephone number without its beginning is the same number as one writes it at home.
    return value.text[:-cut] if value.key == "phone" or dice.random() < 0.5 else value.text[cut:]


def _longer(dice: random.Random, value: Value) -> str | None:
    more = "".join(dice.choices("0123456789", k=dice.randint(1, 3)))
    if value.prompt:
        return None
    # In front of "+82…" and behind a top-level domain, digits would leave the value standing whole at its borders.
    before = value.key not in ("phone",) and (value.key == "email" or dice.random() < 0.5)
    return more + value.text if before else value.text + more


def _shared_beginning(dice: random.Random, value: Value) -> str | None:
    if value.prompt:
        words = value.text.split() if " " in value.text else list(value.text)
        kept = len(words) * 3 // 10
        joint = " " if " " in value.text else ""
        return joint.join(words[:kept] + dice.choices(_WORDS, k=len(words) - kept))
    kept = max(4, len(value.text) // 2)
    return value.text[:kept] + "".join(dice.choices(string.digits, k=len(value.text) - kept))


def _hashed(name: str) -> Callable[[random.Random, Value], str | None]:
    def made(dice: random.Random, value: Value) -> str | None:
        other = _of_the_same_form(dice, value)
        return hashlib.new(name, other.encode()).hexdigest() if other else None

    return made


def _hash_one_sign_off(dice: random.Random, value: Value) -> str:
    right = hashlib.sha256(value.text.encode()).hexdigest()
    at = dice.randrange(64)
    return right[:at] + f"{(int(right[at], 16) + dice.randint(1, 15)) % 16:x}" + right[at + 1 :]


def _base64_of_another(dice: random.Random, value: Value) -> str | None:
    other = _of_the_same_form(dice, value)
    return base64.b64encode(other.encode()).decode() if other else None


_WAYS: Mapping[str, Callable[[random.Random, Value], str | None]] = {
    "another's, of the same form": _of_the_same_form,
    "one sign off": _one_sign_off,
    "shorter by one to three": _shorter,
    "longer by one to three digits": _longer,
    "the same beginning": _shared_beginning,
    "another's MD5": _hashed("md5"),
    "another's SHA-256": _hashed("sha256"),
    "its SHA-256 with one sign off": _hash_one_sign_off,
    "another's in Base64": _base64_of_another,
}
