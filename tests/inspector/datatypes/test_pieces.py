"""Values that leave in pieces: in fields side by side, in requests one after another, in frames of a stream."""

from __future__ import annotations

import json

import pytest

from inspector.datatypes.by_value.pieces import Trail, Trails
from inspector.datatypes.find import Finder
from inspector.records import Finding, Value
from tests.inspector.datatypes.world import ANDROID_ID, CHINESE, EMAIL, KOREAN, PLANTED, PROMPT

FINDER = Finder(PLANTED)


def sent(trail: Trail | None, *bodies: Value) -> list[tuple[int, Finding]]:
    """Findings by planted value, with the number of the body they are in."""
    found = [(number, FINDER.find({"body": body}, trail)) for number, body in enumerate(bodies)]
    return [(number, one) for number, findings in found for one in findings if one.planted]


def test_two_fields_of_one_request_are_put_together() -> None:
    [(_, finding)] = sent(None, {"a1": ANDROID_ID[:8], "n": 3, "a2": ANDROID_ID[8:]})
    assert (finding.type, finding.path, finding.encoding) == ("android_id", "body.a2", "in 2 pieces")
    assert finding.certainty == "certain"
    assert finding.reason == "Together with body.a1, this is this phone's Android ID, in 2 pieces."


def test_pieces_under_different_names_are_likely() -> None:
    found = sent(None, {"user": "mina.park", "domain": "@example.org"})
    assert [one.certainty for _, one in found if one.type == "email"] == ["likely"]


def test_three_pieces_in_a_list_are_put_together() -> None:
    [(_, finding)] = sent(None, {"parts": [ANDROID_ID[:6], ANDROID_ID[6:12], ANDROID_ID[12:]]})
    assert (finding.path, finding.encoding, finding.certainty) == ("body.parts[2]", "in 3 pieces", "likely")


def test_halves_in_two_requests_to_one_host_are_put_together_once() -> None:
    trail = Trail()
    first, second = {"part": ANDROID_ID[:9], "n": 1}, {"part": ANDROID_ID[9:], "n": 2}
    [(number, finding)] = sent(trail, {"n": 0}, first, {"beat": 1}, second, {"n": 3})
    assert (number, finding.planted, finding.certainty) == (3, ANDROID_ID, "certain")
    assert finding.reason == (
        "Together with what was sent as body.part right before, this is this phone's Android ID, in 2 pieces."
    )


@pytest.mark.parametrize("prompt", [PROMPT, KOREAN, CHINESE])
@pytest.mark.parametrize("size", [3, 7, 20])
def test_a_prompt_in_frames_is_put_together(prompt: str, size: int) -> None:
    pieces = [prompt[at : at + size] for at in range(0, len(prompt), size)]
    found = sent(Trail(frames=True), *({"type": "delta", "seq": n, "text": one} for n, one in enumerate(pieces)))
    sure = [(number, one) for number, one in found if one.certainty == "certain"]
    assert [(number, one.planted) for number, one in sure] == [(len(pieces) - 1, prompt)]


def test_a_value_at_the_joint_of_two_frames_is_put_together() -> None:
    text = json.dumps({"user": EMAIL})
    cut = text.index("example")
    [(number, finding)] = sent(Trail(frames=True), text[:cut], text[cut:])
    assert (number, finding.type, finding.encoding) == (1, "email", "in 2 pieces")


@pytest.mark.parametrize(
    "bodies",
    [
        ({"a": ANDROID_ID[:8]}, {"a": ANDROID_ID[9:]}),
        ({"a": ANDROID_ID[8:]}, {"a": ANDROID_ID[:8]}),
        ({"a": ANDROID_ID[:5]}, {"a": ANDROID_ID[5:]}),
        ({"a": ANDROID_ID[:13]}, {"a": ANDROID_ID[13:]}),
        ({"a": ANDROID_ID[:8]}, {"n": 1}, {"n": 2}, {"n": 3}, {"n": 4}, {"n": 5}, {"a": ANDROID_ID[8:]}),
        ({"a": "x" + ANDROID_ID[:8]}, {"a": ANDROID_ID[8:]}),
        ({"a": ANDROID_ID[:8]}, {"a": ANDROID_ID[8:] + "0"}),
        ({"a": "I have"}, {"a": "a lamp"}),
    ],
)
def test_what_only_looks_like_pieces_is_not_put_together(bodies: tuple[Value, ...]) -> None:
    assert sent(Trail(), *bodies) == []


def test_pieces_to_two_hosts_are_not_put_together() -> None:
    trails = Trails()
    assert sent(trails.of(1, "a.example"), {"part": ANDROID_ID[:9]}) == []
    assert sent(trails.of(1, "b.example"), {"part": ANDROID_ID[9:]}) == []
    assert len(sent(trails.of(1, "a.example"), {"part": ANDROID_ID[9:]})) == 1


def test_trails_and_their_length_are_bounded() -> None:
    trails = Trails()
    first = trails.of(1, "0.example")
    for number in range(1, 1500):
        trails.of(1, f"{number}.example")
    assert trails.of(1, "0.example") is not first
    trail = Trail(frames=True)
    for _ in range(500):
        sent(trail, {"a": PROMPT[:7], "b": ANDROID_ID[:8]})
    assert len(trail.begun) <= 64
