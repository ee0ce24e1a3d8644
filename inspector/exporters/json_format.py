"""The session as one JSON document: who received what, when, from whom, and what could not be seen."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from pathlib import Path
from typing import Any, TextIO

from inspector.datatypes import labels_table
from inspector.exporters.output import opened, writable
from inspector.readings import Coverage, DataReceived, RecipientReceipts, ServerNetwork, SessionFacts
from inspector.sentences.of_session import receipt_sentences
from inspector.store.reader import Reader


def write(reader: Reader, out: TextIO | Path, where: str = "") -> None:
    """Writes the document. `where` is a filter of observations. Raises FileProblem."""
    content = document(reader, where)
    with opened(out) as stream:
        stream.write(writable(json.dumps(content, ensure_ascii=False, indent=2)) + "\n")


def document(reader: Reader, where: str = "") -> dict[str, Any]:
    """The public document, a promise to whoever reads it by program: keys are added, never renamed or removed."""
    silent = [
        {"product": sdk.product, "company": sdk.company, "name": sdk.name, "started": sdk.started}
        for sdk in reader.silent_sdks()
    ]
    return {
        "session": session(reader),
        "recipients": [_recipient(one, reader) for one in reader.receipts(where)],
        "senders": [dict(sender) for sender in reader.senders()],
        "silent_sdks": silent,
        "coverage": coverage(reader.coverage()),
    }


def session(reader: Reader) -> dict[str, Any]:
    """The session's own facts."""
    facts: SessionFacts = reader.session()
    addresses = reader.policy_addresses()
    return {
        "id": facts.id,
        "app": {
            "package": facts.package,
            "name": facts.app_name,
            "version": facts.app_version,
            "apk_sha256": facts.apk_sha256,
        },
        "phone": {
            "serial": facts.phone.serial,
            "model": facts.phone.model,
            "android": facts.phone.android,
            "practice": facts.phone.connection == "practice",
        },
        "source": facts.source,
        "tool_version": facts.tool_version,
        "agent_version": facts.agent_version,
        "frida_version": facts.frida_version,
        "started": facts.started,
        "ended": facts.ended,
        "interrupted": facts.interrupted,
        "duration_ms": facts.duration_ms,
        "policy_addresses": None if addresses is None else [dataclasses.asdict(one) for one in addresses],
        "phases": [{"id": phase.id, "name": phase.name, "at_ms": phase.at_ms} for phase in reader.phases()],
    }


def coverage(seen: Coverage) -> dict[str, Any]:
    """What was watched, what was not, what could not be read, what was dropped."""
    hooks = {"installed": seen.hooks_installed, "absent": seen.hooks_absent, "failed": seen.hooks_failed}
    reasons = Counter((hook.hook, hook.reason) for hook in seen.hooks if hook.status == "failed")
    return {
        "hooks": hooks,
        "hooks_failed": [{"hook": hook, "reason": reason, "processes": n} for (hook, reason), n in reasons.items()],
        "bytes_readable": seen.bytes_readable,
        "bytes_unreadable": seen.bytes_unreadable,
        "connections_unreadable": seen.connections_unreadable,
        "bytes_overhead": seen.overhead_bytes,
        "unreadable": [dataclasses.asdict(one) for one in seen.unread],
        "dropped": {"rows": seen.dropped_rows, "bytes": seen.dropped_bytes},
        "processes": [
            {"name": process.name, "pid": process.pid, "state": process.state, "runtime": process.runtime}
            for process in seen.processes
        ],
    }


def _recipient(one: RecipientReceipts, reader: Reader) -> dict[str, Any]:
    products = [
        {
            "id": product.id,
            "name": product.name,
            "hosts": list(product.hosts),
            "requests": product.requests,
            "bytes_up": product.bytes_up,
        }
        for product in one.products
    ]
    return {
        "id": one.id,
        "name": one.name,
        "country": one.country,
        "party": one.party,
        "operator": one.operator,
        "parent": one.parent,
        "owner": one.owner,
        "hosting": one.hosting,
        "privacy_policy": one.policy,
        "role": one.role,
        "certainty": one.certainty,
        "reason": one.reason,
        "products": products,
        "servers": [_server(server) for server in one.servers],
        "requests": one.requests,
        "bytes_up": one.bytes_up,
        "bytes_down": one.bytes_down,
        "first_ms": one.first_ms,
        "last_ms": one.last_ms,
        "data": [{**_data(received), "sentences": receipt_sentences(reader, one, received)} for received in one.data],
    }


def _server(one: ServerNetwork) -> dict[str, Any]:
    return {
        "network": one.name,
        "number": one.number,
        "country": one.country,
        "note": one.note,
        "addresses": list(one.addresses),
        "hosts": list(one.hosts),
        "requests": one.requests,
        "bytes_up": one.bytes_up,
    }


def _data(received: DataReceived) -> dict[str, Any]:
    return {
        "type": received.type,
        "labels": labels_table(received.type),
        "count": received.count,
        "certainty": received.certainty,
        "phases": list(received.phases),
        "phase_counts": dict(received.phase_counts),
        "first_ms": received.first_ms,
        "last_ms": received.last_ms,
        "hosts": list(received.hosts),
        "senders": list(received.senders),
        "encodings": list(received.encodings),
        "prompts": received.prompts,
        "examples": [{"observation": observation, "path": path} for observation, path in received.examples],
    }
