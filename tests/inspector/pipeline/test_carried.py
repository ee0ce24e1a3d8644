"""An SDK call and the request that carried it are joined by what was handed over, and never claimed beyond that."""

from __future__ import annotations

import gzip
import hashlib
import json
from typing import Any

import pytest

from inspector.pipeline import Pipeline
from inspector.recipients import Recipients
from inspector.records import Batch
from tests.inspector.pipeline.rows import Rows, post

RECIPIENTS = Recipients.load()
HOST = "api.mixpanel.com"


class Story:
    """Rows, and what the pipeline says of them: the links it told, by the call's title."""

    def __init__(self) -> None:
        self.rows = Rows()
        self.opened: set[str] = set()

    def call(self, title: str, value: Any, sdk: str = "mixpanel", verb: str = "track") -> None:
        self.rows.add("sdk", sdk=sdk, hook="A.b", verb=verb, title=title, value=value, stack="")

    def request(self, body: Any, host: str = HOST, **fields: Any) -> None:
        conn = sum(map(ord, host))
        if host not in self.opened:
            self.opened.add(host)
            self.rows.open(conn, host)
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.rows.data(post(data, host=host), conn, **fields)

    def batch(self) -> Batch:
        return Pipeline("com.app", RECIPIENTS).take(self.rows)

    def links(self) -> dict[str, dict[str, Any]]:
        """The last link of each call that has one."""
        batch = self.batch()
        titles = {o.id: o.title for o in batch.observations if o.kind == "sdk_call"}
        return {titles[u.id]: u.detail["carried"] for u in batch.updates if "carried" in u.detail}


@pytest.fixture
def story() -> Story:
    return Story()


def test_a_call_is_joined_to_the_later_request_that_holds_what_it_handed_over(story: Story) -> None:
    story.call("track: chat_sent", {"prompt": "how long do I have", "round": 1})
    story.request({"events": [{"event": "chat_sent", "properties": {"prompt": "how long do I have"}}]})
    link = story.links()["Mixpanel: track: chat_sent"]
    assert (link["title"], link["certainty"]) == ("POST api.mixpanel.com/collect", "certain")
    assert link["found"] == ["chat_sent", "how long do I have"]
    assert link["of"] == 2
    assert link["after_ms"] == 20.0


def test_the_request_names_the_calls_it_carried(story: Story) -> None:
    story.call("track: opened_chat", None)
    story.call("identify", "user-4711", verb="identify")
    story.request([{"event": "opened_chat", "id": "user-4711"}])
    (request,) = [o for o in story.batch().observations if o.kind == "request"]
    assert [call["title"] for call in request.detail["calls"]] == ["Mixpanel: track: opened_chat", "Mixpanel: identify"]


def test_content_that_was_packed_is_compared_as_it_was_opened(story: Story) -> None:
    story.call("track: chat_sent", {"prompt": "how long do I have"})
    story.request(gzip.compress(json.dumps({"e": "chat_sent", "p": "how long do I have"}).encode()))
    assert story.links()["Mixpanel: track: chat_sent"]["certainty"] == "certain"


def test_a_request_before_the_call_or_to_somebody_else_carried_nothing(story: Story) -> None:
    story.request({"event": "chat_sent"})
    story.call("track: chat_sent", None)
    story.request({"event": "chat_sent"}, host="api2.amplitude.com")
    assert story.links() == {}


def test_a_server_of_the_apps_own_that_the_sdks_code_sends_to_is_the_sdks(story: Story) -> None:
    story.rows.stack("s1", "com.mixpanel.android.util.HttpService.performRequest(HttpService.java:1)")
    story.call("track: chat_sent", None)
    story.request({"event": "chat_sent"}, host="stats.app.example", stack="s1")
    assert story.links()["Mixpanel: track: chat_sent"]["title"] == "POST stats.app.example/collect"


def test_two_calls_that_say_the_same_are_likely_carried_not_certainly(story: Story) -> None:
    story.call("track: chat_sent", {"prompt": "again and again"})
    story.call("track: chat_sent", {"prompt": "again and again"})
    story.request({"event": "chat_sent", "prompt": "again and again"})
    links = [u.detail["carried"]["certainty"] for u in story.batch().updates if "carried" in u.detail]
    assert links == ["likely", "likely"]


