"""SDKs in the app: what each is, whether it was started, what was seen of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from inspector import wording
from inspector.readings import RecipientReceipts
from inspector.records import SdkPresence
from ui.models.as_json import to_json
from ui.models.receipts import JsonRole

SdkRole = int(Qt.ItemDataRole.UserRole) + 41
COLUMNS = ("SDK", "Company", "Started", "Calls seen", "Sent by its code", "To its hosts")
NAME, COMPANY, STARTED, CALLS, SENT_BY, TO_HOSTS = range(len(COLUMNS))

_Index = QModelIndex | QPersistentModelIndex


class SdksModel(QAbstractTableModel):
    """One row an SDK, those that were heard of most first. Qt main thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sdks: list[SdkPresence] = []
        self._sent: dict[str, tuple[int, int]] = {}
        self._hosts: dict[str, tuple[int, int]] = {}
        self._companies: dict[str, str] = {}

    def set_sdks(
        self,
        sdks: Sequence[SdkPresence],
        senders: Sequence[Mapping[str, Any]] = (),
        recipients: Sequence[RecipientReceipts] = (),
    ) -> None:
        """Take a new reading; `senders` as Reader.senders() gives them."""
        sent = {str(item["id"]).rpartition("/")[2]: (int(item["requests"]), int(item["bytes_up"])) for item in senders}
        hosts = {p.id: (p.requests, p.bytes_up) for recipient in recipients for p in recipient.products}
        companies = {recipient.id: recipient.name for recipient in recipients}
        standing = {sdk.product: place for place, sdk in enumerate(self._sdks)}
        ordered = sorted(sdks, key=lambda sdk: (standing.get(sdk.product, len(standing)), -sdk.calls, sdk.name.lower()))
        state = (sent, hosts, companies)
        if ordered == self._sdks and state == (self._sent, self._hosts, self._companies):
            return
        same = [sdk.product for sdk in ordered] == [sdk.product for sdk in self._sdks]
        if not same:
            self.beginResetModel()
        self._sdks, (self._sent, self._hosts, self._companies) = ordered, state
        if not same:
            self.endResetModel()
        elif ordered:
            self.dataChanged.emit(self.index(0, 0), self.index(len(ordered) - 1, len(COLUMNS) - 1))

    def sdk(self, row: int) -> SdkPresence:
        """The SDK of a row."""
        return self._sdks[row]

    def _text(self, sdk: SdkPresence, column: int) -> str:
        if column == NAME:
            return sdk.name
        if column == COMPANY:
            return self._companies.get(sdk.company, sdk.company.replace("_", " ").title())
        if column == STARTED:
            return f"at {wording.clock_text(sdk.started_ms)}" if sdk.started_ms is not None else "not started"
        if column == CALLS:
            return f"{sdk.calls:,}" if sdk.calls else "none"
        requests, sent = (self._sent if column == SENT_BY else self._hosts).get(sdk.product, (0, 0))
        return f"{requests:,} requests, {wording.size_text(sent)}" if requests else "nothing seen"

    # ---------------------------------------------------------------------------------------------- Qt

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._sdks)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._sdks):
            return None
        sdk = self._sdks[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(sdk, index.column())
        if role == SdkRole:
            return sdk
        if role == JsonRole:
            return to_json(dataclasses.asdict(sdk))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None
