"""What the detail panel says of one observation, in words and sections, made from its record without Qt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from inspector import datatypes, wording
from inspector.readings import Carriage, ObservationDetail
from inspector.records import Body, Finding, Value
from ui.models.rows import KIND_NAMES, exact_clock
from ui.models.unknown import unknown
from ui.models.values import Mark, Pairs, step_name


@dataclass(frozen=True, slots=True)
class FrameLine:
    """One frame of a call stack. `tone`: "deciding" (this frame names the sender), "sender" (same code), "quiet"."""

    text: str
    tone: str


# Who is behind an observation that was not sent anywhere.
_KEYS = {
    "public": "A public key, which is no secret",
    "certificate": "Of a certificate",
    "store": "It stays in the phone's key store",
    "hidden": "Not read: its class is the app's own",
}
_BY = {"device_read": "Read by", "sdk_call": "Called by", "crypto": "Done by"}


def title(detail: ObservationDetail) -> tuple[str, str]:
    """(first line, path): "POST api.example.com", "/v1/chat"."""
    more, row = detail.detail, detail.row
    if row.kind == "request" and more.get("method"):
        return f"{more['method']} {more.get('host') or row.host}", str(more.get("target") or "/").partition("?")[0]
    if row.kind == "message" and row.host:
        return row.title, str(more.get("target") or "")
    return row.title, ""


def place(detail: ObservationDetail) -> str:
    """When and in which process: "0:51.204 · main process"."""
    row = detail.row
    kind = "" if row.kind == "request" else f" · {KIND_NAMES.get(row.kind, row.kind)}"
    return f"{exact_clock(row.at_ms)}{kind} · {process_name(row.process)}"


def process_name(name: str) -> str:
    """A process as it is spoken of: the main process has the app's own name."""
    if ":" in name:
        return f"process {name[name.index(':') :]}"
    return "main process" if name else "process not known"


def facts(detail: ObservationDetail) -> list[tuple[str, str, str]]:
    """Rows of (label, value, remark)."""
    rows: list[tuple[str, str, str]] = []
    match, sender = detail.match, detail.sender
    if match is not None:
        who = " ▸ ".join(filter(None, (match.name, match.product_name)))
        country = wording.country_name(match.country) if match.country else ""
        certainty = "" if match.certainty == "certain" else "likely"
        remark = ", ".join(filter(None, (country, certainty)))
        label = "Handed to" if detail.row.kind == "sdk_call" else "Received by"
        rows.append((label, who, f"· {remark}" if remark else ""))
    elif detail.row.host:
        rows.append(("Received by", detail.row.host, "· operator not known"))
    if detail.detail.get("ip") and (server := wording.address_text(str(detail.detail["ip"]))):
        rows.append(("Server", _capital(server), ""))
    by = _BY.get(detail.row.kind, "Sent by")
    if sender is not None and sender.kind != "unknown":
        rows.append((by, _capital(sender.name), f"· {sender.certainty}, by call stack"))
    elif sender is not None:
        rows.append((by, "Not known", f"· {sender.name}" if sender.name not in ("", "unknown") else ""))
    if detail.row.kind in ("request", "message"):
        rows.append(("Opened", opened_chain(detail), ""))
    if detail.row.kind == "request":
        rows.append(("Answer", answer_text(detail), ""))
    rows.extend(_carried_facts(detail))
    rows.extend(_more_facts(detail))
    rows.extend(("Not readable", f"{one.path}: {one.words}" if one.path else one.words, "") for one in unknown(detail))
    return rows


def opened_chain(detail: ObservationDetail) -> str:
    """What was taken off, outermost first: "TLS ▸ AES (the app's own key) ▸ gzip ▸ JSON"."""
    more = detail.detail
    secure = more.get("layer") == "tls" or more.get("scheme") in ("https", "wss")
    steps = ["TLS" if secure else "clear HTTP, no TLS"]
    if more.get("source") == "imported":
        steps = ["from a HAR file"]
    steps += [step_name(str(step)) for step in more.get("opened") or ()]
    body = next((body for body in detail.bodies if body.side == "up" or detail.row.kind == "message"), None)
    if body is not None and body.decoded is not None and not body.decoded.readable:
        steps.append("not readable")
    return " ▸ ".join(steps)


