"""Who operates a host, and whose code a class is: loads and matches resources/recipients/<company>.toml."""

from __future__ import annotations

import ipaddress
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from publicsuffixlist import PublicSuffixList

from inspector.errors import FileProblem
from inspector.paths import resources
from inspector.records import Match

# Labels that say nothing of who made an app: sharing one with a host is no sign that the host is the app's own.
_GENERIC_LABELS = frozenset(
    """
    com org net io co me dev app apps android mobile phone chat chatbot ai bot gpt llm assistant messenger google
    api web www client main prod test demo example sample free lite pro plus beta global cloud online the my new
    service services release debug inc ltd github gitlab play store data media video music game games
    """.split()  # noqa: SIM905
)
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?\Z")
_COUNTRY = re.compile(r"[A-Z]{2}\Z")
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)+\Z")
_CLASS = re.compile(r"[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*\Z")
_LIBRARY = re.compile(r"lib[\w+.\-]+\.so\Z")

FIRST_PARTY_ID = "first-party"
FIRST_PARTY_NAME = "The app's own servers"


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
class Product:
    """Something a company offers to apps. `hosts` are suffixes at label boundaries, `packages` prefixes at theirs,
    `libraries` file names of native code."""

    id: str
    name: str
    purpose: str
    source: str
    date: str
    hosts: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    markers: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Company:
    """One recipient. `operator` runs its servers; `owner` and `parent` are never named as the recipient."""

    id: str
    name: str
    role: str
    operator: Fact
    owner: Fact | None = None
    parent: Fact | None = None
    products: tuple[Product, ...] = ()
    apps: tuple[str, ...] = ()


@dataclass(slots=True)
class Recipients:
    """All known recipients. Read by the pipeline's thread; `match` keeps what it answered before."""

    companies: Mapping[str, Company]
    products: Mapping[str, tuple[Company, Product]] = field(init=False)
    _hosts: dict[str, tuple[Company, Product]] = field(init=False, default_factory=dict)
    _packages: dict[str, tuple[Company, Product]] = field(init=False, default_factory=dict)
    _libraries: dict[str, tuple[Company, Product]] = field(init=False, default_factory=dict)
    _suffixes: PublicSuffixList = field(init=False, default_factory=PublicSuffixList)
    _answers: dict[tuple[str, str, tuple[str, ...]], Match] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        products: dict[str, tuple[Company, Product]] = {}
        for company in self.companies.values():
            for product in company.products:
                _claim(products, product.id, company, product, "product id")
                for host in product.hosts:
                    _claim(self._hosts, host, company, product, "host")
                for library in product.libraries:
                    _claim(self._libraries, library, company, product, "library")
                for name in dict.fromkeys((*product.packages, *product.markers)):
                    _claim(self._packages, name, company, product, "package or marker")
        self.products = products

    @classmethod
    def load(cls, folder: Path | None = None) -> Recipients:
        """All TOML files of the folder (by default the tool's own). Raises FileProblem naming file and key."""
        place = folder if folder is not None else resources() / "recipients"
        return cls({company.id: company for company in map(_company, sorted(place.glob("*.toml")))})

    def match(self, host: str, *, package: str = "", app_hosts: Sequence[str] = ()) -> Match:
        """Who operates `host`, seen from the app `package`. `app_hosts`: known to be the app's own."""
        key = (host, package, tuple(app_hosts))
        answer = self._answers.get(key)
        if answer is None:
            answer = self._answers[key] = self._match(clean_host(host), package, key[2])
        return answer

    def product_of_class(self, class_name: str) -> tuple[Company, Product] | None:
        """The product whose package prefix or marker class is the longest one around `class_name`, at a boundary."""
        for name in _shortening(class_name.split("$", 1)[0]):
            if name in self._packages:
                return self._packages[name]
        return None

    def product_of_library(self, file_name: str) -> tuple[Company, Product] | None:
        """The product whose native library has that file name."""
        return self._libraries.get(file_name)

    def registrable(self, host: str) -> str:
        """The domain somebody registered ("a.b.co.kr" → "b.co.kr"); the host itself where there is none."""
        return self._suffixes.privatesuffix(host) or host

    def _made_by(self, package: str, company: Company) -> str:
        """Why the company is the app's maker, or ""."""
        if package in company.apps:
            return f"{package} is an app of this company."
        code = self.product_of_class(package)
        return f"{package} is within this company's name space." if code and code[0].id == company.id else ""

    def _match(self, host: str, package: str, app_hosts: tuple[str, ...]) -> Match:
        own = next((name for name in map(clean_host, app_hosts) if name and _ends_with(host, name)), "")
        found = next(((self._hosts[name], name) for name in _suffixes_of(host) if name in self._hosts), None)
        if found is not None:
            (company, product), name = found
            return _known(company, product, name, first=self._made_by(package, company), own=own)
        if own:
            return _first_party(host, f"{own} was named as the app's own host.")
        address = _address(host)
        if address is not None or host == "localhost" or host.endswith(".localhost"):
            return _numbered(host, address)
        domain = self.registrable(host)
        label = domain.split(".", 1)[0]
        if "." in domain and label not in _GENERIC_LABELS and label in package.lower().split("."):
            return _first_party(host, f"{domain} and the app's package {package} share the name “{label}”.")
        return _unknown(domain, "No recipient is known for this host.")


