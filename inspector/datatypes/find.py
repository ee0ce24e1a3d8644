"""Finds personal data in decoded content: by planted values wherever they stand, and by field names and shapes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from inspector.datatypes.by_name import (
    beside,
    by_path,
    chats,
    contacts_by_shape,
    handed_over,
    marked,
    numbered,
    prices,
    schemas,
    viewed,
)
from inspector.datatypes.by_value.digest_table import DigestTable
from inspector.datatypes.by_value.digests import Salt, short_digests_of
from inspector.datatypes.by_value.forms import fold, search_of, value_of
from inspector.datatypes.by_value.masked import Masks
from inspector.datatypes.by_value.pieces import Joined, Pieces, Trail
from inspector.datatypes.by_value.sought import Sought
from inspector.datatypes.by_value.undone import undone
from inspector.datatypes.kinds import last_name, plain_key
from inspector.datatypes.leaves import CALLED, PLACED, Content, Place
from inspector.datatypes.reasons import reason_of, reason_of_pieces
from inspector.records import Certainty, Finding, Planted, Value

_MOST_KNOWN = 20_000
_MOST_MET = 50_000
_LONGEST_KEPT = 400
_LARGEST_REMEMBERED = 256 << 10
_MOST_REMEMBERED = 2000  # texts of one observation
_SALT_KEYS = frozenset(
    """
    salt nonce pepper appkey appid appsecret apptoken apikey sdkkey clientid clientkey projectid package packagename pkg
    pkgname apppackage bundle bundleid bundleidentifier
    """.split()  # noqa: SIM905
)
_CHECKSUMS = ("hash", "crc", "adler", "checksum", "murmur", "xxh")

Met = tuple[int, Planted, str, str]  # leaf, value, encoding, what stood there


# What a field's name tells, beside PLACED and CALLED.
_TYPE, _SALT, _CHECKSUM, _CHAT, _FILE, _PATH, _BESIDE, _PRICE, _VIEW = 1, 2, 4, 16, 32, 64, 128, 512, 1024
_OF_NEIGHBOURS = _CHAT | _FILE | _PATH | _BESIDE | _PRICE | _VIEW


class _Fields(dict[str, int]):
    """What a field's name, as written, tells: of each name worked out once."""

    def __missing__(self, field: str) -> int:
        name = last_name(field)
        key = plain_key(name)
        tells = _TYPE * schemas.is_known(key, name) | _SALT * (key in _SALT_KEYS)
        tells |= PLACED * schemas.has_places(key) | CALLED * (tells & _TYPE and schemas.is_called(key, name))
        tells |= _CHECKSUM * any(word in key for word in _CHECKSUMS)
        tells |= _CHAT * chats.is_telling(key) | _FILE * handed_over.is_telling(key)
        tells |= _PATH * by_path.is_telling(key) | _BESIDE * beside.is_telling(key)
        tells |= _PRICE * prices.is_telling(key) | _VIEW * viewed.is_telling(key)
        if len(self) < _MOST_KNOWN:
            self[field] = tells
        return tells


_FIELDS = _Fields()


def content_of(parts: Mapping[str, Value]) -> Content:
    """The parts of one observation ("query", "headers", "body" …), ready to be searched, by several finders too."""
    return Content(parts, _FIELDS.__getitem__)


