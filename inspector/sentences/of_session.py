"""The sentences of a session's receipts, read from its file."""

from __future__ import annotations

from inspector.readings import DataReceived, RecipientReceipts
from inspector.records import Language
from inspector.sentences import sentences
from inspector.store.reader import Reader


def receipt_sentences(reader: Reader, recipient: RecipientReceipts, data: DataReceived) -> dict[Language, str]:
    """One receipt in every language. The cost grows with the requests that carried it: not on the Qt thread."""
    prompts = sum(1 for planted in reader.planted() if planted.type == "prompt")
    marked = any(phase.id == "after_consent" for phase in reader.phases())
    return sentences(recipient, data, reader.ways(recipient.id, data.type), prompts, consent_marked=marked)


def sentences_about(reader: Reader, company: str, type_id: str, where: str = "") -> dict[Language, str]:
    """The same, of a company and a data type by their ids; empty where it received none. Raises FilterProblem."""
    for recipient in reader.receipts(where):
        for data in recipient.data:
            if (recipient.id, data.type) == (company, type_id):
                return receipt_sentences(reader, recipient, data)
    return {}
