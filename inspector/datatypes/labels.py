"""What the forms and laws that regulators work with call a type of data.

Google Play: categories and data types of the Data safety form, in its own words (Play Console Help, "Provide
information for Google Play's Data safety section"). Which row of the form a type belongs to is this tool's reading of
the form's definitions.

Korea: the terms of the statutes, in their words; each constant below names its article. `COMBINED` is what identifies
somebody only when easily combined with other information. Behavioural information and online identifiers are terms of
the Personal Information Protection Commission's policy on behavioural information in personalised advertising
(31 January 2024), not of the act.

GDPR: Article 9(1), special categories of personal data. A label says what a type of data is in general: whether it is
one in a given case is for whoever applies the law to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Scheme = Literal["google_play", "korea", "gdpr"]


@dataclass(frozen=True, slots=True)
class Label:
    """What one scheme calls a type. `group`: the form's category or the law's article; `meaning`: in English."""

    scheme: Scheme
    group: str
    text: str
    meaning: str = ""

    def __str__(self) -> str:
        return f"{self.group} ▸ {self.text}" if self.scheme == "google_play" else self.text


def _play(group: str, *texts: str) -> tuple[Label, ...]:
    return tuple(Label("google_play", group, text) for text in texts)


APPROXIMATE, PRECISE = _play("Location", "Approximate location", "Precise location")
(NAME, EMAIL, USER_IDS, ADDRESS, PHONE, RACE, BELIEFS, ORIENTATION, OTHER_PERSONAL) = _play(
    "Personal info", "Name", "Email address", "User IDs", "Address", "Phone number", "Race and ethnicity",
    "Political or religious beliefs", "Sexual orientation", "Other info",
)  # fmt: skip
PAYMENT, PURCHASES, OTHER_FINANCIAL = _play(
    "Financial info", "User payment info", "Purchase history", "Other financial info"
)
HEALTH, FITNESS = _play("Health and fitness", "Health info", "Fitness info")
SMS, IN_APP_MESSAGES = _play("Messages", "SMS or MMS", "Other in-app messages")
PHOTOS, VIDEOS = _play("Photos and videos", "Photos", "Videos")
(VOICE,) = _play("Audio files", "Voice or sound recordings")
(FILES,) = _play("Files and docs", "Files and docs")
(CALENDAR,) = _play("Calendar", "Calendar events")
(CONTACTS,) = _play("Contacts", "Contacts")
INTERACTIONS, SEARCHES, INSTALLED_APPS, USER_CONTENT, OTHER_ACTIONS = _play(
    "App activity", "App interactions", "In-app search history", "Installed apps", "Other user-generated content",
    "Other actions",
)  # fmt: skip
(BROWSING,) = _play("Web browsing", "Web browsing history")
CRASHES, DIAGNOSTICS, OTHER_PERFORMANCE = _play(
    "App info and performance", "Crash logs", "Diagnostics", "Other app performance data"
)
(DEVICE_IDS,) = _play("Device or other IDs", "Device or other IDs")

# 개인정보 보호법 (Personal Information Protection Act)
PERSONAL = Label("korea", "개인정보 보호법 제2조제1호가목", "개인정보", "personal information")
COMBINED = Label(
    "korea", "개인정보 보호법 제2조제1호나목", "개인정보(다른 정보와 쉽게 결합하여 알아볼 수 있는 경우)",
    "personal information where easily combined with other information",
)  # fmt: skip
SENSITIVE = Label("korea", "개인정보 보호법 제23조", "민감정보", "sensitive information")
BIOMETRIC = Label(
    "korea", "개인정보 보호법 시행령 제18조제3호", "민감정보(특정 개인을 알아볼 목적으로 생성한 생체 특징 정보)",
    "sensitive information: features made to recognise a person",
)  # fmt: skip
ETHNIC = Label(
    "korea", "개인정보 보호법 시행령 제18조제4호", "민감정보(인종이나 민족에 관한 정보)", "sensitive information: race"
)
UNIQUE = Label("korea", "개인정보 보호법 제24조, 시행령 제19조", "고유식별정보", "unique identification information")
RESIDENT = Label("korea", "개인정보 보호법 제24조의2", "주민등록번호", "resident registration number")
# 정보통신망 이용촉진 및 정보보호 등에 관한 법률 (Network Act)
LINKING = Label("korea", "정보통신망법 제23조의5", "연계정보", "linking information (CI)")
# 위치정보의 보호 및 이용 등에 관한 법률 (Location Information Act)
PLACE = Label("korea", "위치정보법 제2조제2호", "개인위치정보", "personal location information")
# 개인정보보호위원회, 맞춤형 광고에 활용되는 온라인 행태정보 보호를 위한 정책 방안 (2024-01-31)
BEHAVIOUR = Label("korea", "개인정보보호위원회 정책 방안(2024)", "행태정보", "behavioural information")
ONLINE_ID = Label("korea", "개인정보보호위원회 정책 방안(2024)", "온라인 식별자", "online identifier")
# General Data Protection Regulation
SPECIAL_HEALTH = Label("gdpr", "Art. 9(1)", "data concerning health")
SPECIAL_BIOMETRIC = Label(
    "gdpr", "Art. 9(1)", "biometric data for the purpose of uniquely identifying a natural person"
)
SPECIAL_BELIEFS = Label("gdpr", "Art. 9(1)", "political opinions, religious or philosophical beliefs")
SPECIAL_SEX = Label("gdpr", "Art. 9(1)", "data concerning a natural person's sex life or sexual orientation")
SPECIAL_ETHNIC = Label("gdpr", "Art. 9(1)", "racial or ethnic origin")