def clean_host(host: str) -> str:
    """Lower case, without port, brackets and trailing dot: "API.X.com.:443" → "api.x.com", "[::1]:80" → "::1"."""
    text = host.strip().lower()
    if text.startswith("["):
        return text[1:].split("]", 1)[0]
    if text.count(":") == 1:
        text = text.split(":", 1)[0]
    return text.rstrip(".")


# ------------------------------------------------------------------------------------------------ answers


def _known(company: Company, product: Product, name: str, *, first: str, own: str) -> Match:
    operator = company.operator
    reason = (
        f"{name} is a host of {product.name}, operated by {operator.name} "
        f"(host: {product.source}, {product.date}; operator: {operator.source}, {operator.date})."
    )
    if first:
        reason += f" {first}"
    elif own:
        reason += f" {own} was named as the app's own host."
    return Match(
        company=company.id,
        name=company.name,
        product=product.id,
        product_name=product.name,
        country=operator.country,
        party="first" if first or own else "third",
        operator=operator.name,
        parent=company.parent.name if company.parent else "",
        role=company.role,
        certainty="certain",
        reason=reason,
    )


def _first_party(host: str, reason: str) -> Match:
    return Match(
        FIRST_PARTY_ID, FIRST_PARTY_NAME, "", "", "", "first", "", "", "First party", "likely", f"{host}: {reason}"
    )


def _unknown(name: str, reason: str) -> Match:
    shown = name or "unknown host"
    return Match(f"host:{name}", shown, "", "", "", "third", "", "", "", "likely", reason)


def _numbered(host: str, address: ipaddress.IPv4Address | ipaddress.IPv6Address | None) -> Match:
    if address is None or address.is_loopback:
        reason = "A loopback address: what is sent there stays on the phone."
        return Match("host:localhost", "The phone itself", "", "", "", "first", "", "", "", "certain", reason)
    if address.is_private or address.is_link_local:
        return _unknown(host, "An address of the local network; who operates it is not known.")
    return _unknown(host, "An address without a host name; who operates it is not known.")


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host.split("%", 1)[0])
    except ValueError:
        return None


def _suffixes_of(host: str) -> Iterator[str]:
    """The host, then without its first label, and so on: the longest suffix first."""
    rest = host
    while rest:
        yield rest
        rest = rest.partition(".")[2]


def _shortening(name: str) -> Iterator[str]:
    """The dotted name, then without its last part, and so on: the longest prefix first."""
    rest = name
    while rest:
        yield rest
        rest = rest.rpartition(".")[0]