class Finder:
    """Knows the planted values of a session. Not for several threads at once: the pipeline's thread alone uses it."""

    def __init__(self, planted: Iterable[Planted] = ()) -> None:
        self._planted: dict[tuple[str, str], Planted] = {}
        self._by_type: dict[str, list[Planted]] = {}
        self._sought = Sought()
        self._digests = DigestTable()
        self._pieces = Pieces()
        self._masks = Masks()
        self._short_digests: dict[str, list[tuple[str, Planted]]] = {}
        # Traffic says the same again and again: what a field's name tells of a text it tells of it again.
        self._known: dict[tuple[Place, str], tuple[Finding, ...]] = {}
        self._silent: set[Place] = set()  # places whose names tell nothing where they stand
        self._met: dict[str, tuple[tuple[Planted, str, str], ...]] = {}  # by text, the values that stand in it
        self._findings: dict[tuple[Place, str, str, str, str, str], tuple[Finding, bool]] = {}
        for item in planted:
            self.add(item)

    def add(self, planted: Planted) -> bool:
        """Looks for this value as well from now on. False where it is empty or already sought as this type."""
        value = value_of(planted)
        key = (planted.type, fold(value))
        if not value or key in self._planted:
            return False
        self._planted[key] = planted
        self._by_type.setdefault(planted.type, []).append(planted)
        self._sought.add(planted)
        self._digests.add(planted)
        self._pieces.add(planted)
        if search_of(planted.type, value) in ("unique", "prompt", "word"):
            self._masks.add(planted.type, value)
        for number, name in short_digests_of(planted):
            signed = number - (1 << 32) if number >= 1 << 31 else number
            for text in {f"{number:08x}", f"{number:x}", f"0x{number:08x}", str(number), str(signed)}:
                self._short_digests.setdefault(text, []).append((name, planted))
        self._known.clear()
        self._met.clear()
        return True

    def add_salt(self, text: str, label: str) -> None:
        """A text that may stand beside a value when the app hashes it; `label` names it within a sentence."""
        self._add_salt(Salt(text, label))

    @property
    def size(self) -> tuple[int, int, int]:
        """How many values, salts and keys are known. Two finders of one session that know as many find the same."""
        return len(self._planted), *self._digests.size

    @property
    def salts(self) -> tuple[Salt, ...]:
        """The salts known, in the order in which they became known."""
        return self._digests.salts

    def is_alone_with(self, content: Content) -> bool:
        """Whether a search of the content would neither teach a salt nor depend on what came before or comes after."""
        return not self._pieces.begins(content) and not any(self._digests.wants(one.text) for one in _salts_in(content))

    def add_key(self, key: bytes) -> None:
        """A key the app was seen to make keyed hashes with: such hashes of the planted values are found as well."""
        if self._digests.add_key(key):
            self._met.clear()

    def known(self, type_id: str, value: str) -> Planted | None:
        """The planted value as it was added, or None."""
        return self._planted.get((type_id, fold(value)))

    def joined_in(self, text: str) -> list[Planted]:
        """The planted values within a text that was put together to be hashed: a salt may stand right beside one."""
        return self._sought.within(text)

    def holds(self, parts: Mapping[str, Value] | Content) -> bool:
        """Whether any planted value stands in the parts; the names of fields are not looked at."""
        return next(self._by_value(parts if isinstance(parts, Content) else content_of(parts)), None) is not None

    def find(self, parts: Mapping[str, Value] | Content, trail: Trail | None = None) -> list[Finding]:
        """All findings in the parts of one observation, in the order of the content.

        `trail` is what the same host or connection was sent before; it is brought up to date. One finding per type,
        path and planted value: two e-mail addresses in one text are two findings, one address that stands there plain
        and hashed is one. A value planted under two types is found as both.
        """
        content = parts if isinstance(parts, Content) else content_of(parts)
        for salt in _salts_in(content):
            self._add_salt(salt)
        found: dict[int, dict[tuple[str, str], Finding]] = {}
        explained: set[int] = set()
        for met in self._by_value(content):
            finding, whole = self._made(content, met)
            found.setdefault(met[0], {}).setdefault((finding.type, finding.planted), finding)
            if whole or finding.type == "prompt":
                explained.add(met[0])
        for joined in self._pieces.find(content, trail):
            finding = _of_pieces(content, joined)
            if not any(one.planted == finding.planted for of in found.values() for one in of.values()):
                found.setdefault(joined.at, {})[finding.type, finding.planted] = finding
        known, silent, places, texts = self._known, self._silent, content.places, content.texts
        for at in content.named:
            if places[at] in silent:
                continue
            by_name = known.get((places[at], texts[at]))
            if by_name is None:
                by_name = self._by_name(content, at)
            if not by_name:
                continue
            there = found.get(at)
            if there is None:
                found[at] = {(finding.type, finding.planted): finding for finding in by_name}
                continue
            types = {finding.type for finding in there.values()}
            for finding in by_name:
                if finding.certainty == "certain" or not (at in explained or finding.type in types):
                    there.setdefault((finding.type, finding.planted), finding)
        telling = [(at, _FIELDS[places[at][2]]) for at in content.named]
        for at, finding in self._by_shape(content, telling):
            there = found.setdefault(at, {})
            if at not in explained and all(key != (finding.type, "") for key in there):
                if finding.type in chats.TYPES:  # a role says more than a name
                    found[at] = there = {key: one for key, one in there.items() if key[1] or key[0] not in chats.TYPES}
                there[finding.type, ""] = finding
        if content.tells & _BESIDE:
            for at, finding in list(beside.find(content, found, (at for at, tells in telling if tells & _BESIDE))):
                found[at] = {(finding.type, ""): finding}
        return list(_listed(found))

    # -------------------------------------------------------------------------------------------- by planted value

    def _add_salt(self, salt: Salt) -> None:
        if self._digests.wants(salt.text):
            self._digests.add_salt(salt)
            self._met.clear()

    def _made(self, content: Content, met: Met) -> tuple[Finding, bool]:
        at, planted, encoding, stood = met
        text = content.texts[at]
        if at in content.numbers and encoding == "plain":
            met = (at, planted, "bytes", stood)
        if len(text) > _LONGEST_KEPT:
            return _finding(content, met)
        key = (content.places[at], text, planted.type, planted.value, met[2], stood)
        made = self._findings.get(key)
        if made is None:
            if len(self._findings) >= _MOST_KNOWN:
                self._findings.clear()
            made = self._findings[key] = _finding(content, met)
        return made

    def _by_value(self, content: Content) -> Iterator[Met]:
        """Of each leaf plain forms first: the first finding of a value at a path is kept.

        What a text holds it holds wherever it stands, so only texts that were not met before are searched.
        """
        if len(content.texts) > _MOST_REMEMBERED or len(content.folded) > _LARGEST_REMEMBERED:
            yield from self._searched(content)[0]  # where bounds may tell, all is searched at once
            return
        texts, met, raws = content.texts, self._met, {at for at, _ in content.raws}
        new = [at for at, text in enumerate(texts) if text not in met or at in raws]
        here: dict[int, list[Met]] = {}
        if new:
            found, is_sure = self._searched(content.only(new))
            for number, planted, how, stood in found:
                at = new[number]
                here.setdefault(at, []).append((at, planted, how, stood))
            if is_sure:
                self._remember(content, (at for at in new if at not in raws), here)
        for at, text in enumerate(texts):
            if at in here:
                yield from here[at]
            elif at not in raws and (known := met.get(text)):
                for planted, how, stood in known:
                    yield at, planted, how, stood

    def _searched(self, content: Content) -> tuple[list[Met], bool]:
        """What of the planted values stands there; and whether that is so wherever the same texts stand."""
        found = [*self._sought.find(content), *self._digests.find(content)]
        places, inside = undone(content, self._masks)
        if inside is not None:
            for at, planted, how, stood in (*self._sought.find(inside), *self._digests.find(inside, within=False)):
                place, label = places[at]
                found.append((place, planted, label if how == "plain" else f"{how}, {label}", stood))
        depends = [one for one in (content, inside) if one is not None and self._sought.depends_on_place(one)]
        return found, not depends

    def _remember(self, content: Content, leaves: Iterable[int], here: Mapping[int, Sequence[Met]]) -> None:
        if len(self._met) + len(content.texts) > _MOST_MET:
            self._met.clear()
        for at in leaves:
            text = content.texts[at]
            if len(text) <= _LONGEST_KEPT:
                self._met[text] = tuple([one[1:] for one in here[at]]) if at in here else ()

    # ------------------------------------------------------------------------------------------------- by name

    def _by_name(self, content: Content, at: int) -> tuple[Finding, ...]:
        place, text = content.places[at], content.texts[at]
        leaf = content.leaf(at)
        by_name = _FIELDS[place[2]] & ~(_OF_NEIGHBOURS | CALLED)
        if not by_name or (by_name == _TYPE and not schemas.may_tell(leaf)):
            if len(self._silent) >= _MOST_KNOWN:
                self._silent.clear()
            self._silent.add(place)
            return ()
        found = tuple(schemas.find(leaf, self._by_type))
        if not found and _FIELDS[content.places[at][2]] & _CHECKSUM:
            found = tuple(self._by_checksum(leaf.path, leaf.key, text.strip()))
        if len(text) <= _LONGEST_KEPT:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[content.places[at], text] = found
        return found

    def _by_shape(self, content: Content, telling: Sequence[tuple[int, int]]) -> Iterator[tuple[int, Finding]]:
        """Of two that take a text for words of a chat, the second stands. `telling`: leaves, what their names tell."""
        if content.tells & _PATH:
            yield from by_path.find(content, (at for at, tells in telling if tells & _PATH))
        if content.tells & _CHAT:
            yield from chats.find(content, (at for at, tells in telling if tells & _CHAT))
        if content.tells & _PRICE:
            yield from prices.find(content, (at for at, tells in telling if tells & _PRICE))
        if content.tells & _VIEW:
            yield from viewed.find(content, (at for at, tells in telling if tells & _VIEW))
        yield from marked.find(content)
        yield from numbered.find(content)
        planted = self._by_type
        yield from contacts_by_shape.find(content, planted.get("email", ()), planted.get("phone_number", ()))
        yield from handed_over.find(content, (at for at, tells in telling if tells & _FILE))

    def _by_checksum(self, path: str, key: str, text: str) -> Iterator[Finding]:
        """A hash of 32 bits, which chance may meet: likely, and only as the whole of a field that says it is one."""
        for name, planted in self._short_digests.get(text.lower(), ()):
            if (
                "hash" in key
                or name.rstrip("0123456789-") in key
                or ("checksum" in key and name in ("crc32", "adler32"))
            ):
                reason = reason_of(planted, name, whole=True)
                yield Finding(planted.type, path, "likely", text, reason, name, planted.value)
                return


