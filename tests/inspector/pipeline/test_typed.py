"""What counts as a text the tester typed."""

from inspector.pipeline.typed import TypedText
from inspector.protocol import TypedSeen


def states(typed: TypedText, *texts: str, view: str = "field") -> list[str]:
    return [done for text in texts if (done := typed.take(1, TypedSeen(view, text, False))) is not None]


def test_a_growing_text_is_one_text() -> None:
    typed = TypedText()
    assert states(typed, "h", "hello", "hello wor", "hello world") == []
    assert typed.standing() == ["hello world"]


def test_emptying_the_field_counts_what_stood_there() -> None:
    assert states(TypedText(), "hello world", "") == ["hello world"]


def test_another_text_in_the_same_field_counts_the_one_before() -> None:
    assert states(TypedText(), "hello world", "n", "new words") == ["hello world"]


def test_a_correction_is_the_same_text() -> None:
    typed = TypedText()
    assert states(typed, "helo", "hel", "hell", "hello") == []
    assert typed.standing() == ["hello"]


def test_a_text_that_was_sent_does_not_count_again_when_the_field_is_emptied() -> None:
    typed = TypedText()
    states(typed, "hello world")
    typed.counted("hello world")
    assert states(typed, "", "next one") == []


def test_fields_and_secrets_are_kept_apart() -> None:
    typed = TypedText()
    states(typed, "one text", view="a")
    states(typed, "other text", view="b")
    assert typed.take(1, TypedSeen("c", "my password", True)) is None
    assert sorted(typed.standing()) == ["one text", "other text"]
