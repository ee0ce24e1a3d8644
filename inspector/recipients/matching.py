"""Who operates a host, and whose code a class is: loads and matches resources/recipients/<company>.toml."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from publicsuffixlist import PublicSuffixList

from inspector.paths import resources
from inspector.recipients.companies import Company, Product, problem, read_companies
from inspector.recipients.second_tier import DomainLists
from inspector.records import NO_APP, AppOrigin, Match

# Labels that say nothing of who made an app: sharing one with a host is no sign that the host is the app's own.
_GENERIC_LABELS = frozenset(
    """
    com org net io co me dev app apps android mobile phone chat chatbot ai bot gpt llm assistant messenger google
    api web www client main prod test demo example sample free lite pro plus beta global cloud online the my new
    service services release debug inc ltd github gitlab play store data media video music game games
    """.split()  # noqa: SIM905
)
_MOST_ANSWERS = 20_000
_HOSTS_OTHERS = frozenset({"cloud", "cdn"})

# Ends that part of a product's source which names hosts no page was read for.
_NOT_READ = "not read on a page"

FIRST_PARTY_ID = "first-party"
FIRST_PARTY_NAME = "The app's own servers"


@dataclass(slots=True)
class Recipients:
    """All known recipients. Read by the pipeline's thread; `match` keeps what it answered before.

    `lists` is the second tier: asked where no company's file names the host.
    """

    companies: Mapping[str, Company]
    lists: DomainLists = field(default_factory=DomainLists)
    products: Mapping[str, tuple[Company, Product]] = field(init=False)
    _hosts: dict[str, tuple[Company, Product]] = field(init=False, default_factory=dict)
    _tenants: dict[str, tuple[Company, Product]] = field(init=False, default_factory=dict)
    _packages: dict[str, tuple[Company, Product]] = field(init=False, default_factory=dict)
    _libraries: dict[str, tuple[Company, Product]] = field(init=False, default_factory=dict)
    _suffixes: PublicSuffixList = field(init=False, default_factory=PublicSuffixList)
    _answers: dict[tuple[str, AppOrigin, tuple[str, ...]], Match] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        products: dict[str, tuple[Company, Product]] = {}
        for company in self.companies.values():
            for product in company.products:
                _claim(products, product.id, company, product, "product id")
                for host in product.hosts:
                    _claim(self._hosts, host, company, product, "host")
                for host in product.tenant_hosts:
                    _claim(self._tenants, host, company, product, "host of customers")
                for library in product.libraries:
                    _claim(self._libraries, library, company, product, "library")
                for name in dict.fromkeys((*product.packages, *product.markers)):
                    _claim(self._packages, name, company, product, "package or marker")
        self.products = products

    @classmethod
    def load(cls, folder: Path | None = None, lists: DomainLists | None = None) -> Recipients:
        """All TOML files of the folder (by default the tool's own) and the second tier, if this user has one.

        Raises FileProblem naming file and key.
        """
        own = read_companies(folder if folder is not None else resources() / "recipients")
        return cls(own, lists if lists is not None else DomainLists.kept())

    def match(self, host: str, app: AppOrigin = NO_APP, aliases: tuple[str, ...] = ()) -> Match:
        """Who operates `host`, seen from the app. `aliases`: what it is another name of (CNAME), nearest first."""
        key = (host, app, aliases)
        answer = self._answers.get(key)
        if answer is None:
            if len(self._answers) >= _MOST_ANSWERS:
                self._answers.clear()
            answer = self._match(clean_host(host), app)
            if aliases and not answer.product:
                answer = self._aliased(answer, clean_host(host), aliases)
            self._answers[key] = answer
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

    def _match(self, host: str, app: AppOrigin) -> Match:
        found = next(((self._hosts[name], name) for name in _suffixes_of(host) if name in self._hosts), None)
        tenant = next(((self._tenants[name], name) for name in _suffixes_of(host) if name in self._tenants), None)
        if tenant is not None and host != tenant[1] and (found is None or len(found[1]) < len(tenant[1])):
            return self._tenant(host, *tenant, app)
        found = found or tenant
        if found is not None:
            (company, product), name = found
            return _known(company, product, name, self._made_by(app, company) or _named(host, app))
        own = _named(host, app) or self._declared(host, app)
        if own:
            return _first_party(host, own)
        address = _address(host)
        if address is not None or host == "localhost" or host.endswith(".localhost"):
            return _numbered(host, address)
        domain = self.registrable(host)
        if "." in domain and _shares_label(domain, app.package):
            return _first_party(host, _shared(domain, domain, app))
        listed = next(((name, self.lists.of(name)) for name in _suffixes_of(host) if self.lists.of(name)), None)
        return _on_list(*listed, self.lists) if listed else _unknown(domain, "No recipient is known for this host.")

    def _aliased(self, answer: Match, host: str, aliases: tuple[str, ...]) -> Match:
        """A host nobody is known for, by what it is another name of.

        At a cloud or a delivery network it is a customer's; at anything else, that company's under another's name.
        """
        for alias in map(clean_host, aliases):
            found = self._match(alias, NO_APP)
            known = self.products.get(found.product)
            said = f"The name server said that {host} is another name of {alias}."
            if found.hosting or (known and not _HOSTS_OTHERS.isdisjoint(known[1].purposes)):
                return replace(answer, hosting=found.hosting or found.name, reason=f"{answer.reason} {said}")
            if known:
                return replace(found, certainty="likely", party="third", reason=f"{said} {found.reason}")
        return answer

    def _tenant(self, host: str, owned: tuple[Company, Product], suffix: str, app: AppOrigin) -> Match:
        """A customer's place at a cloud: the company that hosts it is not the recipient."""
        company, product = owned
        below = host[: -len(suffix) - 1]
        name = f"{below.rpartition('.')[2]}.{suffix}"
        hosted = (
            f"{suffix} is where {product.name} of {company.operator.name} keeps what its customers put there "
            f"({product.source}, {product.date}); which customer “{name}” belongs to is not known."
        )
        own = _named(host, app) or (_shared(name, name, app) if _shares_label(name, app.package) else "")
        if own:
            return _first_party(host, f"{own} {hosted}", hosting=company.name)
        return _unknown(name, hosted, hosting=company.name)

    def _made_by(self, app: AppOrigin, company: Company) -> str:
        """Why the company is the app's maker, or ""."""
        if app.package in company.apps:
            return f"{app.package} is an app of this company."
        if set(app.certificates) & set(company.certificates):
            return f"{app.package} is signed with a certificate of this company."
        code = self.product_of_class(app.package)
        if code and code[0].id == company.id:
            return f"{app.package} is within this company's name space."
        if app.organization and _legal(app.organization) in {_legal(fact) for fact in _legal_names(company)}:
            return f"The certificate {app.package} is signed with names {app.organization}."
        return ""

    def _declared(self, host: str, app: AppOrigin) -> str:
        """Why a host nobody else is known for is the app's own, by the links its package declares; or ""."""
        domain = self.registrable(host)
        declared = next((name for name in map(clean_host, app.links) if self.registrable(name) == domain), "")
        return f"The package of {app.package} declares links to {declared} as the app's own." if declared else ""


def clean_host(host: str) -> str:
    """Lower case, without port, brackets and trailing dot: "API.X.com.:443" → "api.x.com", "[::1]:80" → "::1"."""
    text = host.strip().lower()
    if text.startswith("["):
        return text[1:].split("]", 1)[0]
    if text.count(":") == 1:
        text = text.split(":", 1)[0]
    return text.rstrip(".")


# ------------------------------------------------------------------------------------------------ answers


def _named(host: str, app: AppOrigin) -> str:
    own = next((name for name in map(clean_host, app.hosts) if name and _ends_with(host, name)), "")
    return f"{own} was named as the app's own host." if own else ""


def _shares_label(domain: str, package: str) -> bool:
    label = domain.partition(".")[0]
    return label not in _GENERIC_LABELS and label in package.lower().split(".")


def _shared(domain: str, shown: str, app: AppOrigin) -> str:
    return f"{shown} and the app's package {app.package} share the name “{domain.partition('.')[0]}”."


def _legal_names(company: Company) -> Iterator[str]:
    yield company.operator.name
    if company.owner is not None:
        yield company.owner.name


def _legal(name: str) -> str:
    """A company's legal name as they are compared: letters and digits alone; what is in brackets does not count."""
    return "".join(letter for letter in name.partition("(")[0].casefold() if letter.isalnum())


def _known(company: Company, product: Product, name: str, own: str) -> Match:
    operator = company.operator
    reason = (
        f"{name} is a host of {product.name}, operated by {operator.name} "
        f"(host: {product.source}, {product.date}; operator: {operator.source}, {operator.date})."
    )
    return Match(
        company=company.id,
        name=company.name,
        product=product.id,
        product_name=product.name,
        country=operator.country,
        party="first" if own else "third",
        operator=operator.name,
        parent=company.parent.name if company.parent else "",
        role=company.role,
        certainty="likely" if _not_read(product, name) else "certain",
        reason=f"{reason} {own}".rstrip(),
        owner=company.owner.name if company.owner else "",
        policy=company.policy.url if company.policy else "",
    )


def _not_read(product: Product, host: str) -> bool:
    """Whether the product's source says of this host that nobody read it on a page."""
    return any(part.endswith(_NOT_READ) and host in part for part in product.source.split("; "))


def _first_party(host: str, reason: str, hosting: str = "") -> Match:
    return Match(
        FIRST_PARTY_ID, FIRST_PARTY_NAME, "", "", "", "first", "", "", "First party", "likely", f"{host}: {reason}",
        hosting=hosting,
    )  # fmt: skip


def _unknown(name: str, reason: str, hosting: str = "") -> Match:
    shown = name or "unknown host"
    return Match(f"host:{name}", shown, "", "", "", "third", "", "", "", "likely", reason, hosting=hosting)


def _on_list(name: str, listed: str, lists: DomainLists) -> Match:
    reason = (
        f"{name} is on the list “{listed}” of {lists.source}, which groups domains by the service that uses them; "
        "who operates them is not stated."
    )
    return Match(
        f"list:{listed}", listed, "", "", "", "third", "", "", f"On the list “{listed}”", "likely", reason
    )  # fmt: skip


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
        raise problem(f"{company.id}.toml", f"the {what} {name!r} already belongs to {other}")
    table[name] = (company, product)