def test_a_part_of_what_a_call_said_is_likely_it_and_the_whole_later_certainly(story: Story) -> None:
    story.call("track: chat_sent", {"prompt": "how long do I have", "mail": "jo@example.org"})
    story.request({"prompt": "how long do I have"})
    assert story.links()["Mixpanel: track: chat_sent"]["certainty"] == "likely"
    story.request({"event": "chat_sent", "prompt": "how long do I have", "mail": "jo@example.org"})
    link = story.links()["Mixpanel: track: chat_sent"]
    assert (link["certainty"], link["of"]) == ("certain", 3)


def test_a_word_that_many_calls_share_joins_none_of_them(story: Story) -> None:
    for number in range(3):
        story.call(f"track: tapped_{number}", {"screen": "settings", "element": f"button number {number}"})
    story.request({"screen": "settings"})
    assert story.links() == {}


@pytest.mark.parametrize("value", ["short", 123456789, None, True, "<com.example.Thing>"])
def test_what_is_short_or_no_text_joins_nothing(story: Story, value: Any) -> None:
    story.call("set", value)
    story.request({"a": value, "b": "short"})
    assert story.links() == {}


def test_a_fields_name_is_no_evidence(story: Story) -> None:
    story.call("set: favourite_food", {"favourite_food": "kimchi stew"}, verb="identify")
    story.request({"$set": {"favourite_food": "kimchi stew"}})
    assert story.links()["Mixpanel: set: favourite_food"]["found"] == ["kimchi stew"]


def test_what_an_exception_says_is_found_apart_from_its_class(story: Story) -> None:
    story.call("captureException", "java.lang.IllegalStateException: no answer came", sdk="sentry")
    story.request({"type": "IllegalStateException", "value": "no answer came"}, host="o1.ingest.sentry.io")
    assert story.links()["Sentry: captureException"]["certainty"] == "certain"


def test_a_text_is_found_in_bytes_that_no_decoder_reads(story: Story) -> None:
    story.call("postCatchedException", "java.io.IOException: it broke in the middle", sdk="bugly")
    story.request(b"\x10\x02\x00\x06\x16it broke in the middle\x46\xff\xfe", host="android.bugly.qq.com")
    assert story.links()["Bugly: postCatchedException"]["found"] == ["it broke in the middle"]


def test_a_planted_value_that_was_hashed_on_its_way_is_known_again(story: Story) -> None:
    story.rows.add("plant", values=[["email", "jo@example.org", "tester"]])
    story.call("setUserData", "jo@example.org", sdk="facebook", verb="identify")
    story.request({"ud": {"em": hashlib.sha256(b"jo@example.org").hexdigest()}}, host="graph.facebook.com")
    assert story.links()["Facebook SDK: setUserData"]["found"] == ["jo@example.org"]


def test_a_long_text_is_compared_whole(story: Story) -> None:
    long = "word " * 4000
    story.call("track: chat_sent", {"prompt": long + "end"})
    story.request({"event": "chat_sent", "prompt": long + "another end"})
    assert story.links()["Mixpanel: track: chat_sent"]["certainty"] == "likely"
    story.request({"event": "chat_sent", "prompt": long + "end"})
    assert story.links()["Mixpanel: track: chat_sent"]["certainty"] == "certain"


def test_of_thousands_of_calls_that_never_left_the_oldest_are_forgotten(story: Story) -> None:
    for number in range(600):
        story.call(f"track: event_{number:04}", None)
    story.request([f"event_{number:04}" for number in range(600)])
    links = story.links()
    assert len(links) == 500
    assert "Mixpanel: track: event_0099" not in links
    assert links["Mixpanel: track: event_0599"]["certainty"] == "certain"


def test_the_same_rows_in_other_portions_say_the_same(story: Story) -> None:
    story.call("track: chat_sent", {"prompt": "how long do I have"})
    story.request({"event": "chat_sent", "prompt": "how long do I have"})
    pipeline = Pipeline("com.app", RECIPIENTS)
    apart = [update for row in story.rows for update in pipeline.take([row]).updates]
    assert apart == list(story.batch().updates)
