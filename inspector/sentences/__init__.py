"""One sentence per receipt that says what is known and how, in English, Korean or Chinese."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from inspector.languages import LANGUAGES
from inspector.readings import DataReceived, RecipientReceipts, Way
from inspector.records import Language
from inspector.sentences import chinese, english, korean
from inspector.sentences.sent import Sent, sent_of

__all__ = ["Sent", "sent_of", "sentence", "sentences"]

_SAY: Mapping[Language, Callable[[Sent], str]] = {"en": english.say, "ko": korean.say, "zh": chinese.say}


def sentence(sent: Sent, language: Language = "en") -> str:
    """The whole sentence, with its full stop."""
    return _SAY[language](sent)


def sentences(
    recipient: RecipientReceipts, data: DataReceived, ways: frozenset[Way], prompts: int, *, consent_marked: bool
) -> dict[Language, str]:
    """The sentence of one receipt in every language. `prompts`: how many of the tester's are looked for."""
    sent = sent_of(recipient, data, ways, prompts, consent_marked=consent_marked)
    return {language: sentence(sent, language) for language in LANGUAGES}
