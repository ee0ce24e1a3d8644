"""Whose a host, an address, a class or a native library is, as the tool knows it: without any session."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from inspector import networks, wording
from inspector.recipients import Company, DomainLists, Product, Recipients
from inspector.recipients.second_tier import V2FLY, read_lists
from inspector.records import AppOrigin

_NOT_KNOWN = "not known"


def who(name: str, recipients: Recipients, app: AppOrigin) -> dict[str, Any]:
    """What is known of one name; "is" says what it was taken for: host, address, class or library."""
    if _is_address(name):
        network = networks.network_of(name)
        return {
            "name": name, "is": "address", "network": network.name, "number": network.number,
            "country": network.country, "note": network.note, "source": networks.source(),
        }  # fmt: skip
    code = recipients.product_of_library(name) if name.endswith(".so") else recipients.product_of_class(name)
    if code is not None and (name.endswith(".so") or not _is_known_host(name, recipients)):
        company, product = code
        return {"name": name, "is": "library" if name.endswith(".so") else "class", **_of(company, product)}
    match = recipients.match(name, app)
    known = recipients.products.get(match.product)
    return {
        "name": name, "is": "host", "recipient": match.name, "party": match.party, "certainty": match.certainty,
        "hosting": match.hosting, **(_of(*known) if known else {}), "reason": match.reason,
    }  # fmt: skip


def lines(found: dict[str, Any]) -> Iterator[str]:
    """The same for people, a line a fact."""
    yield f"{found['name']} ({found['is']})"
    if found["is"] == "address":
        yield f"  {wording.address_text(found['name']) or _NOT_KNOWN}"
        yield f"  Source: {found['source']}"
        return
    if found.get("recipient"):
        yield f"  Recipient: {found['recipient']} ({found['party']} party, {found['certainty']})"
    for key, label in (
        ("product", "Product"), ("purpose", "Purpose"), ("operator", "Operated by"), ("owner", "Legal owner"),
        ("parent", "Parent"), ("hosting", "Hosted at"), ("privacy_policy", "Privacy policy"), ("reason", "Known by"),
        ("source", "Source"),
    ):  # fmt: skip
        if found.get(key) and not (key == "source" and found.get("reason")):  # the reason names its sources
            place = f", {wording.country_name(found['country'])}" if key == "operator" and found["country"] else ""
            yield f"  {label}: {found[key]}{place}"


def bring_lists(path: Path, day: str) -> str:
    """Keeps the lists of a copy of v2fly's repository for this user; a sentence. Raises FileProblem and OSError."""
    lists = read_lists(path, day or date.today().isoformat())
    lists.keep()
    return (
        f"{len(lists.lists):,} domains are kept: {lists.source}. They are asked where no recipient's file names a host."
    )


def kept_lists() -> str:
    """What is kept, or how to bring it. Raises FileProblem."""
    lists = DomainLists.kept()
    if lists.lists:
        number = f"{len(lists.lists):,} domains are" if len(lists.lists) > 1 else "1 domain is"
        return f"{number} kept: {lists.source}."
    return (
        f"No domain lists are kept. Download the source code of {V2FLY} as .zip (MIT licence), "
        "then: inspector lists FILE.zip"
    )


def _of(company: Company, product: Product) -> dict[str, Any]:
    operator = company.operator
    return {
        "company": company.id, "product": product.name, "purpose": product.purpose, "purposes": list(product.purposes),
        "operator": operator.name, "country": operator.country,
        "owner": company.owner.name if company.owner else "", "parent": company.parent.name if company.parent else "",
        "privacy_policy": company.policy.url if company.policy else "",
        "source": f"{product.source} ({product.date}); operator: {operator.source} ({operator.date})",
    }  # fmt: skip


def _is_known_host(name: str, recipients: Recipients) -> bool:
    return not recipients.match(name).company.startswith("host:")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True
