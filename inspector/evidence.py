"""Whether a session file still is what was recorded: its hash chains, followed from the first row to the last."""

from __future__ import annotations

import hashlib
import json
import struct
from dataclasses import dataclass, replace
from pathlib import Path

from inspector.store.chain import evidence_hash, genesis, raw_hash
from inspector.store.reader import EvidenceLink, Reader


@dataclass(frozen=True, slots=True)
class Verification:
    """What following the chains gave. `head` is the hash of the last raw row, the session's fingerprint.

    `broken_row` and `broken_evidence` are the ids of the first that does not fit, None where all do. `sealed` is True
    where the session has ended and nothing that stood in it then is missing. `problem` is one sentence, "" if none.
    """

    rows: int
    head: str
    evidence: int
    sealed: bool
    broken_row: int | None = None
    broken_evidence: int | None = None
    problem: str = ""

    @property
    def ok(self) -> bool:
        """Whether nothing was changed, added between or taken away."""
        return not self.problem

    @property
    def sentence(self) -> str:
        """The result in words, for a person."""
        if self.problem:
            return f"Not intact. {self.problem}"
        kept = f"{self.rows} raw rows and {self.evidence} pieces of evidence are as they were recorded"
        ending = "" if self.sealed else "; the session has not ended, so rows may be missing at its end"
        return f"Intact: {kept}{ending}. Fingerprint {self.head}."


def chain_head(path: Path | str) -> str:
    """The session's fingerprint as it stands in the file, without checking it: the hash of the last raw row, in hex."""
    reader = Reader(path)
    try:
        return reader.head().hex()
    finally:
        reader.close()


def verify(path: Path | str) -> Verification:
    """Follow both chains of a session. Raise FileProblem if the file cannot be read as one; takes 1 s for 300 MB."""
    reader = Reader(path)
    try:
        return _verify(reader)
    finally:
        reader.close()


def _verify(reader: Reader) -> Verification:
    start = genesis(reader.fact_text("facts"))
    kept = reader.evidence_links()
    named = {link[8] for link in kept} | {bytes.fromhex(link[4]) for link in kept if link[2] == "pin"}
    head, rows, met = start, 0, {start}
    seal = json.loads(reader.fact_text("seal") or "null")
    seal_found = seal is None or seal["head"] == start.hex()
    for number, process, seq, at_ms, kind, fields, payload, stored in reader.links():
        try:
            head = raw_hash(head, process, seq, at_ms, kind, fields, payload)
        except (TypeError, ValueError, AttributeError, struct.error):
            head = b""  # a column holds another type of value than ever was written
        if head != stored:
            problem = f"Raw row {number} is not what was recorded, or a row before it is missing."
            return Verification(rows, stored.hex(), 0, False, broken_row=number, problem=problem)
        rows += 1
        if head in named:
            met.add(head)
        seal_found = seal_found or seal["head"] == head.hex()
    if not seal_found:
        return Verification(rows, head.hex(), 0, False, problem="Raw rows at the end of the session are missing.")
    return _verify_evidence(kept, start, met, Verification(rows, head.hex(), 0, seal is not None), seal)


def _verify_evidence(
    kept: list[EvidenceLink],
    previous: bytes,
    met: set[bytes],
    so_far: Verification,
    seal: dict[str, str] | None,
) -> Verification:
    """`met` has the hashes of the raw rows that evidence names, as far as they were found on the way."""
    sealed_evidence = seal is None or seal["evidence_head"] == previous.hex()
    for count, (number, at_ms, kind, note, sha256, observation, mime, data, raw_head, stored) in enumerate(kept):
        previous = evidence_hash(previous, raw_head, at_ms, kind, note, sha256, observation, mime)
        same = bytes.fromhex(sha256) in met if kind == "pin" else hashlib.sha256(data).hexdigest() == sha256
        if previous != stored or raw_head not in met or not same:
            problem = f"Evidence {number} is not what was kept, or evidence before it is missing."
            return replace(so_far, evidence=count, sealed=False, broken_evidence=number, problem=problem)
        sealed_evidence = sealed_evidence or (seal is not None and seal["evidence_head"] == previous.hex())
    so_far = replace(so_far, evidence=len(kept))
    if not sealed_evidence:
        return replace(so_far, sealed=False, problem="Evidence at the end of the session is missing.")
    return so_far
