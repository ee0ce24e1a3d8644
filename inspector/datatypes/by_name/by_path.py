"""What the words of a request's path tell of its body: a message to people, a picture, a recording, a purchase."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from inspector.datatypes import name_of, shapes
from inspector.datatypes.kinds import last_name, plain_key
from inspector.datatypes.leaves import Content
from inspector.records import Finding

_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[\u3131-\u9fff]+")
_TOLD_BY = {
    **dict.fromkeys(
        """
        message messages conversation conversations ticket tickets feedback feedbacks comment comments review reviews
        inquiry inquiries enquiry reply replies chat chats support contactus suggestion suggestions complaint complaints
        consult consultation helpdesk dm sms whisper posts tweets moments enquiries qna survey surveys mail mails email
        emails guestbook ask threads report reports
        """.split(),  # noqa: SIM905
        "chat_text",
    ),
    **dict.fromkeys(
        """
        order orders payment payments purchase purchases checkout checkouts receipt receipts charge charges cart carts
        transactions transaction invoice invoices iap billing subscribe subscriptions trade booking bookings reservation
        reservations basket verifyreceipt
        """.split(),  # noqa: SIM905
        "purchase",
    ),
    **dict.fromkeys("ocr vision image images img face faces photo photos picture pictures caption".split(), "image"),  # noqa: SIM905
    **dict.fromkeys(
        """
        speech asr stt audio transcribe transcription transcriptions transcripts voice voices recognize listen
        dictation pronunciation diarize diarization voiceprint speaker speakers
        """.split(),  # noqa: SIM905
        "voice",
    ),
}
_KEYS = {
    "chat_text": frozenset(
        """
        text message body content comment description note msg question inquiry feedback review plaintext details
        messagetext messagebody bodytext bodyhtml htmlbody contents memo answer reply textbody longdescription subject
        title html htmlcontent textcontent value freetext reason commentbody
        """.split()  # noqa: SIM905
    ),
    "image": frozenset(
        """
        image imageurl img imgurl url photo photourl picture base64 imagebase64 src inputimage content bytes data
        imagefile imageurls images inputs input imagecontent b64 base64data file uri source imguri link imageuri
        imagedata base64image initimage frontimage backimage faceimage selfie idimage pictureurl fileurl documenturl
        imagebytes maskimage imagefileb64 imageb64 photos img1 img2 imageurl1 imageurl2 sourceimage targetimage
        """.split()  # noqa: SIM905
    ),
    "purchase": frozenset(
        """
        price amount total totalamount productid sku itemname ordername goodsname planid priceid productname currency
        subtotal quantity unitprice itemprice unitamount totalprice totalfee payamount fee receipt receiptdata
        """.split()  # noqa: SIM905
    ),
    "voice": frozenset(
        """
        audio audiourl url content speech data voice file audiocontent fileurl mediaurl uri wav voiceurl recording bytes
        """.split()  # noqa: SIM905
    ),
}
_CODED = re.compile(r"[A-Za-z0-9+/_-]{40,}")
_WEB = re.compile(r"(?:https?|gs|s3|oss)://\S+\Z")
_SHOWN = 64
_PARTS = frozenset({"body", "query"})


def is_telling(key: str) -> bool:
    """Whether a field of this name may hold what a path's words tell of."""
    return key in _ALL_KEYS


_ALL_KEYS = frozenset().union(*_KEYS.values())


def find(content: Content, telling: Iterable[int]) -> Iterator[tuple[int, Finding]]:
    """Leaves of the body that are what the path is about. `telling`: the leaves whose names are (`is_telling`)."""
    path = content.parts.get("path")
    told = _told_by(tuple(one for one in path if isinstance(one, str))) if isinstance(path, list) else {}
    for at in telling if told else ():
        where = content.places[at][0]
        if where.partition(".")[0].partition("[")[0] not in _PARTS:
            continue
        key, text = plain_key(last_name(content.places[at][2])), content.texts[at].strip()
        for type_id, word in told.items():
            if key in _KEYS[type_id] and _is_of(type_id, text):
                shown = text if type_id in ("chat_text", "purchase") else text[:_SHOWN]
                yield at, Finding(type_id, content.path(at), "likely", shown, _reason(type_id, word))
                break


@lru_cache(10_000)
def _told_by(segments: tuple[str, ...]) -> dict[str, str]:
    """The types that a path's words tell of, and the word of each."""
    words = [word.lower() for segment in segments if len(segment) <= 80 for word in _WORDS.findall(segment)]
    return {_TOLD_BY[word]: word for word in words if word in _TOLD_BY}


def _is_of(type_id: str, text: str) -> bool:
    if type_id == "chat_text":
        return shapes.is_sentence(text) and "://" not in text[:8] and any(letter.isalpha() for letter in text)
    if type_id == "purchase":
        return shapes.is_short_text_or_number(text) and not shapes.is_flag(text)
    if text.startswith("data:"):
        return text.startswith("data:image/" if type_id == "image" else "data:audio/")
    return bool(_WEB.match(text) or _CODED.match(text))


def _reason(type_id: str, word: str) -> str:
    return (
        f"The request's path is about “{word}”, and a value of this form in a field of this name is then this type of "
        f"data ({name_of(type_id)})."
    )