def _ends_with(host: str, suffix: str) -> bool:
    return host == suffix or host.endswith("." + suffix)


def _claim(table: dict[str, tuple[Company, Product]], name: str, company: Company, product: Product, what: str) -> None:
    if name in table:
        other = table[name][0].id
        raise _problem(f"{company.id}.toml", f"the {what} {name!r} already belongs to {other}")
    table[name] = (company, product)


# ------------------------------------------------------------------------------------------------ reading the files


def _company(path: Path) -> Company:
    table = _table(path)
    where = path.name
    _only(table, {"id", "name", "role", "operator", "owner", "parent", "products", "apps"}, where, "the file")
    company_id = _text(table, "id", where)
    if company_id != path.stem or not _ID.match(company_id):
        raise _problem(where, f"its id is {company_id!r} but must be the file's name in lower case")
    products = table.get("products", [])
    if not isinstance(products, list) or not products:
        raise _problem(where, "it has no [[products]]")
    return Company(
        id=company_id,
        name=_text(table, "name", where),
        role=_text(table, "role", where),
        operator=_fact(table.get("operator"), "operator", where),
        owner=_fact(table["owner"], "owner", where) if "owner" in table else None,
        parent=_fact(table["parent"], "parent", where) if "parent" in table else None,
        products=tuple(_product(item, where) for item in products),
        apps=_texts(table, "apps", where, _CLASS),
    )


def _fact(table: object, name: str, where: str) -> Fact:
    if not isinstance(table, dict):
        raise _problem(where, f"it has no [{name}]")
    _only(table, {"name", "country", "source", "date", "note"}, where, f"[{name}]")
    country = _text(table, "country", where) if "country" in table else ""
    if country and not _COUNTRY.match(country):
        raise _problem(where, f"[{name}] country {country!r} is not two capital letters")
    note = _text(table, "note", where) if "note" in table else ""
    return Fact(_text(table, "name", where), country, _text(table, "source", where), _date(table, where), note)


def _product(table: object, where: str) -> Product:
    if not isinstance(table, dict):
        raise _problem(where, "products must be written as [[products]]")
    _only(
        table,
        {"id", "name", "purpose", "source", "date", "hosts", "packages", "markers", "libraries"},
        where,
        "[[products]]",
    )
    product_id = _text(table, "id", where)
    if not _ID.match(product_id):
        raise _problem(where, f"the product id {product_id!r} is not lower case with hyphens")
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
    )


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as problem:
        raise _problem(path.name, f"it cannot be read ({problem})") from problem


def _text(table: Mapping[str, Any], key: str, where: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise _problem(where, f"{key!r} is missing or empty")
    return value


def _date(table: Mapping[str, Any], where: str) -> str:
    value = _text(table, "date", where)
    if not _DATE.match(value):
        raise _problem(where, f"the date {value!r} is not like 2026-11 or 2026-11-22")
    return value


def _texts(table: Mapping[str, Any], key: str, where: str, shape: re.Pattern[str]) -> tuple[str, ...]:
    values = table.get(key, [])
    if not isinstance(values, list):
        raise _problem(where, f"{key!r} is not a list")
    for value in values:
        if not isinstance(value, str) or not shape.match(value):
            raise _problem(where, f"{key!r} has {value!r}, which is not of its form")
    return tuple(values)


def _only(table: Mapping[str, Any], allowed: Iterable[str], where: str, what: str) -> None:
    strange = sorted(set(table) - set(allowed))
    if strange:
        raise _problem(where, f"{what} has the unknown key {strange[0]!r}")


def _problem(where: str, what: str) -> FileProblem:
    return FileProblem(
        f"The recipient file {where} is not usable: {what}.",
        code="recipient_file",
        hint="Correct the file in resources/recipients; the others beside it show the form.",
    )
