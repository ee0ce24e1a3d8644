"""A name is known by the words it is made of, abbreviated, joined or spread over two levels; other words spoil it."""

from __future__ import annotations

import pytest

from inspector.datatypes.by_name.phrases import PHRASES
from inspector.datatypes.by_name.words import words_of
from inspector.datatypes.find import Finder
from tests.inspector.datatypes.world import PLANTED, one, types

BLIND, FINDER = Finder(), Finder(PLANTED)
HASH = "5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9"
UUID = "6c1f0d22-77aa-4b3c-9d8e-1234567890ab"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("dvcBattLvl", "device battery level"),
        ("device-battery-level", "device battery level"),
        ("devicebatterylevel", "device battery level"),
        ("OSVersion", "os version"),
        ("userID", "user id"),
        ("ipv4_address", "ip address"),
        ("imgB64", "image base64"),
        ("emailMd5", "email hash"),
        ("usr_tel_no", "user phone number"),
        ("template", "template"),
        ("candidate", "candidate"),
        ("수신번호", "수신번호"),
        ("x" * 81, ""),
    ],
)
def test_a_name_is_taken_apart_into_its_words(name: str, words: str) -> None:
    assert " ".join(words_of(name)) == words


@pytest.mark.parametrize(
    ("value", "type_ids"),
    [
        # What a phone is like and how it stands.
        ({"dvcBattLvl": 83}, {"battery"}),
        ({"batteryTemperatureCelsius": 31}, set()),
        ({"battery": {"level": 0.83, "state": "charging"}}, {"battery"}),
        ({"total_disk_bytes": 118112366592}, {"storage"}),
        ({"internalStorageAvail": "71 GB"}, {"storage"}),
        ({"disk": {"free": 71000000000}}, {"storage"}),
        ({"availMemMb": 2048}, {"memory"}),
        ({"deviceLowMemory": False}, {"memory"}),
        ({"mediaVolumeLevel": 7}, {"volume"}),
        ({"headphonesConnected": True}, {"volume"}),
        ({"deviceScreenBrightness": 0.4}, {"display"}),
        ({"userFontScale": 1.15}, {"display"}),
        ({"dispWidthPx": 1080, "dispHeightPx": 2340}, {"screen_size"}),
        ({"processorCoreCount": 8}, {"cpu"}),
        ({"openGlRendererName": "Adreno 740"}, {"gpu"}),
        ({"systemBootTimeMs": 1732000000000}, {"uptime"}),
        ({"cellularSignalDbm": -97}, {"signal_strength"}),
        ({"isDeviceJailbroken": False}, {"rooted"}),
        ({"emulatorDetected": True}, {"rooted"}),
        ({"vpnActive": True}, {"vpn"}),
        ({"wifiRouterMac": "3c:37:86:5d:75:d4"}, {"bssid"}),
        ({"servingCellId": 128421}, {"cell_id"}),
        ({"simSlotCount": 2}, {"roaming"}),
        ({"osSecurityPatchLevel": "2025-01-05"}, {"rom_build"}),
        ({"carrier": {"name": "SKT"}}, {"network_operator"}),
        ({"sim": {"operatorName": "SKT"}}, {"network_operator"}),
        ({"hwVendorName": "samsung"}, {"manufacturer"}),
        ({"dvcMdlNm": "SM-S911N"}, {"device_model"}),
        ({"gmtOffsetMinutes": 540}, {"timezone"}),
        ({"first_app_launch_ts": 1732000000}, {"install_time"}),
        # Who the user is, and where.
        ({"riderPhone": "01048217730", "riderFirstName": "Mina"}, {"phone_number", "name"}),
        ({"usr_tel_no": "01048217730"}, {"phone_number"}),
        ({"buyerEmailSha256": HASH, "mobileNumMd5": HASH}, {"email", "phone_number"}),
        ({"gaidSha1": HASH[:40], "imeiSha256": HASH}, {"advertising_id", "imei"}),
        ({"subscriberDateOfBirth": "1990-04-17", "patientSex": "F"}, {"birth_date", "gender"}),
        ({"mailing_address_line_1": "12 Sejong-daero"}, {"address"}),
        ({"shippingCityName": "Seoul", "billingZip": "04524"}, {"place_name", "postal_code"}),
        ({"pickupLatitude": 37.5663, "pickup_lng": 126.9779}, {"latitude", "longitude"}),
        ({"city": {"name": "Seoul"}}, {"place_name"}),
        ({"country": {"isoCode": "KR"}}, {"country"}),
        ({"moe_member_no": "881234"}, {"account_id"}),
        ({"loginPwdHash": HASH}, {"password"}),
        ({"smsVerificationCode": "482913"}, {"password"}),
        ({"job": {"title": "Nurse"}}, {"occupation"}),
        ({"avatarThumbUrl": "https://cdn.example/u/1.png"}, {"profile_picture"}),
        # What they do.
        ({"lastSessionDuration": 120}, {"usage_time"}),
        ({"checkoutTotalAmount": 9900}, {"purchase"}),
        ({"searchKeywordText": "lymph node clinic"}, {"search_query"}),
        ({"tappedButtonLabel": "Send"}, {"click"}),
        ({"adsetName": "autumn"}, {"campaign"}),
        ({"email_marketing_opt_in": True}, {"privacy_choice"}),
        ({"currentChatThreadId": UUID}, {"conversation_id"}),
        ({"customerCommentText": "I was charged twice"}, {"chat_text"}),
        ({"selfieBase64": "/9j/4AAQSkZJRgABAQAAAQABAAD"}, {"image"}),
        ({"image": {"content": "iVBORw0KGgoAAAANSUhEUg"}}, {"image"}),
        ({"speech": {"bytes": "A" * 100 + "b9/+" * 30}}, {"voice"}),
    ],
)
def test_words_that_make_a_name_of_a_type_are_one(value: dict[str, object], type_ids: set[str]) -> None:
    assert types(value, BLIND) == type_ids


