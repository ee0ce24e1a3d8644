"""The hashes of all planted values, to be asked for those that stand in an observation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from inspector.datatypes import name_of
from inspector.datatypes.by_value.digests import MIDDLE, Salt, digests_of, keyed, salted
from inspector.datatypes.by_value.forms import is_unique
from inspector.datatypes.by_value.machine import Machine
from inspector.datatypes.by_value.tokens import as_written, readings
from inspector.datatypes.leaves import Content
from inspector.records import Planted

_HEAD = 8  # bytes of a hash that tell it from all others
_SURE_BYTES = 16  # a shorter hash counts in bytes only where it fills them
_LONGEST_BYTES = 64
_MOST_SALTS = 64
_MOST_KEYS = 32
_SALT_TYPES = frozenset({"app_package", "android_id", "advertising_id", "device_id", "installation_id"})
_MOST_OWN_SALTS = 6
_SALT_LENGTHS = range(3, 81)

Entry = tuple[bytes, str, Planted]
Met = tuple[int, Planted, str, str]  # leaf, value, encoding, what stood there


class DigestTable:
    """Hashes by their first eight bytes. What is added is worked out at the next search. One thread."""

    def __init__(self) -> None:
        self._planted: list[Planted] = []
        self._new: list[Planted] = []
        self._salts: dict[str, Salt] = {}
        self._own_salts = 0
        self._keys: dict[bytes, None] = {}
        self._by_head: dict[bytes, tuple[Entry, ...]] = {}
        self._machine: Machine[Entry] | None = None  # only where bytes are to be searched

    def add(self, planted: Planted) -> None:
        """Knows the value's hashes from now on."""
        self._new.append(planted)
        if planted.type in _SALT_TYPES and self._own_salts < _MOST_OWN_SALTS:
            self._own_salts += 1
            self.add_salt(Salt(planted.value.strip(), f"the {_small(name_of(planted.type))}"))

    def add_salt(self, salt: Salt) -> None:
        """A text that may stand beside a value when it is hashed: 64 are kept, 3 to 80 characters long."""
        if not self.wants(salt.text):
            return
        self._work_out()
        self._salts[salt.text] = salt
        for planted in self._planted:
            self._add_all(_salted(planted, salt), planted)

    @property
    def salts(self) -> tuple[Salt, ...]:
        """Those known, in the order in which they became known."""
        return tuple(self._salts.values())

    @property
    def size(self) -> tuple[int, int]:
        """How many salts and how many keys are known; neither ever shrinks."""
        return len(self._salts), len(self._keys)

    def wants(self, text: str) -> bool:
        """Whether such a salt would be new and kept."""
        return text not in self._salts and len(text) in _SALT_LENGTHS and len(self._salts) < _MOST_SALTS

    def add_key(self, key: bytes) -> bool:
        """A key the app was seen to make keyed hashes with: 32 are kept. True where it is new."""
        if not key or key in self._keys or len(self._keys) >= _MOST_KEYS:
            return False
        self._work_out()
        self._keys[key] = None
        for planted in self._planted:
            self._add_all(keyed(planted, key), planted)
        return True

    def find(self, content: Content, *, within: bool = True) -> Iterator[Met]:
        """Hashes in the texts and bytes of an observation. `within`: also in the midst of other bytes."""
        if not self._new and not self._by_head:
            return
        tokens = content.tokens
        if tokens:
            self._work_out()
        for token in tokens:
            for written, raw, how in readings(token):
                if raw[:_HEAD] in self._by_head:
                    for planted, name in self._named(raw):
                        encoding = name if how == "hex" else f"{name}, {how}"
                        for at in content.with_token(token):
                            yield at, planted, encoding, as_written(content.texts[at], written)
        for at, raw in content.raws:
            self._work_out()
            for planted, name, stood in self._in_bytes(raw, within=within):
                yield at, planted, name, stood.hex()

    def _named(self, raw: bytes) -> Iterator[tuple[Planted, str]]:
        for digest, name, planted in self._by_head.get(raw[:_HEAD], ()):
            if digest == raw:
                yield planted, name
            elif len(raw) < len(digest) and digest.startswith(raw):
                yield planted, f"{name} (first {2 * len(raw)} digits)"

    def _in_bytes(self, raw: bytes, *, within: bool) -> Iterator[tuple[Planted, str, bytes]]:
        if len(raw) <= _LONGEST_BYTES:
            yield from ((planted, name, raw) for planted, name in self._named(raw))
        if len(raw) <= _SURE_BYTES or not within:
            return
        if self._machine is None:
            self._machine = Machine()
            for head, entries in self._by_head.items():
                for entry in entries:
                    self._seek(self._machine, head, entry)
        for (digest, name, planted), at in self._machine.hits(raw):
            if raw.startswith(digest, at):
                yield planted, name, digest

    def _work_out(self) -> None:
        new, self._new = self._new, []
        for planted in new:
            self._planted.append(planted)
            self._add_all(digests_of(planted), planted)
            for salt in self._salts.values():
                self._add_all(_salted(planted, salt), planted)
            for key in self._keys:
                self._add_all(keyed(planted, key), planted)

    def _add_all(self, digests: Iterable[tuple[bytes, str]], planted: Planted) -> None:
        by_head, is_sought = self._by_head, self._machine is not None
        for digest, name in digests:
            head = digest[:_HEAD]
            if head in by_head or is_sought:
                self._add(head, (digest, name, planted))
            else:
                by_head[head] = ((digest, name, planted),)
            if name == "md5":
                self._add(digest[MIDDLE], (digest[MIDDLE], "md5 (middle 16 digits)", planted))

    def _add(self, head: bytes, entry: Entry) -> None:
        known = self._by_head.setdefault(head, (entry,))
        if known[0] is not entry:
            if any(one[0] == entry[0] and one[2].type == entry[2].type for one in known):
                return
            self._by_head[head] = (*known, entry)
        if self._machine is not None:
            self._seek(self._machine, head, entry)

    def _seek(self, machine: Machine[Entry], head: bytes, entry: Entry) -> None:
        # Within other bytes only plain hashes are sought: salted ones and hashes of hashes stand in texts.
        if len(entry[0]) >= _SURE_BYTES and not any(mark in entry[1] for mark in (", with ", ", under ", " of ")):
            machine.add(head, entry)


def _salted(planted: Planted, salt: Salt) -> Iterator[tuple[bytes, str]]:
    return salted(planted, salt) if is_unique(planted.type) or planted.type == "name" else iter(())


def _small(name: str) -> str:
    return name if name[1:2].isupper() or name.startswith(("Android", "Wi-Fi")) else name[:1].lower() + name[1:]
