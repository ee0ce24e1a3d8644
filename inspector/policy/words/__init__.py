"""What a comparison shows, in sentences in English, Korean or Chinese: never more than what the text given does say."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, Protocol

from inspector.languages import LANGUAGES
from inspector.policy.compare import Comparison, RecipientLine, TypeLine
from inspector.policy.words import chinese, english, korean
from inspector.records import Language

Part = Literal["declared_and_sent", "sent_not_found", "declared_not_seen"]
"""The three lists of a comparison."""


class Words(Protocol):
    """One language's sentences, each with its full stop."""

    def recipient_name(self, line: RecipientLine) -> str:
        """The recipient's name: a company's own, in all languages the same."""

    def company_sentence(self, line: RecipientLine) -> str:
        """What the text says of a recipient, in one sentence."""

    def company_words(self, line: RecipientLine) -> str:
        """The same where the recipient's name stands right before it."""

    def type_sentence(self, line: TypeLine, recipient: RecipientLine | None = None) -> str:
        """What the text says of a type that was sent. `recipient`: to say so where it is not named."""

    def not_found_sentence(self, lines: Sequence[TypeLine]) -> str:
        """The same for all types of a recipient that are not found, in one sentence."""

    def headline(self, found: Comparison) -> str:
        """The comparison in one or two sentences."""

    def unseen_note(self) -> str:
        """What “never sent” means."""

    def title(self, part: Part) -> str:
        """What stands above one of the three lists."""

    def nothing(self) -> str:
        """What stands in a list that is empty."""


_WORDS: Mapping[Language, Words] = {"en": english, "ko": korean, "zh": chinese}


def words_in(language: Language) -> Words:
    """The sentences in a language."""
    return _WORDS[language]


def in_all(say: Callable[[Words], str]) -> dict[Language, str]:
    """One sentence in every language."""
    return {language: say(_WORDS[language]) for language in LANGUAGES}
