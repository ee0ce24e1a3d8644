"""Words to and from chatbots, by what holds them: lists of messages with roles, and words beside a model."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inspector.datatypes import name_of, shapes
from inspector.datatypes.kinds import last_name, plain_key
from inspector.datatypes.leaves import Content
from inspector.records import Finding

_ROLES = {
    **dict.fromkeys(("user", "human", "customer_user", "role_user", "end_user"), "prompt"),
    **dict.fromkeys(("assistant", "model", "bot", "ai", "chatbot", "gpt", "role_assistant"), "answer"),
    **dict.fromkeys(("system", "developer"), "system_prompt"),
    **dict.fromkeys(("customer", "visitor", "guest", "client", "contact", "agent", "operator", "staff"), "chat_text"),
}
TYPES = frozenset({"prompt", "answer", "system_prompt", "chat_text"})  # of which a text is one

_ROLE_KEYS = frozenset({"role", "sender", "author", "from", "speaker", "sendertype", "authortype", "messagerole"})
_SURE_ROLE_KEYS = frozenset({"sendertype", "messagerole"})  # words beside them are a chat's in any list
_LISTS = frozenset(
    """
    messages contents input inputs history chathistory conversation conversations dialog dialogs dialogue dialogues
    prompt prompts message chatmessages turns msgs context content mapping chat chats messagelist historymessages
    messagehistory additionalmessages turn query text newmessage usermessage
    """.split()  # noqa: SIM905
)
_MODEL_KEYS = frozenset({"model", "modelname", "modelid", "modelslug", "defaultmodelslug", "llm"})
_BOT_KEYS = frozenset({"botid", "characterid", "assistantid", "personaid", "charid", "characterexternalid"})
_CHAT_KEYS = _BOT_KEYS | {"responsemode", "chatsessionid", "conversationid"}
_BESIDE_MODEL = {
    **dict.fromkeys(("query", "input", "prompt", "question", "message", "userinput", "userprompt"), "prompt"),
    **dict.fromkeys(("text", "content", "inputs", "ask", "utterance", "userquery", "inputtext", "msg"), "prompt"),
    **dict.fromkeys(("system", "instructions", "systemprompt"), "system_prompt"),
}
_BESIDE_BOT = dict.fromkeys(("message", "text", "content", "input", "utterance", "msg", "query", "prompt"), "prompt")
_BESIDE_CHAT = dict.fromkeys(("query", "question", "prompt"), "prompt")
# Names that say to whom or where something is said, and what it is called then; a log's line has such names too.
_ROOM_KEYS = frozenset(
    """
    sender from channel channelid roomid
    chatid recipientid recipient to msgtype messagetype ticketid threadid groupid receiver
    receiverid touser toaccount rid peerid dialogid subject conversationid fromuser fromaccount senderid chattype
    threadkey replyto senderinfo targetid chatroomid fromaccount touserid toid sendto mobiles phones
    """.split()  # noqa: SIM905
)
_SAID_KEYS = frozenset(
    """
    text message content body msg plaintext html htmlbody textbody comment note messagetext messagebody textcontent
    bodytext bodyhtml htmlcontent
    """.split()  # noqa: SIM905
)
_NO_TALK_KEYS = _MODEL_KEYS | frozenset(
    "role level severity logger loglevel event eventname eventtype exception stack query".split()  # noqa: SIM905
)
_WORDS = re.compile(
    r"\.(?:content|text|parts|value|query|msg|body)(?:\[\d+\])?"
    r"(?:\.(?:text|input_text|output_text|content|parts|value)(?:\[\d+\])?)?(?:\.(?:text|value))?\Z",
    re.I,
)
_INDEX = re.compile(r"(?:\[\d+\])+\Z")
_LAST_NAME = re.compile(r"([\w$-]+)\Z")
_NO_WORDS = ("{", "[", "<", "data:", "http://", "https://")
_MOST_LEAVES = 100  # of one message
_MOST_MESSAGES = 500


def is_telling(key: str) -> bool:
    """Whether a field's name may say who spoke, or that words to a chatbot stand beside it."""
    return key in _ROLE_KEYS or key in _MODEL_KEYS or key in _CHAT_KEYS or key in _ROOM_KEYS


