"""A field's name as the words it is made of: "dvcBattLvl", "device-battery-level" and "devicebatterylevel" alike."""

from __future__ import annotations

import re
from functools import lru_cache

_PIECES = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\x00-\x7f]+")
_LONGEST = 80
_MOST_WORDS = 8
_LEAST_GLUED = 6  # letters of a word that may be several without anything between them
_WITH_DIGITS = frozenset("base64 b64 md5 sha1 sha256 sha512 last4".split())  # noqa: SIM905
_SHORT = frozenset("id os ip no nm cd sn".split())  # noqa: SIM905  two letters that are a word within such a one too

# Abbreviations, spellings and words that mean the same within a field's name; none that means two things there.
_SAME = {
    short: word
    for word, shorts in {
        "battery": "batt bat btry",
        "percent": "pct percentage prcnt",
        "level": "lvl",
        "free": "avail available remaining unused availability",
        "total": "tot",
        "memory": "ram mem",
        "storage": "disk sdcard flash hdd harddisk drive filesystem",
        "screen": "scr scrn",
        "display": "disp dsp",
        "resolution": "reso",
        "width": "wid",
        "height": "hgt hei ht",
        "pixels": "px pixel",
        "language": "lang lng_code",
        "timezone": "tz",
        "version": "ver vers vsn",
        "code": "cd",
        "name": "nm",
        "number": "no num nbr numb numbers",
        "manufacturer": "mfr mfg manuf manu maker make oem manufacture manufactor",
        "device": "dev dvc devc terminal handset equipment",
        "model": "mdl modle",
        "hardware": "hw",
        "user": "usr",
        "member": "mbr mber",
        "customer": "cust cstmr consumer",
        "account": "acct acnt",
        "address": "addresses addr adress adrs",
        "email": "emails",
        "phone": "phones tel telephone mobile mob cellphone hp telno msisdn smartphone",
        "password": "pwd passwd pswd passcode",
        "image": "img",
        "picture": "pic pict",
        "latitude": "lat",
        "longitude": "lng lon long",
        "message": "msg",
        "count": "cnt",
        "time": "timestamp ts datetime tm at date dt",
        "birthday": "bday",
        "birth": "born birthdate",
        "country": "ctry cntry nation",
        "connection": "conn connect",
        "network": "net netwk",
        "operator": "oper opr",
        "session": "sess",
        "id": "identifier ident",
        "ip": "ipv ipaddr",
        "uuid": "guid udid",
        "orientation": "orient",
        "bluetooth": "bt ble",
        "location": "loc geolocation",
        "position": "pos",
        "package": "pkg bundle",
        "app": "application apk",
        "referrer": "referer refer ref",
        "campaign": "camp cmpgn",
        "transaction": "txn trx trans tran tx",
        "order": "ord",
        "amount": "amt",
        "quantity": "qty",
        "product": "prod goods item",
        "category": "cat catg ctgr",
        "keyword": "kw keywords",
        "query": "qry",
        "search": "srch",
        "token": "tkn",
        "postal": "postcode zip zipcode plz",
        "install": "installation installed inst",
        "frequency": "freq",
        "rooted": "root jailbroken jailbreak",
        "emulator": "emu simulator emulated simulated",
        "accelerometer": "accel accelero",
        "gyroscope": "gyro",
        "magnetometer": "magneto",
        "temperature": "temp",
        "charging": "charge charged chrg",
        "wifi": "wlan",
        "system": "sys",
        "processor": "proc",
        "carrier": "telco telecom",
        "conversation": "conv convo",
        "base64": "b64",
        "hash": "hashed md5 sha1 sha256 sha512",
        "prefecture": "pref",
        "province": "prov",
        "authorization": "authz",
        "notification": "notif notifs notifications",
        "subscription": "subscr subscriptions",
        "interest": "interests",
        "segment": "segments",
        "contact": "contacts",
        "sensor": "sensors",
        "pressed": "press",
    }.items()
    for short in shorts.split()
}
_VOCABULARY = frozenset(
    """
    access activity ad address adset advertiser advertising age agent agreed alarm allowed altitude amount analytics
    android answer api app architecture area attribution audio auth author authorization available avatar average
    background barcode base base64 baseband battery bearing bearer billing birth birthday block bluetooth body boot
    bootloader brand brightness browser build button buyer cache call calendar campaign capacity card carrier category
    cellular chat charging checkout chip choice city class click client clipboard close code color comment company
    connection consent content context conversation cores count country county cpu crash creative currency current
    customer daily dark data date day debug default delivery density depth description detail details detected device
    digest direction display district dpi driver duration element email emulator enabled engine entry environment
    error event exception expiry external family fcm feedback file fingerprint firmware first flag font foreground
    form format fragment free frequency from full fullname gaid gender geo given google gps gpu group gyroscope hardware
    hash heading headline health height history home host id image imei index info initial input install internal
    interest invoice invite ip item kernel key keyboard keyword kind label landing language last latest latitude launch
    legal length level library line link list local locale locality location log login longitude loyalty mac mail
    manufacturer map market marketing max media medium member memory message metrics middle min minor mode model month
    movie music name national native network next nick nickname node notification number offset open operating operator
    option order orientation origin os output owner package page parameters parent part password path patch payer
    payment percent person phone photo picture pixels place plan platform play player plugged point portrait position
    postal power preferred prefecture previous price primary privacy processor product profile promo property provider
    province proxy purchase push quantity query question rate ratio receipt receiver recipient recipient referral
    referrer refresh region registration release remote report request residence resolution response result revenue
    ring road room rooted rotation route salary sale scale scene score screen search second secret section segment
    selected sender sensor serial series server service session set settings shared shipping sign signal sim size slot
    social source speech speed start state status storage store street string strength student subscriber subscription
    subtotal suburb support surname survey swipe system tag target tax template term terms text theme thread ticket time
    timezone title token topic total town track transaction type ui unique update uptime url used user uuid vendor
    version video view village visit visitor voice volume wallet web wifi width window word year zone
    cart compatible content's course department designation employee employer graphics height horizontal vertical
    ethernet roaming gravity proximity barometer magnetometer accelerometer light identity identity card passport
    patient passenger rider traveller traveler guest attendee applicant candidate shopper sim voltage tower cell station
    chipset referring subtype website widget visible required unit
    utm uri href domain site article sort test mock peer blog repo team role util menu rule shop sold spam row col bot
    job post pre sub sup api db sql css dom svg min max raw get put new old
    """.split()  # noqa: SIM905
) | frozenset(_SAME)
_LONGEST_WORD = max(map(len, _VOCABULARY))


