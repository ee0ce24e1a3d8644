"""The companies behind recipients: their shapes, and how resources/recipients/<company>.toml says them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli

from inspector.errors import FileProblem

PURPOSES = (
    "analytics", "attribution", "advertising", "crash reports", "performance", "push", "messaging", "customer support",
    "sign-in", "identity check", "payments", "fraud prevention", "experiments", "session replay", "maps", "cdn",
    "cloud", "ai model", "chatbot", "social", "media", "search", "e-mail", "consent", "security", "device identifier",
    "real-time voice", "captcha", "platform services", "games", "shopping", "content",
)  # fmt: skip
"""What a product may be for, as files say it."""

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?\Z")
_COUNTRY = re.compile(r"[A-Z]{2}\Z")
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)+\Z")
_CLASS = re.compile(r"[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*\Z")
_LIBRARY = re.compile(r"lib[\w+.\-]+\.so\Z")
_NAME = re.compile(r"\S(.*\S)?\Z")
_SHA256 = re.compile(r"[0-9a-f]{64}\Z")
_URL = re.compile(r"https?://[^\s]+\Z")
_COMPANY_KEYS = {
    "id", "name", "names", "role", "operator", "owner", "parent", "privacy_policy", "products", "apps", "certificates",
}  # fmt: skip
_PRODUCT_KEYS = {
    "id", "name", "names", "purpose", "purposes", "source", "date", "hosts", "tenant_hosts", "packages", "markers",
    "libraries",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """A company behind a recipient. `country` is of its establishment, "" where no source tells it; `source`, `date`:
    where and when this was read."""

    name: str
    country: str
    source: str
    date: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Policy:
    """Where a company publishes its privacy policy; `date`: when that address was read."""

    url: str
    date: str


@dataclass(frozen=True, slots=True)
class Product:
    """Something a company offers to apps. `hosts` are suffixes at label boundaries, `packages` prefixes at theirs,
    `libraries` file names of native code.

    `tenant_hosts` are suffixes below which a customer's name stands: what is sent there is hosted by the company for
    somebody else. `purposes` are out of PURPOSES. `names` are other spellings, in any script.
    """

    id: str
    name: str
    purpose: str
    source: str
    date: str
    hosts: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    markers: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()
    tenant_hosts: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Company:
    """One recipient. `operator` runs its servers; `owner` and `parent` are never named as the recipient.

    `apps` are packages of its own apps, `certificates` the SHA-256 (hex) of what they are signed with. `names` are
    other spellings, in any script.
    """

    id: str
    name: str
    role: str
    operator: Fact
    owner: Fact | None = None
    parent: Fact | None = None
    products: tuple[Product, ...] = ()
    apps: tuple[str, ...] = ()
    certificates: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    policy: Policy | None = None


# ------------------------------------------------------------------------------------------------ reading the files


def read_companies(folder: Path) -> dict[str, Company]:
    """All companies of a folder, by id. Raises FileProblem naming file and key."""
    return {company.id: company for company in map(_company, sorted(folder.glob("*.toml")))}


def _company(path: Path) -> Company:
    table = _table(path)
    where = path.name
    _only(table, _COMPANY_KEYS, where, "the file")
    company_id = _text(table, "id", where)
    if company_id != path.stem or not _ID.match(company_id):
        raise problem(where, f"its id is {company_id!r} but must be the file's name in lower case")
    products = table.get("products", [])
    if not isinstance(products, list) or not products:
        raise problem(where, "it has no [[products]]")
    return Company(
        id=company_id,
        name=_text(table, "name", where),
        role=_text(table, "role", where),
        operator=_fact(table.get("operator"), "operator", where),
        owner=_fact(table["owner"], "owner", where) if "owner" in table else None,
        parent=_fact(table["parent"], "parent", where) if "parent" in table else None,
        products=tuple(_product(item, where) for item in products),
        apps=_texts(table, "apps", where, _CLASS),
        certificates=_texts(table, "certificates", where, _SHA256),
        names=_texts(table, "names", where, _NAME),
        policy=_policy(table["privacy_policy"], where) if "privacy_policy" in table else None,
    )


def _policy(table: object, where: str) -> Policy:
    if not isinstance(table, dict):
        raise problem(where, "privacy_policy must be written as [privacy_policy]")
    _only(table, {"url", "date"}, where, "[privacy_policy]")
    url = _text(table, "url", where)
    if not _URL.match(url):
        raise problem(where, f"the privacy policy's address {url!r} is not a web address")
    return Policy(url, _date(table, where))


def _fact(table: object, name: str, where: str) -> Fact:
    if not isinstance(table, dict):
        raise problem(where, f"it has no [{name}]")
    _only(table, {"name", "country", "source", "date", "note"}, where, f"[{name}]")
    country = _text(table, "country", where) if "country" in table else ""
    if country and not _COUNTRY.match(country):
        raise problem(where, f"[{name}] country {country!r} is not two capital letters")
    note = _text(table, "note", where) if "note" in table else ""
    return Fact(_text(table, "name", where), country, _text(table, "source", where), _date(table, where), note)


def _product(table: object, where: str) -> Product:
    if not isinstance(table, dict):
        raise problem(where, "products must be written as [[products]]")
    _only(table, _PRODUCT_KEYS, where, "[[products]]")
    product_id = _text(table, "id", where)
    if not _ID.match(product_id):
        raise problem(where, f"the product id {product_id!r} is not lower case with hyphens")
    return Product(
        id=product_id,
        name=_text(table, "name", where),
        purpose=_text(table, "purpose", where),
        source=_text(table, "source", where),
        date=_date(table, where),
        hosts=_texts(table, "hosts", where, _HOST),
        packages=_texts(table, "packages", where, _CLASS),
        markers=_texts(table, "markers", where, _CLASS),
        libraries=_texts(table, "libraries", where, _LIBRARY),
        tenant_hosts=_texts(table, "tenant_hosts", where, _HOST),
        purposes=_purposes(table, where),
        names=_texts(table, "names", where, _NAME),
    )


def _purposes(table: Mapping[str, Any], where: str) -> tuple[str, ...]:
    purposes = _texts(table, "purposes", where, _NAME)
    strange = [purpose for purpose in purposes if purpose not in PURPOSES]
    if strange:
        raise problem(where, f"the purpose {strange[0]!r} is not one of: {', '.join(PURPOSES)}")
    return purposes


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomli.loads(path.read_text(encoding="utf-8"))
    except (tomli.TOMLDecodeError, UnicodeDecodeError, OSError) as broken:
        raise problem(path.name, f"it cannot be read ({broken})") from broken


def _text(table: Mapping[str, Any], key: str, where: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise problem(where, f"{key!r} is missing or empty")
    return value


def _date(table: Mapping[str, Any], where: str) -> str:
    value = _text(table, "date", where)
    if not _DATE.match(value):
        raise problem(where, f"the date {value!r} is not like 2026-11 or 2026-11-22")
    return value


def _texts(table: Mapping[str, Any], key: str, where: str, shape: re.Pattern[str]) -> tuple[str, ...]:
    values = table.get(key, [])
    if not isinstance(values, list):
        raise problem(where, f"{key!r} is not a list")
    for value in values:
        if not isinstance(value, str) or not shape.match(value):
            raise problem(where, f"{key!r} has {value!r}, which is not of its form")
    return tuple(values)


def _only(table: Mapping[str, Any], allowed: Iterable[str], where: str, what: str) -> None:
    strange = sorted(set(table) - set(allowed))
    if strange:
        raise problem(where, f"{what} has the unknown key {strange[0]!r}")


def problem(where: str, what: str) -> FileProblem:
    """A recipient file that cannot be used, and why."""
    return FileProblem(
        f"The recipient file {where} is not usable: {what}.",
        code="recipient_file",
        hint="Correct the file in resources/recipients; the others beside it show the form.",
    )