def find(content: Content, telling: Iterator[int]) -> Iterator[tuple[int, Finding]]:
    """Leaves that hold words to or from a chatbot. `telling`: the leaves whose names are (`is_telling`)."""
    for count, at in enumerate(telling):
        if count == _MOST_MESSAGES:
            return
        key, text = plain_key(last_name(content.places[at][2])), content.texts[at].strip()
        if key in _ROLE_KEYS:
            yield from _of_role(content, at, text.lower(), is_sure=key in _SURE_ROLE_KEYS)
        elif key in _CHAT_KEYS or (key in _MODEL_KEYS and shapes.is_language_model(text)):
            beside = _BESIDE_BOT if key in _BOT_KEYS else _BESIDE_CHAT
            yield from _beside(content, at, _BESIDE_MODEL if key in _MODEL_KEYS else beside)
        if key in _ROOM_KEYS and text.lower() not in _ROLES:
            yield from _said_to(content, at)


def _of_role(content: Content, at: int, role: str, *, is_sure: bool) -> Iterator[tuple[int, Finding]]:
    type_id, whole = _ROLES.get(role), content.places[at][0]
    if type_id is None:
        return
    whole = whole.removesuffix(".author").removesuffix(".sender")
    name = _LAST_NAME.search(_INDEX.sub("", whole))
    is_list = whole.endswith("]")
    is_chat = name is not None and (plain_key(name[1]) in _LISTS or (is_list and name[1] in ("body", "message")))
    if not (is_chat or (is_sure and whole.startswith("body"))):
        return
    for one in near(content, at, whole):
        path = content.path(one)
        is_said = _has_words(content.texts[one]) and (is_chat or shapes.is_sentence(content.texts[one].strip()))
        if is_said and _WORDS.match(path[len(whole) :]):
            reason = f"Stands in a message of a chat whose role is “{role}”: by this shape it is {_named(type_id)}."
            yield one, Finding(type_id, path, "likely", content.texts[one].strip(), reason)


def _beside(content: Content, at: int, types: dict[str, str]) -> Iterator[tuple[int, Finding]]:
    whole, field = content.places[at][0], content.places[at][2]
    for one in near(content, at, whole):
        place, text = content.places[one], content.texts[one]
        type_id = types.get(plain_key(str(place[1]))) if place[0] == whole else None
        if type_id and _has_words(text) and (types is _BESIDE_MODEL or shapes.is_sentence(text)):
            reason = f"Stands beside “{field}” as words to a chatbot do: by this shape it is {_named(type_id)}."
            yield one, Finding(type_id, content.path(one), "likely", text.strip(), reason)


def _said_to(content: Content, at: int) -> Iterator[tuple[int, Finding]]:
    """Words beside a field that says to whom they go or in which room they are said."""
    whole, field = content.places[at][0], content.places[at][2]
    if whole.partition(".")[0].partition("[")[0] not in ("body", "query"):
        return
    beside = {
        plain_key(str(content.places[one][1])): one
        for one in near(content, at, whole)
        if content.places[one][0] == whole
    }
    if not _NO_TALK_KEYS.isdisjoint(beside):
        return
    for key in _SAID_KEYS.intersection(beside):
        text = content.texts[beside[key]].strip()
        if shapes.is_sentence(text) and _has_words(text):
            reason = f"Stands beside “{field}” as words to people do: by this shape it is {_named('chat_text')}."
            yield beside[key], Finding("chat_text", content.path(beside[key]), "likely", text, reason)


def _named(type_id: str) -> str:
    return f"this type of data ({name_of(type_id)})"


def near(content: Content, at: int, whole: str) -> Iterator[int]:
    """The leaves about one that stand in the same container: they stand in a row."""
    for step in (-1, 1):
        one = at + step
        for _ in range(_MOST_LEAVES):
            if not (0 <= one < len(content.texts) and _is_in(content.places[one][0], whole)):
                break
            yield one
            one += step


def _is_in(path: str, whole: str) -> bool:
    return path == whole or (path.startswith(whole) and path[len(whole)] in ".[")


def _has_words(text: str) -> bool:
    text = text.strip()
    if len(text) < 2 or len(text) > 20_000 or text.startswith(_NO_WORDS):
        return False
    return any(letter.isalpha() for letter in text[:200]) and (len(text) < 60 or not text.isascii() or " " in text)