@lru_cache(20_000)
def words_of(field: str) -> tuple[str, ...]:
    """The words of a name, small and in their usual spelling; () of what is too long to be one."""
    if len(field) > _LONGEST:
        return ()
    words: list[str] = []
    before = ""
    for piece in _PIECES.findall(field):
        low = piece.lower()
        if low.isdigit():
            whole = before + low
            if whole in _WITH_DIGITS:
                words[-1] = _SAME.get(whole, whole)
        else:
            words += [_SAME.get(word, word) for word in _apart(low)]
        before = low
    return tuple(words) if len(words) <= _MOST_WORDS else ()


def is_word(word: str) -> bool:
    """Whether it is a word that names are made of, and not somebody's own."""
    return word in _VOCABULARY


def _apart(word: str) -> tuple[str, ...]:
    """The words that were written together, or the word itself: "batterylevel" is two, "template" one."""
    if len(word) < _LEAST_GLUED or word in _VOCABULARY:
        return (word,)
    # Of each length of its beginning, the fewest words it is made of.
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for end in range(2, len(word) + 1):
        for start in range(max(0, end - _LONGEST_WORD), end - 1):
            before, last = best[start], word[start:end]
            if before is None or last not in _VOCABULARY or (len(last) < 3 and last not in _SHORT):
                continue
            known = best[end]
            if known is None or len(before) + 1 < len(known):
                best[end] = (*before, last)
    return best[-1] or (word,)
