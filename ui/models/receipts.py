"""The list of recipients as flat rows: a card each, one sentence per data type under an open card, silent SDKs last."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from inspector import datatypes, wording
from inspector.readings import DataReceived, RecipientReceipts, SilentSdk
from inspector.records import Phase
from ui.models.as_json import to_json
from ui.models.labels import type_text

EntryRole = int(Qt.ItemDataRole.UserRole) + 1
ExpandedRole = EntryRole + 1
JsonRole = EntryRole + 2

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Entry:
    """One row. `data` is set for a sentence, `silent` for a silent SDK; `last` closes an open card."""

    kind: Literal["card", "sentence", "silent"]
    key: tuple[str, str]
    recipient: RecipientReceipts | None = None
    data: DataReceived | None = None
    silent: SilentSdk | None = None
    expanded: bool = False
    last: bool = False


class ReceiptsModel(QAbstractListModel):
    """Rows change in place: what is on the screen keeps its order, new recipients come after those already there.

    Third parties stand before the app's own servers, silent SDKs at the end. Qt main thread.

    Attributes:
        phases: the session's phases, in order.
        prompts_total: how many prompts were typed or planted.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.phases: Sequence[Phase] = ()
        self.prompts_total = 0
        self._recipients: list[RecipientReceipts] = []
        self._silent: tuple[SilentSdk, ...] = ()
        self._expanded: set[str] = set()
        self._entries: list[Entry] = []

    def set_receipts(
        self,
        recipients: Sequence[RecipientReceipts],
        silent: Sequence[SilentSdk] = (),
        phases: Sequence[Phase] = (),
        prompts_total: int = 0,
    ) -> None:
        """Take a new reading: rows that are still true stay where they are."""
        context_changed = (tuple(phases), prompts_total) != (tuple(self.phases), self.prompts_total)
        self.phases, self.prompts_total = tuple(phases), prompts_total
        self._recipients = _in_standing_order(self._recipients, recipients)
        self._silent = tuple(silent)
        self._rebuild()
        if context_changed and self._entries:
            self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1))

    def recipients(self) -> Sequence[RecipientReceipts]:
        """All recipients in the order shown."""
        return tuple(self._recipients)

    def set_expanded(self, company: str, expanded: bool) -> None:
        """Open or close one card."""
        if expanded:
            self._expanded.add(company)
        else:
            self._expanded.discard(company)
        self._rebuild()

    def is_expanded(self, company: str) -> bool:
        """Whether the card of this company is open."""
        return company in self._expanded

    def entry(self, index: _Index) -> Entry | None:
        """The row at an index, None for an invalid one."""
        if not index.isValid() or index.row() >= len(self._entries):
            return None
        return self._entries[index.row()]

    def index_of(self, company: str, data_type: str = "") -> QModelIndex:
        """The row of a company's card, or of one of its sentences; invalid where it is not shown."""
        for row, entry in enumerate(self._entries):
            if entry.key == (company, data_type) and entry.kind != "silent":
                return self.index(row)
        return QModelIndex()

    def _rebuild(self) -> None:
        target = list(_entries(self._recipients, self._silent, self._expanded))
        wanted = {entry.key for entry in target}
        for row in range(len(self._entries) - 1, -1, -1):
            if self._entries[row].key not in wanted:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._entries[row]
                self.endRemoveRows()
        _drop_moved(self, self._entries, target)
        for row, entry in enumerate(target):
            if row >= len(self._entries) or self._entries[row].key != entry.key:
                self.beginInsertRows(QModelIndex(), row, row)
                self._entries.insert(row, entry)
                self.endInsertRows()
            elif self._entries[row] != entry:
                self._entries[row] = entry
                self.dataChanged.emit(self.index(row), self.index(row))

    # ---------------------------------------------------------------------------------------------- Qt

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entry(index)
        if entry is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row_text(entry, self.prompts_total)
        if role == Qt.ItemDataRole.ToolTipRole:
            return type_text(entry.data.type) if entry.data else None
        if role == EntryRole:
            return entry
        if role == ExpandedRole:
            return entry.expanded
        if role == JsonRole:
            return to_json(dataclasses.asdict(entry.data or entry.recipient or entry.silent))  # type: ignore[arg-type]
        return None


def by_family(data: Iterable[DataReceived]) -> list[DataReceived]:
    """Data types in reading order: content, identity, device, place, behaviour."""
    return sorted(data, key=lambda item: datatypes.order_of(item.type))


def chip_text(item: DataReceived, prompts_total: int) -> tuple[str, str]:
    """(name, count) as a chip shows them: ("Prompt text", "3 of 4"); count is "" where there is none."""
    count = f"{item.prompts} of {max(prompts_total, item.prompts)}" if item.prompts else ""
    return datatypes.name_of(item.type), count


def where_text(recipient: RecipientReceipts) -> tuple[str, str]:
    """(what it is, where it is) for the line under the name: wording.who_line in its two parts."""
    what, _, where = wording.who_line(recipient).rpartition(" · ")
    what = what or where
    return what[:1].upper() + what[1:], where if what != where else ""


def row_text(entry: Entry, prompts_total: int) -> str:
    """One row in words, as copied and as a screen reader says it."""
    if entry.silent is not None:
        return wording.silent_text(entry.silent)
    assert entry.recipient is not None
    if entry.data is not None:
        sentence = wording.receipt_sentence(entry.recipient, entry.data, prompts_total)
        return f"{datatypes.name_of(entry.data.type)}: {sentence}, {wording.since_text(entry.data)}"
    recipient = entry.recipient
    chips = ", ".join(" ".join(filter(None, chip_text(item, prompts_total))) for item in by_family(recipient.data))
    place = ", ".join(filter(None, where_text(recipient)))
    sent = wording.size_text(recipient.bytes_up)
    requests = "1 request" if recipient.requests == 1 else f"{recipient.requests:,} requests"
    return f"{recipient.name} ({place}): {chips or 'no personal data found'}; {sent} sent in {requests}"


def _in_standing_order(
    standing: Sequence[RecipientReceipts], fresh: Sequence[RecipientReceipts]
) -> list[RecipientReceipts]:
    place = {recipient.id: number for number, recipient in enumerate(standing)}
    return sorted(fresh, key=lambda r: (r.party == "first", place.get(r.id, len(place))))


def _entries(
    recipients: Sequence[RecipientReceipts], silent: Sequence[SilentSdk], expanded: set[str]
) -> Iterable[Entry]:
    for recipient in recipients:
        data = by_family(recipient.data) if recipient.id in expanded else []
        yield Entry("card", (recipient.id, ""), recipient, expanded=bool(data))
        for item in data:
            yield Entry("sentence", (recipient.id, item.type), recipient, item, last=item is data[-1])
    for sdk in silent:
        yield Entry("silent", ("silent", sdk.product), silent=sdk)


def _drop_moved(model: ReceiptsModel, standing: list[Entry], target: Sequence[Entry]) -> None:
    """Take out rows that changed their place among the others (a data type's family settled late); they come back."""
    order = {entry.key: number for number, entry in enumerate(target)}
    highest = -1
    row = 0
    while row < len(standing):
        place = order[standing[row].key]
        if place < highest:
            model.beginRemoveRows(QModelIndex(), row, row)
            del standing[row]
            model.endRemoveRows()
        else:
            highest, row = place, row + 1
