"""What was looked at, by what stands beside: a name beside "type": "screen", an address beside where it came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from inspector.datatypes import name_of, shapes
from inspector.datatypes.by_name import chats
from inspector.datatypes.kinds import last_name, plain_key
from inspector.datatypes.leaves import Content
from inspector.records import Finding

_SAYING = frozenset("type event eventtype eventname t e hittype action kind".split())  # noqa: SIM905
_VIEWS = frozenset(
    """
    screen page pageview pageviews screenview screen_view page_view pv view_screen $screen $pageview view_page page-view
    screen-view pageshow page_show viewpage viewscreen page_viewed screen_viewed viewed_page viewed_screen
    """.split()  # noqa: SIM905
)
_BESIDE_ADDRESS = frozenset(
    """
    referrer referer hostname website websiteid idsite siteid urlref documenttitle pagetitle viewport pagereferrer
    documentreferrer refr
    """.split()  # noqa: SIM905
)
_PARTS_OF_ADDRESS = frozenset("protocol pathname port scheme host".split())  # noqa: SIM905  an address taken apart
_TITLES = frozenset("name title screen page screenname pagename label view pagetitle".split())  # noqa: SIM905
_ADDRESSES = frozenset("url path href uri location u page currenturl pageurl".split())  # noqa: SIM905
_FROM = frozenset("referrer referer ref refr previous urlref previousurl".split())  # noqa: SIM905
_BELOW = frozenset("properties params props data attributes page payload context".split())  # noqa: SIM905


def is_telling(key: str) -> bool:
    """Whether a field of this name may say that something was looked at, or where somebody came from."""
    return key in _SAYING or key in _BESIDE_ADDRESS


def find(content: Content, telling: Iterable[int]) -> Iterator[tuple[int, Finding]]:
    """Names and addresses of what was looked at. `telling`: the leaves whose names are (`is_telling`)."""
    for at in telling:
        whole, _, field = content.places[at]
        if not whole.startswith(("body", "query")):
            continue
        if plain_key(last_name(field)) in _BESIDE_ADDRESS:
            yield from _at(content, at, field, ((_ADDRESSES, "web_page", shapes.is_page),))
        elif content.texts[at].strip().lower() in _VIEWS:
            yield from _at(content, at, field, _OF_A_VIEW)


_Kind = tuple[frozenset[str], str, Callable[[str], bool]]
_OF_A_VIEW: tuple[_Kind, ...] = (
    (_ADDRESSES, "web_page", shapes.is_page),
    (_FROM, "referrer", shapes.is_page),
    (_TITLES, "screen_view", shapes.is_words),
)


def _at(content: Content, at: int, field: str, kinds: Iterable[_Kind]) -> Iterator[tuple[int, Finding]]:
    whole = content.places[at][0]
    beside = list(chats.near(content, at, whole))
    if any(plain_key(str(content.places[near][1])) in _PARTS_OF_ADDRESS for near in beside):
        return
    for near in beside:
        within, key, _ = content.places[near]
        if near == at or not (within == whole or plain_key(within[len(whole) :].strip(".")) in _BELOW):
            continue
        name, text = plain_key(str(key)), content.texts[near].strip()
        for names, type_id, accepts in kinds:
            if name in names and accepts(text):
                reason = (
                    f"Stands beside “{field}”, which says that something was looked at: there it is this type of data"
                )
                yield near, Finding(type_id, content.path(near), "likely", text, f"{reason} ({name_of(type_id)}).")
                break
