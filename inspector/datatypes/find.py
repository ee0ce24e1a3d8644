"""Finds personal data in decoded content: by planted values wherever they stand, and by field names and shapes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from inspector.datatypes import schemas
from inspector.datatypes.forms import Forms, PhoneNumber, fold, forms_of, phone_number, value_of
from inspector.datatypes.prompts import CONTENT_KEYS, Prompt, best_part, prepare
from inspector.datatypes.reasons import reason_of
from inspector.datatypes.schemas import Leaf
from inspector.decoders import flatten
from inspector.records import Finding, Planted, Value

_DIGEST = re.compile(r"(?<![0-9a-f])[0-9a-f]{16,128}(?![0-9a-f])")
_TOKEN = re.compile(r"(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{22,88}(?![A-Za-z0-9+/_-])")
_PHONE = re.compile(r"(?<![\w.+-])(?:\+|%2b)?\(?\d[\d ().\-]{5,22}\d(?![\w-])")
_MAIL_BEFORE = re.compile(r"[\w.%+-]\Z")
_MAIL_AFTER = re.compile(r"[\w-]|\.\w")
_PERCENT = re.compile(r"%[0-9a-f]{2}\Z")
_NUMBER_BEFORE = re.compile(r"[\w.-]\Z")
_NUMBER_AFTER = re.compile(r"\w|\.\d")
_SPELLED = frozenset({"plain", "other separators", "without separators", "decimal", "url", "escaped"})
_LOOSE_LENGTH = 12
_LOOSE_PROMPT_LENGTH = 24  # a sentence: whatever letter touches it (a length or a tag in a binary format) is not its
_MOST_KNOWN = 20_000
_Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Needle:
    text: str
    encoding: str
    planted: Planted
    search: str


class Finder:
    """Knows the planted values of a session. Not for several threads at once: the pipeline's thread alone uses it."""

    def __init__(self, planted: Iterable[Planted] = ()) -> None:
        self._planted: dict[tuple[str, str], Planted] = {}
        self._by_type: dict[str, list[Planted]] = {}
        self._needles: list[_Needle] = []
        self._whole: dict[str, Planted] = {}
        self._hashes: dict[str, tuple[str, Planted]] = {}
        self._raws: list[tuple[bytes, str, Planted]] = []
        self._phones: list[tuple[PhoneNumber, Planted]] = []
        self._prompts: list[Prompt] = []
        # Traffic says the same again and again: what was found at a place of the same content is found there again.
        self._known: dict[_Place, tuple[Finding, ...]] = {}
        self._leaf_of: dict[tuple[str, str | int], Leaf] = {}
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
        self._seek(planted, forms_of(planted))
        self._known.clear()
        return True

    def known(self, type_id: str, value: str) -> Planted | None:
        """The planted value as it was added, or None."""
        return self._planted.get((type_id, fold(value)))

    def joined_in(self, text: str) -> list[Planted]:
        """The planted values within a text that was put together to be hashed: a salt may stand right beside one."""
        folded = fold(text)
        return list({n.planted.type: n.planted for n in self._needles if n.text in folded}.values())

    def find(self, parts: Mapping[str, Value]) -> list[Finding]:
        """All findings in the parts of one observation ("query", "headers", "body" …), one per type and path.

        Prompts are the exception: two prompts at one path are two findings. In the order of the content.
        """
        leaves = [leaf for part, value in parts.items() for leaf in self._leaves(part, value)]
        fresh = [leaf for leaf in leaves if leaf.place not in self._known]
        if len(self._known) + len(fresh) > _MOST_KNOWN:
            self._known.clear()
            fresh = leaves
        if fresh:
            self._known.update(self._search(fresh))
        found: list[Finding] = []
        lists: set[tuple[str, str]] = set()
        for leaf in leaves:
            for finding in self._known[leaf.place]:
                # A list's many items that are alike by their name alone are one finding.
                alike = (finding.type, schemas.without_index(finding.path))
                if finding.certainty == "certain" or finding.planted or alike not in lists:
                    lists.add(alike)
                    found.append(finding)
        for leaf in fresh:
            if not leaf.keep:
                self._known.pop(leaf.place, None)
        return found

    def _search(self, leaves: list[Leaf]) -> dict[_Place, tuple[Finding, ...]]:
        """The findings of each leaf: what a planted value explains whole is not guessed at by its name."""
        found: dict[_Place, dict[tuple[str, str], Finding]] = {leaf.place: {} for leaf in leaves}
        explained: set[_Place] = set()
        for leaf, finding in self._by_value(leaves):
            mark = finding.planted if finding.type == "prompt" else ""
            found[leaf.place].setdefault((finding.type, mark), finding)
            if finding.type == "prompt" or len(finding.value) >= len(leaf.text.strip()):
                explained.add(leaf.place)
        for leaf in leaves:
            for finding in schemas.find(leaf, self._by_type):
                if finding.certainty == "certain" or leaf.place not in explained:
                    found[leaf.place].setdefault((finding.type, ""), finding)
        return {place: tuple(findings.values()) for place, findings in found.items()}

    def _leaves(self, part: str, value: Value) -> Iterator[Leaf]:
        pairs = list(flatten(value))
        named = schemas.names_of_values(pairs)
        for path, one in pairs:
            where = part if not path else part + path if path.startswith("[") else f"{part}.{path}"
            if type(one) is str or type(one) is int:
                leaf = self._leaf_of.get((where, one))
                if leaf is not None and path not in named:
                    yield leaf
                    continue
            made = schemas.leaf(where, one, named.get(path, ""))
            if made is not None:
                if made.keep:
                    if len(self._leaf_of) > _MOST_KNOWN:
                        self._leaf_of.clear()
                    self._leaf_of[where, one] = made
                yield made

    def _seek(self, planted: Planted, forms: Forms) -> None:
        value = value_of(planted)
        if forms.search == "whole":
            self._whole.setdefault(fold(value), planted)
        if planted.type == "phone_number" and forms.search == "unique":
            self._phones.append((phone_number(value), planted))
        prompt = prepare(planted) if forms.search == "prompt" else None
        if prompt is not None:
            self._prompts.append(prompt)
        if prompt is None or not prompt.short:
            self._needles += [_Needle(text, how, planted, forms.search) for text, how in forms.texts]
        for digest, how in forms.hashes.items():
            self._hashes.setdefault(digest, (how, planted))
        self._raws += [(raw, how, planted) for raw, how in forms.raws]

    # -------------------------------------------------------------------------------------------- by planted value

    def _by_value(self, leaves: list[Leaf]) -> Iterator[tuple[Leaf, Finding]]:
        """Plain forms first: the first finding of a type at a path is kept."""
        joined = "\n".join(leaf.folded for leaf in leaves)
        for needle in self._needles:
            if needle.text in joined:
                yield from self._with_needle(needle, leaves)
        yield from self._by_equality(leaves)
        if self._phones:
            yield from self._by_phone(leaves, joined)
        if self._hashes:
            yield from self._by_hash(leaves, joined)
        for leaf in leaves:
            if leaf.raw is not None:
                yield from self._in_bytes(leaf, leaf.raw)
        yield from self._in_part(leaves)

    def _with_needle(self, needle: _Needle, leaves: list[Leaf]) -> Iterator[tuple[Leaf, Finding]]:
        for leaf in leaves:
            start = leaf.folded.find(needle.text)
            while start >= 0:
                end = start + len(needle.text)
                if _stands_alone(needle, leaf.folded, start, end):
                    yield leaf, self._finding(leaf, needle.planted, needle.encoding, needle.text)
                    break
                start = leaf.folded.find(needle.text, start + 1)

    def _by_equality(self, leaves: list[Leaf]) -> Iterator[tuple[Leaf, Finding]]:
        short = {prompt.folded: prompt.planted for prompt in self._prompts if prompt.short}
        for leaf in leaves:
            planted = self._whole.get(leaf.folded)
            if planted is None and leaf.folded in short and leaf.key in CONTENT_KEYS:
                planted = short[leaf.folded]
            if planted is not None:
                yield leaf, self._finding(leaf, planted, "plain", leaf.folded)

    def _by_phone(self, leaves: list[Leaf], joined: str) -> Iterator[tuple[Leaf, Finding]]:
        if not any(self._phone_in(match[0]) for match in _PHONE.finditer(joined)):
            return
        for leaf in leaves:
            for match in _PHONE.finditer(leaf.folded):
                planted = self._phone_in(match[0])
                if planted is not None:
                    same = fold(value_of(planted)) == match[0]
                    yield leaf, self._finding(leaf, planted, "plain" if same else "other spelling", match[0])
                    break

    def _phone_in(self, text: str) -> Planted | None:
        digits = text.removeprefix("%2b")
        return next((planted for number, planted in self._phones if number.is_in(digits)), None)

    def _by_hash(self, leaves: list[Leaf], joined: str) -> Iterator[tuple[Leaf, Finding]]:
        hits = {match[0] for match in _DIGEST.finditer(joined) if match[0] in self._hashes}
        for leaf in leaves:
            for text in hits:
                if text in leaf.folded:
                    how, planted = self._hashes[text]
                    yield leaf, self._finding(leaf, planted, how, text)
            if len(leaf.text) >= 22:
                for match in _TOKEN.finditer(leaf.text):
                    if match[0] in self._hashes and match[0] not in hits:
                        how, planted = self._hashes[match[0]]
                        yield leaf, self._finding(leaf, planted, f"{how}, base64", match[0])

    def _in_bytes(self, leaf: Leaf, raw: bytes) -> Iterator[tuple[Leaf, Finding]]:
        for needle, how, planted in self._raws:
            if needle in raw:
                yield leaf, self._finding(leaf, planted, how, needle.hex())

    def _in_part(self, leaves: list[Leaf]) -> Iterator[tuple[Leaf, Finding]]:
        long = [prompt for prompt in self._prompts if not prompt.short]
        if not long:
            return
        for leaf in leaves:
            if len(leaf.folded) < 8 or (leaf.folded.isascii() and leaf.folded.count(" ") < 3):
                continue
            rest = leaf.folded
            for prompt in long:
                rest = rest.replace(prompt.folded, "\n")
            part = best_part([prompt for prompt in long if prompt.folded not in leaf.folded], rest)
            if part is not None:
                encoding = f"part {part.share:.2f}"
                yield leaf, self._finding(leaf, part.prompt.planted, encoding, part.text)

    def _finding(self, leaf: Leaf, planted: Planted, encoding: str, stood: str) -> Finding:
        text = leaf.text
        at = text.lower().find(stood)
        whole = stood == leaf.folded
        value = text.strip() if whole else text[at : at + len(stood)] if at >= 0 else stood
        if encoding == "plain" and value_of(planted) not in text and planted.type != "prompt":
            encoding = "letter case" if fold(value_of(planted)) in leaf.folded else encoding
        certain = not encoding.startswith("part ")
        return Finding(
            type=planted.type,
            path=leaf.path,
            certainty="certain" if certain else "likely",
            value=value,
            reason=reason_of(planted, encoding, whole=whole),
            encoding=encoding,
            planted=planted.value,
        )