def _salts_in(content: Content) -> list[Salt]:
    """Salts by the names of their fields, where anything stands there that may be a hash."""
    if not content.tells & _SALT or not content.tokens:
        return []
    fields = ((at, content.places[at][2]) for at in content.named)
    return [Salt(content.texts[at], f"what stands as “{field}”") for at, field in fields if _FIELDS[field] & _SALT]


def _finding(content: Content, met: Met) -> tuple[Finding, bool]:
    """The finding, and whether nothing but the value stands there."""
    at, planted, encoding, stood = met
    text, value = content.texts[at], value_of(planted)
    whole = stood in (content.lines[at], text.strip())
    place = text.lower().find(stood)
    there = text.strip() if whole else text[place : place + len(stood)] if place >= 0 else stood
    if encoding == "plain" and value not in text:
        if _spaced_alike(value) not in _spaced_alike(text):
            encoding = "other characters"
        elif planted.type != "prompt":
            encoding = "letter case"
    certainty: Certainty = "likely" if encoding.startswith("part ") else "certain"
    reason = reason_of(planted, encoding, whole=whole)
    return Finding(planted.type, content.path(at), certainty, there, reason, encoding, planted.value), whole


def _spaced_alike(text: str) -> str:
    return " ".join(text.lower().split())


def _of_pieces(content: Content, joined: Joined) -> Finding:
    text, planted = content.texts[joined.at], joined.planted
    return Finding(
        planted.type,
        content.path(joined.at),
        "certain" if joined.sure else "likely",
        text.strip(),
        reason_of_pieces(planted, joined.pieces, joined.before, earlier=joined.earlier),
        f"in {joined.pieces} pieces",
        planted.value,
    )


def _listed(found: Mapping[int, Mapping[tuple[str, str], Finding]]) -> Iterator[Finding]:
    """In the order of the content; a list's many items that are alike by their name alone are one finding."""
    lists: set[tuple[str, str]] = set()
    for at in sorted(found):
        for finding in found[at].values():
            if finding.certainty == "certain" or finding.planted:
                yield finding
                continue
            alike = (finding.type, schemas.without_index(finding.path)) if finding.path[-1] == "]" else None
            if alike is None or alike not in lists:
                if alike is not None:
                    lists.add(alike)
                yield finding
