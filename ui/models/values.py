"""A decoded value as a tree: sections, objects, lists, and what was wrapped inside a string shown in its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from inspector.records import Nested, Value
from ui.models.as_json import to_json
from ui.models.receipts import JsonRole

PAGE_CHILDREN = 500
LONGEST_TEXT = 4000
"""Characters of one string shown in the tree; the whole of it is in the bytes and in what JSON copying gives."""

NodeRole = int(Qt.ItemDataRole.UserRole) + 31

STEP_NAMES = {
    "gzip": "gzip",
    "deflate": "deflate",
    "zlib": "zlib",
    "br": "Brotli",
    "brotli": "Brotli",
    "zstd": "Zstandard",
    "zstandard": "Zstandard",
    "json": "JSON",
    "protobuf": "Protobuf",
    "base64": "Base64",
    "url": "URL form",
    "form": "form",
    "multipart": "multipart",
    "msgpack": "MessagePack",
    "cbor": "CBOR",
    "plist": "property list",
    "sentry_envelope": "Sentry envelope",
    "jce": "JCE (Tencent)",
    "thrift": "Thrift",
    "pangle_aes": "AES (Pangle's, the key stands in front)",
    "umeng_aes": "AES (Umeng's, the key is in the envelope)",
    "jsonp": "a script's call",
    "headed_json": "JSON behind a head of its own",
    "data_uri": "data: address",
    "app_measurement": "fields named as Firebase Analytics logs them",
    "chunked": "HTTP chunks",
    "headed_gzip": "gzip behind a head of its own",
    "form_lines": "forms, one a line",
    "json_lines": "JSON lines",
    "event_stream": "event stream",
    "tt_encrypt": "TT-Encrypt",
    "grpc": "gRPC",
    "jwt": "JWT",
    "hex": "hexadecimal",
    "base64url": "Base64",
    "percent": "percent-encoding",
    "gb18030": "text in GB 18030",
    "euc_kr": "text in EUC-KR",
    "shift_jis": "text in Shift_JIS",
    "big5": "text in Big5",
    "latin_1": "text in Latin-1",
    "utf_16": "text in UTF-16",
    "utf_16le": "text in UTF-16",
    "utf_16be": "text in UTF-16",
    "utf8": "text",
    "text": "text",
    "xml": "XML",
    "query": "query",
}

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Pairs:
    """Names with values where a name may come more than once: headers. Paths have the names in lower case."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """Something found at a path: `text` is what to mark there, `label` and `family` make its chip."""

    path: str
    text: str
    label: str
    family: str
    certain: bool


@dataclass(slots=True)
class Node:
    """A line of the tree. `steps` says what was taken off to see it; `items` are its children, made when asked for."""

    key: str
    path: str
    value: Value
    parent: Node | None
    row: int
    steps: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    children: list[Node] = field(default_factory=list)
    items: list[tuple[str, str, Value]] = field(default_factory=list)
    key_px: float = 0.0

    @property
    def text(self) -> str:
        """The value as one string; empty for what has children."""
        return "" if self.items else scalar_text(self.value)


class ValueModel(QAbstractItemModel):
    """Sections at the top, each with its own root path ("body", "query"). Children are made on demand, 500 a turn."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._marks: dict[str, list[Mark]] = {}
        self._root = Node("", "", None, None, 0)

    def set_sections(self, sections: Sequence[tuple[str, str, Value]], marks: Sequence[Mark]) -> None:
        """Show (title, root path, value) one under another, with what was found in them."""
        self.beginResetModel()
        self._marks = {}
        for mark in marks:
            standing = self._marks.setdefault(mark.path, [])
            if mark not in standing:
                standing.append(mark)
        self._root = Node("", "", None, None, 0)
        self._root.items = [(title, path, value) for title, path, value in sections]
        self._make(self._root, len(self._root.items))
        self.endResetModel()

    def node(self, index: _Index) -> Node:
        """The line at an index, the invisible root for an invalid one."""
        found = index.internalPointer() if index.isValid() else self._root
        assert isinstance(found, Node)
        return found

    def marked_paths(self) -> Sequence[str]:
        """Paths where something was found."""
        return tuple(self._marks)

    def index_at(self, path: str) -> QModelIndex:
        """The line at a path, making lines on the way there; invalid where nothing stands there."""
        return self._search(QModelIndex(), path)

    def _search(self, parent: QModelIndex, path: str) -> QModelIndex:
        node = self.node(parent)
        while len(node.children) < len(node.items) and len(node.children) < 20 * PAGE_CHILDREN:
            if any(_leads_to(child.path, path) for child in node.children):
                break
            self.fetchMore(parent)
        for child in node.children:
            index = self.createIndex(child.row, 0, child)
            if child.path == path:
                return index
            if _leads_to(child.path, path):
                found = self._search(index, path)
                if found.isValid():
                    return found
        return QModelIndex()

    def _make(self, node: Node, count: int) -> None:
        first = len(node.children)
        for row, (key, path, value) in enumerate(node.items[first : first + count], first):
            child = Node(key, path, value, node, row, marks=tuple(self._marks.get(path, ())))
            child.value, child.steps = _unwrapped(value)
            child.items = _items(child.value, path)
            node.children.append(child)
            self._make(child, 0)

    # ---------------------------------------------------------------------------------------------- Qt

    def index(self, row: int, column: int, parent: _Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        node = self.node(parent)
        if column != 0 or not 0 <= row < len(node.children):
            return QModelIndex()
        return self.createIndex(row, 0, node.children[row])

    def parent(self, index: _Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        if not index.isValid():
            return QModelIndex()
        above = self.node(index).parent
        if above is None or above is self._root:
            return QModelIndex()
        return self.createIndex(above.row, 0, above)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return len(self.node(parent).children) if parent.column() <= 0 else 0

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def hasChildren(self, parent: _Index = QModelIndex()) -> bool:  # noqa: B008
        return bool(self.node(parent).items)

    def canFetchMore(self, parent: _Index) -> bool:
        node = self.node(parent)
        return len(node.children) < len(node.items)

    def fetchMore(self, parent: _Index) -> None:
        node = self.node(parent)
        first, count = len(node.children), min(PAGE_CHILDREN, len(node.items) - len(node.children))
        if count > 0:
            self.beginInsertRows(QModelIndex(parent), first, first + count - 1)  # type: ignore[arg-type,unused-ignore]
            self._make(node, count)
            self.endInsertRows()

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        node = self.node(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{node.key}: {node.text}" if node.text else node.key
        if role == Qt.ItemDataRole.AccessibleTextRole:
            found = ", ".join(mark.label for mark in node.marks)
            return f"{node.key}: {node.text}" + (f" ({found})" if found else "")
        if role == NodeRole:
            return node
        if role == JsonRole:
            return to_json({node.key: plain(node.value)})
        return None


def step_name(step: str) -> str:
    """A decoding step as it is shown."""
    return STEP_NAMES.get(step.lower(), step)


def plain(value: Value) -> Value:
    """A value without wrappings: what was inside a string stands in its place."""
    if isinstance(value, Nested):
        return plain(value.value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, Pairs):
        return [[name, text] for name, text in value.items]
    return value


def scalar_text(value: Value) -> str:
    """One value as it is shown: JSON's words for nothing, true and false, bytes as their size and beginning."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (bytes, bytearray)):
        return f"{len(value):,} bytes  {bytes(value[:24]).hex(' ')}{' …' if len(value) > 24 else ''}"
    if isinstance(value, Mapping):
        return "{}"
    if isinstance(value, (list, tuple)):
        return "[]"
    text = str(value)
    if len(text) > LONGEST_TEXT:
        return f"{text[:LONGEST_TEXT]} … {len(text) - LONGEST_TEXT:,} characters more"
    return text


def _unwrapped(value: Value) -> tuple[Value, tuple[str, ...]]:
    steps: tuple[str, ...] = ()
    while isinstance(value, Nested):
        steps, value = (*steps, *value.steps), value.value
    return value, steps


def _items(value: Value, path: str) -> list[tuple[str, str, Value]]:
    if isinstance(value, Mapping):
        return [(str(key), f"{path}.{key}", item) for key, item in value.items()]
    if isinstance(value, (list, tuple)):
        return [(str(number), f"{path}[{number}]", item) for number, item in enumerate(value)]
    if isinstance(value, Pairs):
        return [(name, f"{path}.{name.lower()}", text) for name, text in value.items]
    return []


def _leads_to(path: str, wanted: str) -> bool:
    return wanted == path or (wanted.startswith(path) and wanted[len(path)] in ".[")
