"""What fields are called, as words in any order: each type's phrases, and the words that may stand beside them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from inspector.datatypes import DATA_TYPES, checks, shapes
from inspector.datatypes.by_name.handed_over import is_coded_media
from inspector.datatypes.by_name.in_context_rules import is_choice

_AROUND = "current cur curr my raw value val string str text new data info x the get actual in of and is by custom hash"
_DEVICE = "device phone client app system user os android native environment env context runtime hardware platform info"
_USER = (
    "user member customer account profile login contact visitor guest buyer payer rider passenger patient applicant "
    "student subscriber sender shipping billing delivery client person traveller traveler attendee candidate shopper "
    "employee app main registered register bind bound verified emergency primary secondary alternate alternative "
    "home work personal mailing policyholder insured tenant borrower reporter caller requester signup registration"
)
_POINTS = (
    "gps location start end pickup dropoff pick up drop off origin destination from to last home center map point geo "
    "wgs gcj bd position device shipping delivery"
)
_UNITS = "bytes byte kb mb gb ms sec secs seconds millis milliseconds minutes px pixels dp m meters metres hz mhz"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A name made of one word at least of each group, and for the rest of words of the groups and of `beside`."""

    type: str
    groups: tuple[frozenset[str], ...]
    beside: frozenset[str]
    all_words: frozenset[str]  # of the groups
    accepts: Callable[[str], bool]
    alone: bool  # counts within one name only, not with the name it stands in


def _phrase(
    type_id: str, words: str, beside: str = "", accepts: Callable[[str], bool] | None = None, *, alone: bool = False
) -> Phrase:
    groups = tuple(frozenset(group.split()) for group in words.split(";"))
    around = frozenset(f"{_AROUND} {beside}".split())
    accepts = accepts or DATA_TYPES[type_id].accepts
    return Phrase(type_id, groups, around, frozenset[str]().union(*groups), accepts, alone)


def _is_word(text: str) -> bool:
    return shapes.is_state(text) and len(text) <= 16 and " " not in text


_SIZES = "total free used size space capacity"
_MANY = f"{_DEVICE} {_UNITS}"

