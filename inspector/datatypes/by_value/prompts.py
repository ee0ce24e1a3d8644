"""Following what the user typed: a prompt recognised in a text, whole or in part."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice, pairwise

from inspector.datatypes.by_value.forms import fold
from inspector.datatypes.kinds import names, plain_key
from inspector.records import Planted

# A letter of a script that sets no blanks counts as a word of its own.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")
_MIN_SHARE = 0.5
_MIN_WORDS = 4
_MIN_CHUNKS = 2
_LONGEST_TEXT = 50_000
_MOST_PAIRS = 500
# Fields that carry text somebody wrote: only under these is a prompt of a word or two believed to be one.
CONTENT_KEYS = frozenset(
    plain_key(word)
    for word in names(
        "prompt text content message messages query q question input msg body user_input user_message user_prompt "
        "input_text user_text chat_text utterance keyword parts title ask"
    )
)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt, ready to be compared. `short` ones (a word or two) count only as the whole of a content field.

    `chunks` has a number for each word: words with no blank between them have the same, as those of an address do.
    """

    planted: Planted
    folded: str
    words: tuple[str, ...]
    chunks: tuple[int, ...]
    distinct: frozenset[str]
    short: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a prompt in a text. `share` is of the prompt's words; `text` is what stood there, folded.

    `is_whole`: every word, one right after the other, with other signs between them.
    """

    prompt: Prompt
    share: float
    text: str
    is_whole: bool = False


def prepare(planted: Planted) -> Prompt:
    """A planted prompt, ready to be compared."""
    folded = fold(planted.value)
    found = list(_WORD.finditer(folded))
    words = tuple(match[0] for match in found)
    chunks, chunk, end = [], 0, 0
    for match in found:
        chunk += not match[0].isascii() or any(letter.isspace() for letter in folded[end : match.start()])
        chunks.append(chunk)
        end = match.end()
    return Prompt(planted, folded, words, tuple(chunks), frozenset(words), len(folded) < 8 or len(words) < 2)


def pairs_of(prompt: Prompt) -> set[str]:
    """Two words of it, as they stand there and with a blank between them: a part of a prompt holds one of these."""
    spans = [match.span() for match in _WORD.finditer(prompt.folded)]
    step = 1 + len(spans) // _MOST_PAIRS
    pairs: set[str] = set()
    for (start, middle), (again, end) in islice(pairwise(spans), 0, None, step):
        pairs |= {prompt.folded[start:end]}
        if again > middle:
            pairs.add(f"{prompt.folded[start:middle]} {prompt.folded[again:end]}")
    return pairs


def words_of(text: str) -> list[str]:
    """The words of a folded text, in order; of a very long one those at its head."""
    return _WORD.findall(text[:_LONGEST_TEXT])


def best_part(prompts: Iterable[Prompt], text: str) -> Part | None:
    """The prompt of which the folded text holds the largest part: half its words and four at least, in order."""
    words = words_of(text)
    if len(words) < _MIN_WORDS:
        return None
    present = frozenset(words)
    best: Part | None = None
    for prompt in prompts:
        need = max(_MIN_WORDS, len(prompt.words) * _MIN_SHARE)
        if len(prompt.words) < need or len(prompt.distinct & present) < _MIN_SHARE * len(prompt.distinct):
            continue
        part = _part(prompt, words, need)
        if part is not None and (best is None or part.share > best.share):
            best = part
    return best


def _part(prompt: Prompt, words: list[str], need: float) -> Part | None:
    """The stretch of `words` that holds most of the prompt, in order. Words standing alone do not count."""
    matcher = SequenceMatcher(None, words, prompt.words, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size >= 2]
    matched = sum(block.size for block in blocks)
    if matched < need:
        return None
    if len({prompt.chunks[at] for block in blocks for at in range(block.b, block.b + block.size)}) < _MIN_CHUNKS:
        return None  # an address that stands in the prompt is sent as an address
    start, end = blocks[0].a, blocks[-1].a + blocks[-1].size
    if end - start > 2 * matched:
        return None
    whole = matched == len(prompt.words) == end - start
    return Part(prompt, matched / len(prompt.words), " ".join(words[start:end]), whole)