def answer_text(detail: ObservationDetail) -> str:
    """Status and size of the answer."""
    status = detail.detail.get("status")
    if not status:
        return "None seen"
    down = next((len(body.data) for body in detail.bodies if body.side == "down"), 0)
    return f"{status}, {wording.size_text(down)}" if down else f"{status}, no content"


def sections(detail: ObservationDetail) -> list[tuple[str, str, Value]]:
    """(title, root path, value) for the content tab: query, body sent, the answer's body."""
    more, found = detail.detail, []
    query = more.get("query")
    if not query and "?" in str(more.get("target") or ""):
        query = dict(parse_qsl(str(more["target"]).partition("?")[2], keep_blank_values=True))
    if query:
        found.append(("Query", "query", query))
    for body in detail.bodies:
        found.append((_body_title(detail, body), _body_path(detail, body), _body_value(body)))
    if detail.row.kind in ("device_read", "typed_text"):
        value = more.get("value") if detail.row.kind == "device_read" else more.get("text")
        found.append(("Value", "value", {"value": value}))
    if detail.row.kind == "connection":
        keys = ("layer", "ip", "port", "stream", "overhead_up", "overhead_down")
        shown = {key: more[key] for key in keys if key in more}
        found.append(("Connection", "connection", shown))
    return found


def header_sections(detail: ObservationDetail) -> list[tuple[str, str, Value]]:
    """(title, root path, names with values) for the headers tab."""
    more = detail.detail
    target = str(more.get("target") or "")
    first = f"{target} {more.get('version', '')}".strip()
    found: list[tuple[str, str, Value]] = []
    if more.get("headers_up"):
        line = (str(more.get("method") or "target"), first)
        found.append(("Sent", "headers", Pairs((line, *_pairs(more["headers_up"])))))
    if more.get("headers_down"):
        status = f"{more.get('status', '')} {more.get('reason', '')}".strip()
        found.append(("Answer", "answer", Pairs((("status", status), *_pairs(more["headers_down"])))))
    return found


def marks(detail: ObservationDetail) -> list[Mark]:
    """What was found, for the tree."""
    return [
        Mark(
            finding.path if detail.row.kind != "device_read" else "value.value",
            finding.value,
            datatypes.name_of(finding.type),
            datatypes.family_of(finding.type),
            finding.certainty == "certain",
        )
        for finding in detail.findings
    ]


def reasons(detail: ObservationDetail) -> list[Finding]:
    """What was found, each reason once, in reading order."""
    seen = {(finding.type, finding.path, finding.reason): finding for finding in detail.findings}
    return sorted(seen.values(), key=lambda finding: datatypes.order_of(finding.type))


def why_text(finding: Finding) -> str:
    """One paragraph: where it stood, how sure, why."""
    certain = "" if finding.certainty == "certain" else " This is likely, not certain."
    return f"Found at `{finding.path}`. {finding.reason.rstrip('.')}.{certain}"


def received_facts(detail: ObservationDetail) -> list[tuple[str, str, str]]:
    """Operator and parent as separate facts, each with how it is known."""
    match = detail.match
    if match is None:
        return [("Host", detail.row.host or "none", "")]
    rows = [("Host", detail.row.host, "")] if detail.row.host else []
    rows.append(("Company", match.name, "" if match.certainty == "certain" else "· likely"))
    for label, value in (("Product", match.product_name), ("Role", match.role), ("Operated by", match.operator)):
        if value:
            rows.append((label, value, ""))
    rows.append(("Country", wording.country_name(match.country) if match.country else "Not known", ""))
    if match.owner and match.owner != match.operator:
        rows.append(("Legal owner", match.owner, ""))
    if match.hosting:
        rows.append(("Hosted at", match.hosting, "· for a customer of it, who is not known"))
    if match.policy:
        rows.append(("Privacy policy", match.policy, ""))
    if match.parent:
        rows.append(("Parent", match.parent, "· a separate company"))
    if detail.detail.get("ip"):
        ip = str(detail.detail["ip"])
        rows.append(
            (
                "Server",
                ", ".join(filter(None, (ip, wording.address_text(ip)))),
                "· a network says nothing about who runs the server",
            )
        )
    rows.append(("Source", match.reason, ""))
    return rows