def _stands_alone(needle: _Needle, text: str, start: int, end: int) -> bool:
    """Whether what stands at start:end is the value itself and not a piece of another's."""
    if needle.encoding not in _SPELLED and not needle.encoding.startswith("rounded"):
        return True
    head, before, after = text[max(0, start - 3) : start], text[start - 1 : start], text[end : end + 2]
    escaped = bool(_PERCENT.search(head))
    if needle.planted.type == "email":
        return (escaped or not _MAIL_BEFORE.search(before)) and not _MAIL_AFTER.match(after)
    if needle.planted.type in ("ip_address", "latitude", "longitude"):
        return (escaped or not _NUMBER_BEFORE.search(before)) and not _NUMBER_AFTER.match(after)
    if needle.search == "unique" and len(needle.text) >= _LOOSE_LENGTH and not needle.text.isdigit():
        return True
    if needle.search == "prompt" and len(needle.text) >= _LOOSE_PROMPT_LENGTH:
        return True
    return (escaped or not _joins(before, needle.text[0])) and not _joins(needle.text[-1], after[:1])


def _joins(left: str, right: str) -> bool:
    """Whether two neighbouring characters belong to one word. Scripts without blanks have no such thing."""
    return left.isalnum() and right.isalnum() and left < "\u3040" and right < "\u3040"
