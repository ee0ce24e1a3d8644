"""What a type of data is and what forms and laws call it, in lines, for tooltips and details."""

from __future__ import annotations

from inspector.datatypes import DATA_TYPES, Label, labels_of, name_of

_SCHEMES = {"google_play": "Google Play", "korea": "Korea", "gdpr": "GDPR"}


def label_lines(type_id: str) -> list[str]:
    """One line a label: "Google Play: Personal info ▸ Name", "Korea: 개인정보 (personal information)"."""
    return [_line(label) for label in labels_of(type_id)]


def type_text(type_id: str) -> str:
    """The type's name, what it means, and its labels, a line each; only the id where nobody knows it."""
    kind = DATA_TYPES.get(type_id)
    described = [f"{kind.description}."] if kind else []
    return "\n".join([name_of(type_id), *described, *label_lines(type_id)])


def _line(label: Label) -> str:
    meaning = f" ({label.meaning})" if label.meaning else ""
    special = "special category, " if label.scheme == "gdpr" else ""
    return f"{_SCHEMES[label.scheme]}: {special}{label}{meaning}"