def frames(detail: ObservationDetail) -> list[tuple[str, list[FrameLine]]]:
    """The call stacks, each with its heading; the frame that names the sender is marked, and those of the same code."""
    sender = detail.sender
    named = re.search(r"([\w.\-]+![\w$]+|(?:[\w$]+\.)+[\w$<>]+)", sender.reason) if sender is not None else None
    deciding = named.group(1).rstrip(".") if named else ""
    root = ".".join(deciding.split(".")[:3]) if deciding.count(".") >= 3 else ""
    found: list[tuple[str, list[FrameLine]]] = []
    handed = False
    # In a session of an older version the hand-over stands first.
    for label, lines in sorted(detail.stacks, key=lambda stack: stack[0] == "hand-over"):
        if label == "hand-over":
            heading = "Handed over before by" if handed else "Handed over by"
            handed = True
        else:
            heading = {"send": "Sent", "call": "Called"}.get(label, _capital(label))
        found.append((heading, [_frame(line, deciding, root) for line in lines]))
    return found


def byte_marks(data: bytes, findings: Sequence[Finding]) -> list[tuple[int, int]]:
    """Where found values stand in bytes as they are."""
    spans: list[tuple[int, int]] = []
    for finding in findings:
        needle = finding.value.encode()
        at = data.find(needle) if len(needle) >= 3 else -1
        while at >= 0 and len(spans) < 200:
            spans.append((at, at + len(needle)))
            at = data.find(needle, at + len(needle))
    return spans


def _frame(line: str, deciding: str, root: str) -> FrameLine:
    if deciding and deciding in line:
        return FrameLine(line, "deciding")
    return FrameLine(line, "sender" if root and f"{root}." in line else "quiet")


def _carried_facts(detail: ObservationDetail) -> list[tuple[str, str, str]]:
    """An SDK call and the request it was seen in, told at both ends."""
    rows: list[tuple[str, str, str]] = []
    link = detail.carried_by
    if link is not None:
        rows.append(("Carried by", f"{link.title}, {_later(link.after_ms)}", f"· {link.certainty}, {_share(link)}"))
    elif (
        detail.row.kind == "sdk_call"
        and detail.match is not None
        and detail.detail.get("verb") in ("init", "identify", "track")
    ):
        rows.append(("Carried by", "Not seen in any request so far", ""))
    if detail.calls:
        shown = ", ".join(dict.fromkeys(link.title.partition(": ")[2] or link.title for link in detail.calls))
        count = f"{len(detail.calls)} SDK calls" if len(detail.calls) > 1 else "1 SDK call"
        rows.append(("Carried", f"{count}: {shown}", ""))
    return rows


def _later(after_ms: float) -> str:
    return f"{after_ms / 1000:.1f} s later"


def _share(link: Carriage) -> str:
    if link.of == 1:
        return "what it handed over stands there"
    return f"{'all' if len(link.found) == link.of else len(link.found)} of {link.of} texts it handed over stand there"


def _more_facts(detail: ObservationDetail) -> list[tuple[str, str, str]]:
    more, rows = detail.detail, []
    for key, label in (
        ("verb", "Purpose"),
        ("api", "Interface"),
        ("algorithm", "Algorithm"),
        ("outcome", "Outcome"),
        ("count", "Times"),
    ):
        if more.get(key):
            rows.append((label, str(more[key]), ""))
    if more.get("key_kind") in _KEYS:
        rows.append(("Key", _KEYS[more["key_kind"]], ""))
    for one in more.get("hashes") or ():
        by = f"· computed by {one['by']}" if one["by"] else ""
        rows.append((f"Hash at {one['path']}", f"{one['algorithm']} of “{one['of']}”", by))
    if more.get("problem"):
        rows.append(("Problem", str(more["problem"]), ""))
    if more.get("complete") is False:
        rows.append(("Complete", "No", "· the connection ended before all of it was sent"))
    return rows


def _body_title(detail: ObservationDetail, body: Body) -> str:
    if detail.row.kind == "crypto":
        return "Given" if body.side == "up" else "Result"
    if detail.row.kind == "sdk_call":
        return "Arguments and result" if detail.detail.get("sdk") == "custom" else "Handed to the SDK"
    return "Sent" if body.side == "up" else ("Answer" if detail.row.kind == "request" else "Received")


def _body_path(detail: ObservationDetail, body: Body) -> str:
    if detail.row.kind == "sdk_call":
        return "value"
    return "body" if body.side == "up" or detail.row.kind == "message" else "answer"


def _body_value(body: Body) -> Value:
    return body.decoded.value if body.decoded is not None else body.data


def _pairs(headers: Sequence[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((str(name), str(value)) for name, value in headers)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