PHRASES = (
    # The device's state.
    _phrase("storage",
            f"storage ; {_SIZES}", f"internal external sd local card primary rom amount max physical {_MANY}",
            shapes.is_size),
    _phrase("storage", "internal external sd rom ; total free used ; size space capacity", f"{_SIZES} {_MANY}",
            shapes.is_size),
    _phrase("memory", f"memory ; {_SIZES} physical low", f"amount max is class rss pss native heap {_MANY}",
            lambda text: shapes.is_size(text) or shapes.is_flag(text)),
    _phrase("battery", "battery ; level percent state status charging temperature voltage health capacity plugged low "
            "technology current power free saver optimization", f"is on {_MANY}", shapes.is_setting),
    _phrase("battery", "power ; save saver saving low ; mode enabled on", f"is {_MANY}", shapes.is_setting),
    _phrase("battery", "charging", f"is state status {_MANY}", shapes.is_setting),
    _phrase("volume", "volume ; music media ring ringer alarm call system device level output stream voice percent",
            f"max {_MANY}", shapes.is_number),
    _phrase("volume", "headset headphone headphones earphone ; on plugged connected is wired in state",
            f"{_MANY} has", shapes.is_flag),
    _phrase("display", "screen display device ; density dpi ppi brightness inches refresh gamma",
            f"rate level logical metrics scaled auto mode diagonal percent x y {_MANY}"),
    _phrase("display", "font text ; scale", f"size {_DEVICE}"),
    _phrase("display", "dark night ; mode theme", f"is on enabled ui {_DEVICE}", _is_word),
    _phrase("screen_size", "screen display ; width height resolution",
            f"size logical physical real full native usable metrics w h x y {_MANY}"),
    _phrase("screen_size", "window viewport browser ; width height", f"size inner outer screen {_MANY}"),
    _phrase("screen_size", "screen display ; size dimension dimensions", f"{_MANY}"),
    _phrase("orientation", "orientation", f"screen display layout view interface {_DEVICE}"),
    _phrase("cpu", "cpu processor soc chipset ; model name type arch architecture cores core count number abi family "
            "vendor frequency speed brand threads max hardware features bits", f"logical physical supported {_MANY}"),
    _phrase("cpu", "device os system supported hardware native app ; arch architecture abi abis", f"{_DEVICE} list"),
    _phrase("gpu", "gpu graphics gl opengl egl ; renderer vendor model name version driver device",
            f"open es family {_DEVICE}"),
    _phrase("uptime", "boot ; time elapsed", f"last since start system sys {_MANY}"),
    _phrase("uptime", "uptime", f"time total {_MANY}"),
    _phrase("uptime", "elapsed ; realtime", f"{_MANY} nanos"),
    _phrase("sensors", "accelerometer gyroscope magnetometer barometer gravity ; x y z data values list vector",
            f"sensor event {_DEVICE}"),
    _phrase("sensors", "sensor ; list data types names count free values", f"{_DEVICE}"),
    _phrase("signal_strength", "wifi cellular cell phone network lte nr gsm ; signal rssi rsrp rsrq dbm",
            f"strength level bars asu {_DEVICE}"),
    _phrase("signal_strength", "rsrp rsrq sinr", f"lte nr {_DEVICE}"),
    _phrase("rooted", "rooted emulator tampered hooked debugged compromised",
            f"is has detected device status flag state app on check result {_DEVICE} running possibly",
            shapes.is_flag),
    _phrase("rooted", "jail ; broken", f"is has {_DEVICE}", shapes.is_flag),
    _phrase("rooted", "debugger frida magisk xposed ; detected attached connected present found is has",
            f"{_DEVICE}", shapes.is_flag),
    _phrase("rooted", "developer device usb adb mock ; mode debugging location options enabled on",
            f"is allow {_DEVICE} gps locations", shapes.is_flag),
    _phrase("vpn", "vpn", f"is on active enabled connected used using detected status {_DEVICE} has", shapes.is_flag),
    _phrase("vpn", "proxy ; is on active enabled used using detected", f"has status http {_DEVICE}", shapes.is_flag),
    _phrase("roaming", "roaming", f"is status state network data international {_DEVICE}"),
    _phrase("roaming", "sim ; state status count slots ready present absent", f"card number slot has {_DEVICE}"),
    _phrase("bluetooth_devices", "bluetooth ; devices names", f"paired bonded connected nearby list {_DEVICE}"),
    # The device and its software.
    _phrase("device_model", "device phone hardware product machine build ; model",
            f"name code number id marketing commercial friendly internal full {_DEVICE}"),
    _phrase("manufacturer", "device phone hardware build os client ; manufacturer vendor", f"name {_DEVICE}"),
    _phrase("device_brand", "device phone build hardware client ; brand", f"name {_DEVICE}"),
    _phrase("device_type", "device client phone hardware platform form ; type kind class category factor idiom",
            f"name {_DEVICE}"),
    _phrase("os_name", "os platform system operating ; name type family", f"{_DEVICE}"),
    _phrase("os_version", "os android ; version release", f"name code number major minor full api sdk {_DEVICE}"),
    _phrase("os_version", "device system platform ; version", f"name number {_DEVICE}", shapes.is_system_version),
    _phrase("os_version", "android os ; api sdk ; level version int", f"{_DEVICE}"),
    _phrase("rom_build", "kernel baseband bootloader radio ; version", f"{_DEVICE}"),
    _phrase("rom_build", "security ; patch", f"level version time {_DEVICE}"),
    _phrase("rom_build", "os system rom build ; fingerprint incremental display", f"id {_DEVICE}"),
    _phrase("rom_build", "os system rom android firmware ; build", f"id number version type tags time {_DEVICE}"),
    _phrase("app_version", "app client ; version build", f"name code number short major minor bundle long {_DEVICE}"),
    _phrase("app_name", "app ; name label title", "display product"),
    _phrase("app_package", "app android ; package namespace", "name id bundle", shapes.is_package),
    _phrase("install_time", "install ; time begin", f"app first last on at {_MANY}", checks.is_time),
    _phrase("install_time", "first ; launch open opened run seen started ; time", f"app on at {_MANY}",
            checks.is_time),
    _phrase("sdk_version", "sdk lib library ; version", "name code number build android client analytics js"),
    _phrase("network_type", "network connection connectivity cellular internet radio access ; type mode class "
            "technology generation subtype standard", f"name effective active data network state {_DEVICE}"),
    _phrase("network_operator", "carrier operator ; name code id mcc mnc country number numeric",
            f"network sim mobile cellular home {_DEVICE}"),
    _phrase("network_operator", "network sim cellular phone subscriber home ; operator carrier mcc mnc plmn mccmnc",
            f"name code id number numeric provider service {_DEVICE}"),
    _phrase("language", "device user app system os client browser ui preferred phone keyboard spoken interface ; "
            "language locale", f"code name tag id primary default {_DEVICE}"),
    _phrase("language", "locale ; language", f"code name tag {_DEVICE}"),
    _phrase("timezone", "device user local system client app phone ; timezone",
            f"name id offset code {_DEVICE} {_UNITS}"),
    _phrase("timezone", "time ; zone", f"name id offset code local {_DEVICE} {_UNITS}"),
    _phrase("timezone", "timezone utc gmt ; offset name id", f"{_DEVICE} {_UNITS} hours time zone"),
    _phrase("country", "device user sim network carrier ip geo locale billing shipping residence home living client "
            "birth passport nationality card issuing store registration operator phone account ; country",
            f"code name iso alpha id two letter {_DEVICE} of address location"),
    _phrase("country", "country ; code iso name", "alpha two three letter geo ip"),
    # Identifiers.
    _phrase("advertising_id", "advertising advertiser ad advertisement gaid idfa adid aaid ; id",
            f"google play mobile gps fire amazon apple for hash {_DEVICE}"),
    _phrase("android_id", "android ssaid ; id", f"secure settings hash {_DEVICE}"),
    _phrase("imei", "imei", f"number first second primary sim slot hash {_DEVICE}"),
    _phrase("serial", "serial ; number", f"build hardware {_DEVICE} cpu", shapes.is_identifier),
    _phrase("mac", "mac ; address wifi bluetooth ethernet", f"network interface hash {_DEVICE}"),
    _phrase("device_id", "device hardware machine browser ; id uuid hash fingerprint",
            f"unique client key internal {_DEVICE} anonymous external stable persistent install", shapes.is_identifier),
    _phrase("device_id", "anonymous visitor guest ; id uuid", f"{_DEVICE} user", shapes.is_identifier),
    _phrase("installation_id", "install ; id uuid", f"{_DEVICE} sdk firebase", shapes.is_identifier),
    _phrase("installation_id", "instance ; id uuid", f"{_DEVICE} sdk firebase",
            shapes.is_identifier, alone=True),
    _phrase("session_id", "session visit ; id uuid", "key user app client unique current analytics",
            shapes.is_identifier),
    _phrase("push_token", "push fcm gcm apns hms notification messaging cloud ; token",
            f"id registration device google firebase {_DEVICE}"),
    _phrase("push_token", "push fcm gcm hms ; registration subscription ; id", f"{_DEVICE}"),
    _phrase("account_id", "user member customer subscriber buyer payer rider passenger patient student employee "
            "shopper player learner profile account applicant candidate ; id uuid number code key hash",
            f"external internal unique app partner client {_USER} crm", shapes.is_mark),
    _phrase("ip_address", "ip ; address client device user local public wifi lan wan internal external remote outer "
            "inner intranet source registration login", f"last v network {_DEVICE}"),
    _phrase("ip_address", "client source user device ; address", "public local"),
    _phrase("phone_name", "device phone ; nickname", f"{_DEVICE}"),
    _phrase("phone_name", "bluetooth ; name", f"{_DEVICE} adapter local"),
    # The person.
    _phrase("email", "email", f"address id contact {_USER}"),
    _phrase("phone_number", "phone whatsapp sms viber ; number", f"full international national local e {_USER}"),
    _phrase("phone_number", "phone", f"full international e with country code hash {_USER}"),
    _phrase("phone_number", "contact emergency ; number", f"{_USER}"),
    _phrase("username", "nick nickname handle", f"name {_USER}"),
    _phrase("username", "login account profile screen user member ; name", "display unique preferred public"),
    _phrase("name", "first last full real given family middle legal sur fore birth maiden ; name",
            f"kana kanji romaji english native chinese hangul on card {_USER} furigana"),
    _phrase("name", "customer contact passenger patient buyer payer rider applicant sender guest student employee "
            "traveller traveler attendee candidate shopper cardholder holder signer insured subscriber beneficiary "
            "borrower consignee payee caller requester reporter ; name", f"full {_USER} card account on"),
    _phrase("birth_date", "birth birthday dob ; time year month day user member customer profile",
            f"of {_USER}"),
    _phrase("age", "age", f"range group bracket years year {_USER}"),
    _phrase("gender", "gender sex", f"code type {_USER}"),
    _phrase("address", "street home shipping billing delivery mailing residential postal detailed detail full "
            "formatted road user customer contact residence permanent ; address",
            f"line one two {_USER}", shapes.is_street),
    _phrase("address", "address street ; line detail details road street", f"one two full name number {_USER}",
            shapes.is_street),
    _phrase("postal_code", "postal ; code number", f"address {_USER}"),
    _phrase("postal_code", "user home billing shipping delivery address geo ip location ; postal",
            f"code {_USER}"),
    _phrase("password", "password", f"user login old new confirm confirmation account hash repeat again {_USER}"),
    _phrase("password", "otp sms verification verify verifying auth login pin captcha email phone ; code pin",
            "one time user number"),
    _phrase("auth_token", "access refresh auth session login user bearer oauth sso jwt id sign identity account "
            "remember csrf ; token", "key app hash"),
    _phrase("profile_picture", "avatar portrait headshot ; url uri image picture photo link src path icon thumb small "
            "large full original", f"{_USER} hd http"),
    _phrase("profile_picture", "profile user member account ; image picture photo icon",
            "url uri link src path thumb small large"),
    _phrase("payment_card", "card ; number pan bin", f"credit debit bank payment masked full {_USER}"),
    _phrase("bank_account", "bank account ; number", f"card holder payee {_USER}", checks.is_bank_account),
    _phrase("occupation", "job occupation position work profession ; title role", f"{_USER}"),
    _phrase("occupation", "company employer school university college ; name", f"{_USER}", alone=True),
    _phrase("nationality", "nationality citizenship", f"code country {_USER}"),
    # Where.
    _phrase("latitude", "latitude", f"{_POINTS} {_USER}"),
    _phrase("longitude", "longitude", f"{_POINTS} {_USER}"),
    _phrase("movement", "location gps position horizontal vertical ; accuracy altitude speed bearing heading course",
            f"{_MANY} last"),
    _phrase("place_name", "user home current geo ip location shipping billing delivery address residence living gps "
            "client registered device nearby pickup dropoff origin departure arrival destination ; city province state "
            "district town county prefecture locality suburb neighborhood neighbourhood",
            f"name {_USER}"),
    _phrase("place_name", "city province prefecture district county town village municipality subdivision locality ; "
            "name",
            f"geo ip location full {_USER} level one two"),
    _phrase("ssid", "wifi network ; ssid", f"name connected {_DEVICE}"),
    _phrase("ssid", "wifi ; name", f"network connected {_DEVICE}"),
    _phrase("bssid", "wifi router access ap gateway network ; bssid mac", f"address point connected {_DEVICE}"),
    _phrase("cell_id", "cell lac cid tac enodeb enb gnb base ; id identity code cid lac station",
            f"area location tracking lte gsm nr global serving neighbor {_DEVICE}", shapes.is_measure),
    # What is done.
    _phrase("screen_view", "screen page activity fragment route scene tab view controller ; name title class",
            "previous prev last current next from to source target landing referrer ui path app event entry exit "
            "screen page viewed"),
    _phrase("web_page", "page website site web visited landing browser ; url uri href address",
            "current full last first entry exit"),
    _phrase("referrer", "referrer referring ; url uri domain host page", "initial first last latest previous external"),
    _phrase("install_source", "install installer attribution acquisition ; source referrer store package channel "
            "market name network", f"app first media user from {_DEVICE}", shapes.is_name),
    _phrase("campaign", "campaign adgroup adset creative utm ; name id source medium term content code",
            "ad first last latest initial attribution network group marketing"),
    _phrase("campaign", "adgroup adset", "name id ad"),
    _phrase("search_query", "search ; query term terms text keyword word words string phrase input value content",
            "user last recent history"),
    _phrase("click", "button element tap clicked tapped target widget click control ; name text label title class id",
            "ui view selected"),
    _phrase("purchase", "order transaction payment purchase receipt invoice checkout cart basket ; id uuid number "
            "amount total price value revenue currency product sku quantity subtotal",
            "code name platform original grand net gross final local list app"),
    _phrase("purchase", "product sku ; price quantity", "unit original list final"),
    _phrase("subscription", "subscription membership plan vip premium pro ; type name level status tier state active "
            "is expires expiry", "user current member account", shapes.is_state),
    _phrase("usage_time", "session engagement usage ; duration length count time start", f"total last first {_MANY}"),
    _phrase("crash_report", "stack exception crash error ; trace stack exception backtrace callstack", "message full"),
    _phrase("privacy_choice", "consent gdpr ccpa tcf gpp iab ; string status state given granted flag value version "
            "applies accepted mode opt", "user app privacy policy us marketing analytics ads ad", is_choice),
    _phrase("privacy_choice", "ad ads tracking personalization ; limit limited enabled opt allowed authorized",
            "out in is user tracking personalized app", is_choice),
    _phrase("privacy_choice", "marketing newsletter email sms push promotional promotion terms privacy policy ; opt "
            "agree agreed agreement consent subscribed accepted optin", "in out is user yn flag and of service use",
            is_choice),
    _phrase("conversation_id", "conversation chat thread dialog dialogue room message ticket ; id uuid",
            "parent user client local session last current root external reply to", shapes.is_identifier),
    _phrase("image", "image photo picture selfie face ; base64 bytes data content encoded binary "
            "blob file", "front back raw image card id portrait side scan uri url body string", is_coded_media),
    _phrase("image", "document id passport license licence card selfie ; front back side photo image picture",
            "base64 bytes data content file blob", is_coded_media),
    _phrase("voice", "audio voice speech sound ; base64 bytes data content encoded binary blob file",
            "raw url uri body string sample", is_coded_media),
    _phrase("chat_text", "message comment feedback inquiry enquiry note review complaint ticket reply "
            "suggestion ; text body content description details plain html message comment",
            "user customer visitor client free agent"),
    _phrase("dictated_text", "transcript transcription asr stt speech utterance dictation recognized ; text result "
            "content words", "final best", shapes.is_sentence),
    _phrase("contacts", "address phone contact ; book list names hashes", "number data entries"),
    _phrase("health", "blood ; type group pressure sugar glucose oxygen", "level user value"),
    _phrase("health", "heart ; rate", "average avg resting bpm max current"),
    _phrase("fitness", "step steps ; count daily", "total number"),
)  # fmt: skip
