"""The accuracy bench's labelled inputs are whole: sources named, nothing twice, labels from the vocabulary."""

from __future__ import annotations

import base64
import json
import re
import tomllib
from collections import Counter
from urllib.parse import unquote

from inspector.datatypes import DATA_TYPES
from tests.bench.accuracy import classes, corpus, hosts, mapping, real
from tests.bench.accuracy.kinds import leaf

BODIES = [body for folder in (corpus.TOLD, corpus.UNSEEN, corpus.THIRD) for body in corpus.bodies(folder)]


def test_there_are_three_hundred_bodies_of_forty_sdks_and_forty_without_anything_personal() -> None:
    documents = [tomllib.loads(path.read_text("utf-8")) for path in corpus.files(corpus.TOLD)]
    assert sum(len(document["body"]) for document in documents) >= 300
    assert len(documents) >= 40
    assert sum(len(document["body"]) for document in documents if document.get("negative")) >= 40


def test_the_unseen_bodies_are_a_hundred_and_twenty_of_other_sources_and_twenty_hold_nothing() -> None:
    told, unseen = corpus.bodies(corpus.TOLD), corpus.bodies(corpus.UNSEEN)
    assert len(unseen) >= 120
    assert sum(not body.expected and not body.may for body in unseen) >= 20
    assert {body.source for body in unseen} & {body.source for body in told} == set()


def test_the_third_authors_bodies_are_a_hundred_and_sixty_of_other_sources_and_an_eighth_hold_nothing() -> None:
    third = corpus.bodies(corpus.THIRD)
    others = {body.source for folder in (corpus.TOLD, corpus.UNSEEN) for body in corpus.bodies(folder)}
    assert len(third) >= 160
    assert sum(not body.expected and not body.may for body in third) * 8 >= len(third)
    assert {body.source for body in third} & others == set()


def test_every_body_names_its_source_and_stands_there_once() -> None:
    assert [body.id for body in BODIES if len(body.source) < 20 or body.source == "Named at each body"] == []
    ids = Counter(body.id for body in BODIES)
    assert [name for name, count in ids.items() if count > 1] == []


def test_no_two_bodies_are_the_same_but_for_their_values() -> None:
    shapes = Counter((body.sent.host, _shape(body)) for body in BODIES if body.expected)
    assert [shape for shape, count in shapes.items() if count > 1] == []


def test_every_label_is_a_word_of_the_vocabulary_and_every_path_has_a_name() -> None:
    words = set(corpus.vocabulary())
    assert [body.id for body in BODIES for line in body.expected if not words.issuperset(line.kinds)] == []
    assert [body.id for body in BODIES for line in body.expected for path in line.paths if not leaf(path)] == []


def test_a_labelled_field_stands_in_its_body() -> None:
    labelled = ((body, path) for body in BODIES for line in body.expected for path in line.paths)
    assert [(body.id, path) for body, path in labelled if not _has(body, path)] == []


def test_every_word_is_mapped_and_every_name_of_ours_is_a_data_type() -> None:
    covered = set().union(*(mapping.known(tool) for tool in (mapping.OURS, mapping.TRACKHAR, mapping.FRITAP)))
    assert covered == set(corpus.vocabulary())
    assert set(mapping.names(mapping.OURS)) - set(DATA_TYPES) == set()


def test_labels_of_real_requests_are_words_of_the_vocabulary() -> None:
    kinds = {kind for fields, _ in real.labels().values() for line in fields for kind in line.kinds}
    assert kinds - set(corpus.vocabulary()) == {"may"}


def test_hosts_and_classes_are_labelled_once() -> None:
    hosted = [row.host for name in ("hosts", "hosts_unseen") for row in hosts.labelled(name)]
    named = [row.name for name in ("classes", "classes_unseen") for row in classes.labelled(name)]
    assert len(set(hosted)) == len(hosted) >= 300
    assert len(set(named)) == len(named) >= 150


def test_every_owner_has_a_source() -> None:
    files = [tomllib.loads(path.read_text("utf-8")) for path in corpus.HERE.glob("*s*.toml")]
    groups = [one for file in files for key in ("owner", "tenants", "product") for one in file.get(key, ())]
    assert len(groups) > 200
    assert [one["is"] for one in groups if len(one.get("source", "")) < 20] == []


def _has(body: corpus.Body, path: str) -> bool:
    target, plain = body.sent.target, corpus.plain(body.id)
    inner = re.findall(r"eyJ[\w=]+", f"{target} {plain}")
    opened = [base64.b64decode(part + "==").decode("utf-8", "ignore") for part in inner]
    text = json.dumps([target, body.sent.headers, plain, *opened], ensure_ascii=False)
    return leaf(path) in ("path", "body") or leaf(path) in unquote(text).lower()


def _shape(body: corpus.Body) -> str:
    parts = re.sub(r"=[^&]*", "=", body.sent.target), corpus.plain(body.id)
    if "{" not in parts[1]:
        parts = parts[0], re.sub(r"=[^&]*", "=", parts[1])
    return " ".join(re.sub(r'"[^"]*"(?!\s*:)|\d+(\.\d+)?|true|false', "_", part) for part in parts)