@pytest.mark.parametrize(
    "value",
    [
        {"serverMemoryTotal": 1024, "hostDiskFree": 1024, "nodeBatteryLevel": 5},
        {"memoryLimitMb": 512, "storageClass": "STANDARD", "diskUsageAlert": True},
        {"memory": {"limit": 512}, "disk": {"type": "ssd"}, "volume": {"unit": "l"}},
        {"minScreenWidth": 1080, "maxPhoneCount": 3, "imageWidth": 1080},
        {"batteryLevelVisible": "yes", "showUserEmail": True, "phoneRequired": True},
        {"phoneNumberFormat": "E164", "emailTemplateId": 12, "addressLineCount": 3},
        {"totalMemory": "unknown", "availMemMb": "high", "userPhoneNumber": "hidden"},
        {"userCount": 88123456, "memberNumber": "0", "customerIdLength": 12},
        {"sortOrderId": "price1", "orderByName": "x1", "pageOrderNumber": "3"},
        {"merchantCityName": "Seoul", "storePostalCode": "04524", "sellerFirstName": "Mina"},
        {"company": {"name": "Practice Ltd"}, "branch": {"name": "Mina"}},
        {"author": {"emailAddress": "x", "firstNameKana": "ミナ"}},
        {"theme": {"dark": {"mode": "see below what"}}, "tokenType": "Bearer"},
        {"imageContentType": "png", "audioContent": "intro", "photoFile": "icon_send"},
        {"messageContentType": "one two three", "commentTextColor": "one two three"},
        {"subscriptionTypeLabels": {"a": "b"}, "planNameKey": "x"},
        {"contactSupportNumber": "12", "verificationCodeLength": 6},
        {"emailMd5": "none", "phoneHash": "yes"},
        {"data": {"level": 5, "total": 12, "width": 100, "type": "wifi"}},
        {
            "properties": {"cpu": {"type": "string"}, "subscription": {"type": "array"}},
            "instance": {"id": "i-abcd1234"},
        },
        {"battery": {"id": 12}, "carrier": {"pigeon": "x1"}},
    ],
)
def test_another_word_among_them_or_another_value_makes_it_none(value: dict[str, object]) -> None:
    assert types(value, BLIND) == set()


def test_a_known_value_under_such_a_name_is_certain() -> None:
    finding = one({"hwMdlNm": "Practice Phone"}, "device_model", FINDER)
    assert (finding.certainty, finding.planted) == ("certain", "Practice Phone")
    assert one({"hwMdlNm": "SM-S911N"}, "device_model", FINDER).certainty == "likely"


def test_a_hashed_value_says_that_it_has_the_form_of_a_hash() -> None:
    assert "form of a hash" in one({"buyerEmailSha256": HASH}, "email", BLIND).reason


def test_no_word_of_a_phrase_is_an_abbreviation_of_another() -> None:
    """Names are compared in the usual spelling of their words, so phrases are written in it."""
    unusual = {word for phrase in PHRASES for word in phrase.all_words if words_of(word) not in ((word,), ())}
    assert unusual == set()
