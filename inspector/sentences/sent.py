"""The facts of one receipt, as sentences are made of them, whatever the language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from inspector.datatypes.reasons import hash_name
from inspector.readings import DataReceived, RecipientReceipts, Way
from inspector.records import Party

BEFORE_CONSENT = "before_consent"

Protection = Literal["tls", "none", "own", "own inside tls", "unknown"]
"""How what was sent was hidden from who listens: by TLS, not at all, by the app's own encryption, by both."""

Form = tuple[Literal["plain", "hash", "coded", "part", "other"], str]
"""In which form a value stood: of a hash its name, of what is coded its name, of a part of a prompt its share."""

Time = Literal["before", "after", "both", "unmarked"]
"""When, seen from the mark of consent."""

_CODED = frozenset(
    """
    hex base64 utf-16 gbk big5 euc-kr shift-jis reversed decimal bytes html
    """.split()  # noqa: SIM905
)
_PLAIN = frozenset(
    {
        "plain", "letter case", "other characters", "other punctuation", "other spelling", "other separators",
        "without separators", "escaped", "escaped twice", "url", "url twice", "language",
    }
)  # fmt: skip


_NO_SDK = frozenset({"unknown", "framework", "the app"})


@dataclass(frozen=True, slots=True)
class Sent:
    """One receipt. `prompts` of `prompts_total` for the tester's prompts; `count` is transfers.

    `operator` is "" where not known; `hosting` the cloud company at whose place somebody receives. `senders` are
    names of SDKs; `app`: the app's own code sent some of it; `unknown_code`: of some of it the code is not known.
    """

    type: str
    certain: bool
    count: int
    prompts: int
    prompts_total: int
    forms: tuple[Form, ...]
    hosts: tuple[str, ...]
    recipient: str
    operator: str
    country: str
    hosting: str
    party: Party
    protection: tuple[Protection, ...]
    senders: tuple[str, ...]
    app: bool
    unknown_code: bool
    time: Time

    @property
    def part(self) -> float | None:
        """Of prompts: the largest share of a prompt's words that was sent where none was sent whole."""
        shares = [float(share) for kind, share in self.forms if kind == "part"]
        return max(shares) if shares and not self.whole_forms else None

    @property
    def some_in_part(self) -> bool:
        """Of prompts: whether some stood there whole and some in part."""
        return bool(self.whole_forms) and len(self.whole_forms) < len(self.forms)

    @property
    def whole_forms(self) -> tuple[Form, ...]:
        """The forms in which a value stood there whole."""
        return tuple(form for form in self.forms if form[0] != "part")


def sent_of(
    recipient: RecipientReceipts, data: DataReceived, ways: frozenset[Way], prompts: int, *, consent_marked: bool
) -> Sent:
    """The facts out of the readings."""
    names = tuple(name for name in data.senders if name not in _NO_SDK)
    return Sent(
        type=data.type,
        certain=data.certainty == "certain",
        count=data.count,
        prompts=data.prompts,
        prompts_total=max(prompts, data.prompts),
        forms=tuple(dict.fromkeys(form_of(encoding) for encoding in data.encodings)) or (("plain", ""),),
        hosts=data.hosts,
        recipient=recipient.name,
        operator=recipient.operator,
        country=recipient.country,
        hosting=recipient.hosting,
        party=recipient.party,
        protection=tuple(sorted({_protection(way) for way in ways})),
        senders=names,
        app="the app" in data.senders,
        unknown_code=not data.senders or bool({"unknown", "framework"} & set(data.senders)),
        time=_time(data, consent_marked=consent_marked),
    )


def form_of(encoding: str) -> Form:
    """The form behind an encoding's name, as findings have it."""
    digest = hash_name(encoding)
    if digest:
        return "hash", digest
    if encoding.startswith("part "):
        return "part", encoding.removeprefix("part ")
    steps = encoding.split(", ")
    coded = next((step for step in steps if step.removesuffix(" twice") in _CODED), "")
    if coded:
        return "coded", coded.removesuffix(" twice")
    if all(step in _PLAIN for step in steps):
        return "plain", ""
    return "other", encoding


def _protection(way: Way) -> Protection:
    if way.own:
        return "own inside tls" if way.secure else "own"
    if way.secure is None:
        return "unknown"
    return "tls" if way.secure else "none"


def _time(data: DataReceived, *, consent_marked: bool) -> Time:
    if not consent_marked:
        return "unmarked"
    if BEFORE_CONSENT not in data.phases:
        return "after"
    return "before" if set(data.phases) == {BEFORE_CONSENT} else "both"
