"""Companies in a text, by the names of resources/recipients: theirs, their products' and those of who operates them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import tomli

from inspector.paths import resources
from inspector.policy.passages import Passage
from inspector.policy.terms import is_term
from inspector.recipients import Company

_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9.&+'’-]*[A-Za-z0-9+]|[A-Za-z0-9]")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff가-힣]")
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1fff]")  # policies in these are not read
_BRACKETS = re.compile(r"\((.{2,80})\)")  # from the first to the last
_NARROW = str.maketrans("（）", "()")
_EN_SUFFIX = re.compile(
    r"[,\s]+(?:Inc|LLC|L\.L\.C|Ltd|Limited|Co|Corp|Corporation|Company|GmbH|AG|SE|PBC|S\.A|SAS|B\.V|BV|Pte|Pty|L\.P|PLC|"
    r"Holdings|and its affiliates|group companies|group)\.?,?(?=\s|\Z)",
    re.I,
)
_SUFFIX_WORD = re.compile(r"\b(?:Inc|Ltd|Co|Corp|L\.L\.C|S\.A|B\.V|L\.P)\Z")
_ZH_SUFFIX = re.compile(r"(?:股份)?(?:有限)?(?:责任)?公司\Z")
_KO_SUFFIX = re.compile(r"\s*(?:주식회사|\(주\)|㈜|유한회사)\s*")
# Names that are words of the language as well: they need something that shows a company is meant.
_COMMON_EN = frozenset(
    """
    adjust airship agora amplitude apple branch cohere cursor discord fal flurry gemini grok heap honor
    intercom jasper kimi line luka lark llama meta mistral moji notion octopus oracle perplexity poe red replicate
    runway segment sentry signal singular slack snap spark square stability stripe target trae twitter unity
    x yi zoom sora dola cici menta youme claude copilot analytics messenger maps search maze
    ably affirm alice attentive aurora band bard batch beacon bing block bubble bucketeer clerk clink
    convex crack crisp drift embrace fingerprint five foursquare framer fresco gist here hyphenate insider
    iterable keynote liftoff litho mars melon midas moat nice pantheon persona pusher radar railway render
    canny checkout glean lambda parasail sharp sprig writer
    act ada airtel alloy anam anima async atlas axiom bandwidth base basis bird blue bluecore bolt booking box
    braintrust buffer bugherd builder captions carto castle chameleon chroma cint civic clay coda comet connexity
    consensus consumable conviva core courier curalate deel delighted descope descript drip ebay elastic elicit ello
    emergent episerver epsilon expo extole fandom fathom fauna fiddler figma front galileo gcore gem gladly glance
    glide grab granify heatmap honeycomb hull icq imgur imperva incode infolinks instant iterate jan jio june keen
    ketch kinde knock koala komo kount krisp laminar letta linear loops magic marker martian mastercard measure
    medium melt mention miro missena modal mollie monday moovweb muah murf nastia nativo neon novu nuvei observable
    opera paddle parsely patreon patronus permutive phonic piano pipedream plain plivo podium polar prequel privy
    puter qualia qubit queue quip radix rambler ramp reach recurly redis regula requesty resend resonate rev rokt
    roost sanity segmento sesame shake sierra smartling sonobi spitch splunk statful strava sucuri sumo surge swoop
    tabby taggstar tally tamara tealium terminus threema tigris tiny tolan tome transcend trello truecaller turn
    turso uber unify unleash upstash userway vero viafoura vidyard viqeo visa wasabi wise woopra xano zeotap
    repro sift snow solar split stream talkie threads tinker toast toss turnstile upstage verve zeta
    argyle castle circle courier emma firework harness helium honeycomb keen nami piano prelude primer shake stallion
    elastic storyteller unleash upshot vouched
    """.split()  # noqa: SIM905
)
_COMMON_CJK = frozenset(
    """
    小米 极光 荣耀 苹果 豆包 天翼 百川 彩云 天工 千问 火山
    云片 环信 声网 智齿 多盟 跃问 宸星 章鱼 优推 聚推 快友 天璇 360 다음
    라인 메타
    书生 信鸽 元宝 即刻 商量 慧眼 扣子 星火 有道 海螺 灯塔 点点 盘古 真我 连连 멜론 밴드 비보 크랙 토스
    """.split()  # noqa: SIM905
)
_GENERIC_PRODUCTS = frozenset(
    """
    analytics push cloud login maps ads captcha services logs advertising messenger search pay voice mail chat store
    """.split()  # noqa: SIM905
)
_AFTER_NAME = re.compile(
    r"(?:,?\s*(?:Inc|LLC|L\.L\.C|Ltd|Limited|Corp|Corporation|GmbH|PBC|Technologies|Technology|Networks|Labs|Platforms|"
    r"Metrics|AI)\b|\s+(?:SDK|SDKs|API|Analytics|Ads|Pixel|Pay|Login|Cloud|Push|Services|service|services|platform)\b"
    r"|['’]s\s+(?:privacy|SDK|servers?|service|terms|policy)|\s*[（(][^（()）]{0,60}(?:Inc|LLC|Ltd|GmbH|Corp|USA|U\.S|China|"
    r"Germany|Korea|analytics|attribution)|\s*\.(?:io|com|ai)\b)",
)
_BEFORE_NAME = re.compile(
    r"(?:\b(?:with|to|by|from|via|through|using|uses?|including|such as|like|namely|providers?|partners?|processors?|"
    r"vendors?|sdks?|company|called|named|e\.g\.,?)|[,，、/:：]\s*(?:and|or)?|\b(?:and|or))\s*[\"“(]?\Z",
    re.I,
)
_PROPER_NEIGHBOUR = re.compile(
    r"(?:\s*[,;./)（(|，、。;:：\"”]|\s+(?:and|or|to|for|in|as|which|who|that|is|are|may|will|can|on|of|from|"
    r"handles?|process(?:es)?|receives?|provides?|hosts?|collects?|helps?|sends?|gets?|stores?|measures?)\b|\Z)"
)
_CJK_AFTER = re.compile(
    r"\s*(?:公司|SDK|集团|科技|推送|手机|厂商|云|统计|账号|帐号|登录|支付|数据|技术|平台|大模型|认证|广告|코리아|주식회사|플러스|로그인)"
)
_KO_PARTICLE = re.compile(
    r"(?:[^가-힣]|\Z|은|는|이|가|을|를|와|과|도|로|의|에|사|및|등|코리아|주식회사|애널리틱스|클라우드|페이|로그인|애즈|플랫폼)"
)
_COMMA = r"(?:\s*[,，、·/]\s*|\s+및\s+|\s*[和及与]\s*|[와과]\s+)"
_COMMA_BEFORE, _COMMA_AFTER = re.compile(rf"{_COMMA}\Z"), re.compile(_COMMA)
_OF_AN_ID = re.compile(r"\w+(?:\s+\w+){1,2}\s+(?:id|identifier)s?\b", re.I)
_ID_KINDS = re.compile(r"\b(?:advertising|ad|installation|client)\s+(?:id|identifier)", re.I)


@dataclass(frozen=True, slots=True)
class NamedCompany:
    """A company at a place of a text; `words` as they stand there. `product`: the id of the product that is named."""

    start: int
    end: int
    words: str
    company: str
    product: str = ""


@dataclass(frozen=True, slots=True)
class _Spelling:
    company: str
    product: str
    exact: str  # as the name is usually written
    common: bool


class Names:
    """The spellings of all companies, for many texts. Any thread."""

    def __init__(self, companies: Iterable[Company]) -> None:
        self._latin: dict[str, list[tuple[tuple[str, ...], _Spelling]]] = {}
        self._cjk: dict[str, list[tuple[str, _Spelling]]] = {}
        listed = list(companies)
        owners: dict[str, set[str]] = {}  # whose own name a spelling is
        for company in listed:
            for text in _own_names(company, whole=True):
                owners.setdefault(text.lower(), set()).add(company.id)
        for company in listed:
            own = {text.lower() for text in _own_names(company, whole=True)}
            for text, product in _spellings(company):
                # What is left of a legal name, or a product, that is called like another company names that one.
                if text.lower() in own or text.lower() not in owners:
                    self._add(text, company.id, product)
        for table in (self._latin, self._cjk):
            for entries in table.values():
                entries.sort(key=lambda entry: -len(entry[0]))

    def _add(self, text: str, company: str, product: str) -> None:
        text = text.strip(" ,.·")
        if len(text) < 2 or text.isdigit() or _OTHER_SCRIPT.search(text) or is_term(text):
            return  # "OAID" names a type of data, also where a product is called so
        if _CJK.search(text):
            spelling = _Spelling(company, product, text, text in _COMMON_CJK or len(text) < 2)
            entry = (text, spelling)
            if entry not in self._cjk.setdefault(text[:2], []):
                self._cjk[text[:2]].append(entry)
            return
        tokens = tuple(word.lower() for word in _WORD.findall(text))
        if not tokens or (product and " ".join(tokens) in _GENERIC_PRODUCTS):
            return
        common = len(tokens) == 1 and (tokens[0] in _COMMON_EN or len(tokens[0]) <= 3)
        item = (tokens, _Spelling(company, product, text, common))
        if item not in self._latin.setdefault(tokens[0], []):
            self._latin[tokens[0]].append(item)

    def find(self, passage: Passage) -> list[NamedCompany]:
        """Companies named in a passage, in order; at each place the longest spelling counts, for all who share it."""
        found = [*self._find_latin(passage), *self._find_cjk(passage)]
        found += _beside(found, self._common_cjk(passage), passage.text)
        kept = [
            one
            for one in found
            if not any(
                o.start <= one.start and one.end <= o.end and (o.end - o.start) > (one.end - one.start) for o in found
            )
        ]
        places = {(one.start, one.end, one.company): one for one in reversed(kept)}
        return sorted(places.values(), key=lambda one: (one.start, one.company))

    def _find_latin(self, passage: Passage) -> Iterator[NamedCompany]:
        text = passage.text
        words = list(_WORD.finditer(text))
        lowered = [re.sub(r"['’]s\Z", "", word[0].lower()) for word in words]
        lowered = [word.rstrip(".") for word in lowered]
        for at, first in enumerate(lowered):
            matched = 0
            for tokens, spelling in self._latin.get(first, ()):
                if len(tokens) < matched or tuple(lowered[at : at + len(tokens)]) != tokens:
                    continue
                start = words[at].start()
                end = words[at + len(tokens) - 1].end()
                end -= len(words[at + len(tokens) - 1][0]) - len(_unpossessed(words[at + len(tokens) - 1][0]))
                end += text[end : end + 1] == "." and bool(_SUFFIX_WORD.search(text[start:end]))
                if not _written_as_name(text, start, end, spelling, passage):
                    continue
                matched = len(tokens)
                yield NamedCompany(start, end, text[start:end], spelling.company, spelling.product)

    def _find_cjk(self, passage: Passage) -> Iterator[NamedCompany]:
        text = passage.text.translate(_NARROW)
        for one, spelling in self._cjk_at(passage, text):
            if (
                not spelling.common
                or _CJK_AFTER.match(text[one.end : one.end + 6])
                or _is_cell(text, one.start, one.end, passage)
            ):
                yield one

    def _common_cjk(self, passage: Passage) -> list[NamedCompany]:
        text = passage.text.translate(_NARROW)
        return [one for one, spelling in self._cjk_at(passage, text) if spelling.common]

    def _cjk_at(self, passage: Passage, text: str) -> Iterator[tuple[NamedCompany, _Spelling]]:
        for start in range(len(text) - 1):
            for name, spelling in self._cjk.get(text[start : start + 2], ()):
                end = start + len(name)
                if text.startswith(name, start) and _stands_by_itself(text, start, end, name):
                    words = passage.text[start:end]
                    yield NamedCompany(start, end, words, spelling.company, spelling.product), spelling


def _beside(found: Sequence[NamedCompany], common: Iterable[NamedCompany], text: str) -> list[NamedCompany]:
    """Those of `common`, names that are words as well, that stand in an enumeration right beside another company."""
    starts, ends = {one.start for one in found}, {one.end for one in found}
    kept = []
    for one in common:
        before = _COMMA_BEFORE.search(text, max(0, one.start - 8), one.start)
        after = _COMMA_AFTER.match(text, one.end)
        if (before and before.start() in ends) or (after and after.end() in starts):
            kept.append(one)
    return kept


@cache
def _other_spellings() -> Mapping[str, tuple[str, ...]]:
    table = tomli.loads((resources() / "terms" / "companies.toml").read_text("utf-8"))
    return {company: tuple(names) for company, names in table.items()}


def _own_names(company: Company, *, whole: bool = False) -> Iterator[str]:
    for text in (company.name, *company.names, *_other_spellings().get(company.id, ())):
        yield from _forms(text, whole=whole)


def _spellings(company: Company) -> Iterator[tuple[str, str]]:
    yield from ((each, "") for each in _own_names(company))
    yield from ((each, "") for each in _forms(company.operator.name))
    for product in company.products:
        for text in (product.name, *product.names):
            yield from ((each, product.id) for each in _forms(text))


def _forms(name: str, *, whole: bool = False) -> Iterator[str]:
    """A name as it may stand in a text: without what stands in brackets, that by itself, without the corporate form.

    `whole`: the corporate form stays.
    """
    name = name.translate(_NARROW)
    match = _BRACKETS.search(name)
    parts = [name]
    if match and not _CJK.match(name):  # "Umeng (友盟)"; in a name that begins in Han or Hangul they are part of it
        inside = match[1].strip()
        parts = [f"{name[: match.start()]} {name[match.end() :]}".strip()]
        parts += [inside] if _CJK.search(inside) or inside[:1].isupper() else []
    for part in parts:
        for each in re.split(r"\s+/\s+|;\s*", re.sub(r"\s+and its .*", "", part)):
            each = re.sub(r"\s+(?:outside|in) China\Z", "", each)
            if re.search(r"(?:'s|\bunder\b|\binterface\b|\bservices of\b|^outside|^international)", each):
                continue
            bare = _KO_SUFFIX.sub("", _ZH_SUFFIX.sub("", each)).strip()
            while _EN_SUFFIX.search(bare) and _EN_SUFFIX.sub("", bare).strip():
                bare = _EN_SUFFIX.sub("", bare).strip(" ,.")
            yield from (form for form in dict.fromkeys((each,) if whole else (each, bare)) if len(form) >= 2)


def _unpossessed(word: str) -> str:
    return re.sub(r"['’]s\Z", "", word)


def _written_as_name(text: str, start: int, end: int, spelling: _Spelling, passage: Passage) -> bool:
    """Whether a spelling stands as a name there: in capitals as names are, and, for a common word, among companies."""
    words = text[start:end]
    if _OF_AN_ID.match(text[start : end + 40]) and _ID_KINDS.search(text[start : end + 40]):
        return False  # "Google advertising ID" is a type of data
    if start and (text[start - 1] in "@/." or text[start - 1].isalnum()) and text[start - 1].isascii():
        return False  # part of an address
    if text[end : end + 1] == "@" or (re.match(r"\.(?:com|net|org|cn|io)\b", text[end : end + 5]) and "." not in words):
        return _is_cell(text, start, end, passage)
    if not spelling.common:
        return words[:1].isupper() or words[:1].isdigit() or not spelling.exact[:1].isupper() or len(words) > 6
    if not (words[:1].isupper() or words == spelling.exact):
        return False
    if _AFTER_NAME.match(text[end : end + 80]) or _is_cell(text, start, end, passage):
        return True
    if passage.script != "en":
        return passage.kind != "heading"
    if passage.kind == "heading" or not _PROPER_NEIGHBOUR.match(text[end : end + 12]):
        return False
    return bool(_BEFORE_NAME.search(text[max(0, start - 24) : start]))


def _is_cell(text: str, start: int, end: int, passage: Passage) -> bool:
    """Whether the name is a table's cell, or begins an item that goes on with a dash, a colon, a bracket or nothing."""
    if passage.kind == "row":
        cell = next((cell for cell in passage.cells if text[start:end] in cell), "")
        return re.sub(r"[（(].*", "", cell).strip(" .,") == text[start:end]
    if passage.kind != "item":
        return False
    return start == 0 and bool(re.match(r"\s*(?:\Z|[-–—:：(（,，|])", text[end : end + 3]))


def _stands_by_itself(text: str, start: int, end: int, name: str) -> bool:
    """Hangul: nothing of a word before it, only a particle after it. Han has no such boundaries."""
    if "가" <= name[0] <= "힣" and start and "가" <= text[start - 1] <= "힣":
        return False
    if "가" <= name[-1] <= "힣":
        return bool(_KO_PARTICLE.match(text[end : end + 5]))
    return True


def group_of(company: Company) -> frozenset[str]:
    """Names of those behind a company, and its own, in small letters: two that share one are of the same group."""
    above = (company.parent, company.owner, company.operator)
    names = {form.lower() for fact in above if fact for form in _forms(fact.name)}
    return frozenset(names | {form.lower() for form in _forms(company.name)})


def same_group(companies: Mapping[str, Company], one: str, other: str) -> bool:
    """Whether two companies have an operator, owner or parent in common, or one is the other's."""
    first, second = companies.get(one), companies.get(other)
    return bool(first and second and one != other and group_of(first) & group_of(second))
