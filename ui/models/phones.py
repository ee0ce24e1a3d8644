"""The phones there are now, the practice phone last, and the one sentence and next step of each state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from inspector.records import Phone

Step = Literal["choose", "install", "start_practice", "none"]
PHONE_ROLE = Qt.ItemDataRole.UserRole

PRACTICE_NAME = "Practice Phone"


@dataclass(frozen=True, slots=True)
class PhoneWords:
    """What the window says of a phone. `tone` is ok, warning, bad, quiet or accent; `step` what its button does."""

    subtitle: str
    state: str
    tone: str
    sentence: str
    step: Step
    button: str


def _tr(text: str) -> str:
    return QCoreApplication.translate("Phones", text)


def words_for(phone: Phone) -> PhoneWords:
    """The words of a phone in its state; an unknown state is said as it is."""
    subtitle = _subtitle(phone)
    if phone.connection == "practice":
        return _practice_words(phone, subtitle)
    if phone.state == "ready":
        return PhoneWords(subtitle, _tr("Ready"), "ok", _ready_sentence(phone), "choose", _tr("Choose an app"))
    state, tone, sentence, step, button = _other_states(phone).get(
        phone.state, (phone.state.capitalize(), "quiet", _own_sentence(phone), "none", "")
    )
    return PhoneWords(subtitle, state, tone, _own_sentence(phone) or sentence, step, button)


class PhonesModel(QAbstractListModel):
    """The phones in the order adb gives them; the practice phone is always there and always last."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._connected: list[Phone] = []
        self._practice_state, self._practice_sentence = "not_started", ""
        self._phones: list[Phone] = self._with_practice()

    def set_phones(self, phones: Sequence[Phone]) -> None:
        """Take over the phones there are now; rows of phones that stayed are only updated."""
        self._connected = list(phones)
        self._rebuild()

    def set_practice(self, state: str, sentence: str = "") -> None:
        """Note how the practice phone stands: not_started, starting, ready, unavailable; `sentence` says more."""
        self._practice_state, self._practice_sentence = state, sentence
        self._rebuild()

    def phones(self) -> list[Phone]:
        """The phones, in the order of the rows."""
        return list(self._phones)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._phones)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._phones):
            return None
        phone = self._phones[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return phone.model
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{phone.model}, {words_for(phone).state}"
        return phone if role == PHONE_ROLE else None

    def _rebuild(self) -> None:
        phones = self._with_practice()
        if phones == self._phones:
            return
        if [phone.serial for phone in phones] == [phone.serial for phone in self._phones]:
            self._phones = phones
            self.dataChanged.emit(self.index(0), self.index(len(phones) - 1))
            return
        self.beginResetModel()
        self._phones = phones
        self.endResetModel()

    def _with_practice(self) -> list[Phone]:
        own = [phone for phone in self._connected if phone.connection != "practice"]
        practice = next((phone for phone in self._connected if phone.connection == "practice"), None)
        state = self._practice_state
        if practice is None or (practice.state in ("not_started", "offline") and state == "starting"):
            # "ready" without a phone in adb's list: its first look at it is still to come.
            shown = "starting" if state == "ready" else state
            detail = {"sentence": self._practice_sentence} if self._practice_sentence else {}
            practice = Phone("", PRACTICE_NAME, shown, connection="practice", detail=detail)
        return [*own, practice]


# ------------------------------------------------------------------------------------------------ private


def _subtitle(phone: Phone) -> str:
    if phone.connection == "practice":
        return _tr("On this computer: learn the tool, or try it without a phone")
    way = {"usb": _tr("USB"), "network": _tr("Network")}.get(phone.connection, "")
    android = _tr("Android {version}").format(version=phone.android) if phone.android else ""
    return " · ".join(part for part in (android, phone.serial, way) if part)


def _own_sentence(phone: Phone) -> str:
    return str(phone.detail.get("sentence", ""))


def _ready_sentence(phone: Phone) -> str:
    parts = [_tr("rooted")] if phone.rooted else []
    if phone.frida_version:
        parts.append(_tr("Frida {version} running").format(version=phone.frida_version))
    apps = phone.detail.get("apps")
    if apps:
        parts.append(_tr("{count} apps").format(count=apps))
    words = ", ".join(parts)
    return words[:1].upper() + words[1:]


def _practice_words(phone: Phone, subtitle: str) -> PhoneWords:
    own, what = _own_sentence(phone), _tr("A chatbot app that shares what DeepSeek's app shared in early 2025")
    if phone.state == "ready":
        return PhoneWords(subtitle, _tr("Ready"), "ok", own or what, "choose", _tr("Choose an app"))
    if phone.state == "starting":
        return PhoneWords(subtitle, _tr("Starting"), "accent", own or _tr("Starting the phone …"), "none", "")
    if phone.state in ("unavailable", "failed"):
        reason = own or _tr("It cannot run on this computer.")
        return PhoneWords(subtitle, _tr("Not available"), "warning", reason, "start_practice", _tr("Try again"))
    return PhoneWords(subtitle, _tr("Not started"), "quiet", own or what, "start_practice", _tr("Start"))


def _other_states(phone: Phone) -> dict[str, tuple[str, str, str, Step, str]]:
    there = phone.frida_version or _tr("another version")
    return {
        "unauthorized": (
            _tr("Waiting for you"),
            "warning",
            _tr("Unlock the phone and tap **Allow** when it asks about USB debugging from this computer."),
            "none",
            "",
        ),
        "offline": (
            _tr("Not answering"),
            "warning",
            _tr("Unplug the phone and plug it in again. If that does not help, switch USB debugging off and on."),
            "none",
            "",
        ),
        "server_missing": (
            _tr("One step missing"),
            "warning",
            _tr("Frida's server is not running on it. It stays on the phone until you remove it."),
            "install",
            _tr("Install and start Frida's server"),
        ),
        "server_mismatch": (
            _tr("Other version"),
            "warning",
            _tr("It runs Frida {version}, which does not fit this tool.").format(version=there),
            "install",
            _tr("Replace Frida's server"),
        ),
        "not_rooted": (
            _tr("Not rooted"),
            "bad",
            _tr("Looking inside other apps needs a rooted phone. The practice phone below needs none."),
            "none",
            "",
        ),
        "starting": (_tr("Starting"), "accent", _tr("Frida's server is starting …"), "none", ""),
    }
