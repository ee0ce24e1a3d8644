"""What kinds of personal data there are: the families, their types, and how to find them in decoded content."""

from __future__ import annotations

from collections.abc import Mapping

from inspector.datatypes.kinds import DataType, Family
from inspector.datatypes.labels import Label, Scheme
from inspector.datatypes.types import behaviour, content, device, identifiers, identity, place, system, traits
from inspector.records import Language

__all__ = [
    "DATA_TYPES",
    "FAMILIES",
    "DataType",
    "Family",
    "Label",
    "family_of",
    "labels_of",
    "labels_table",
    "name_of",
    "order_of",
]

_TYPES: tuple[tuple[Family, tuple[DataType, ...]], ...] = (
    (content.FAMILY, content.TYPES),
    (identity.FAMILY, (*identity.TYPES, *traits.TYPES, *identifiers.TYPES)),
    (device.FAMILY, (*device.TYPES, *system.TYPES)),
    (place.FAMILY, place.TYPES),
    (behaviour.FAMILY, behaviour.TYPES),
)

FAMILIES: Mapping[str, Family] = {family.id: family for family, _ in _TYPES}
DATA_TYPES: Mapping[str, DataType] = {kind.id: kind for _, kinds in _TYPES for kind in kinds}
_FAMILY_OF = {kind.id: family.id for family, kinds in _TYPES for kind in kinds}
_ORDER = {kind: at for at, kind in enumerate(DATA_TYPES)}


def name_of(type_id: str, language: Language = "en") -> str:
    """The name shown for a data type or a family; the id itself where nobody knows it (a newer file)."""
    known = DATA_TYPES.get(type_id) or FAMILIES.get(type_id)
    if known is None:
        return type_id
    return {"ko": known.name_ko, "zh": known.name_zh}.get(language, known.name)


def labels_of(type_id: str) -> tuple[Label, ...]:
    """What forms and laws call the type (Google Play, Korea, GDPR); () where they say nothing."""
    kind = DATA_TYPES.get(type_id)
    return kind.labels if kind else ()


def labels_table(type_id: str) -> dict[Scheme, list[str]]:
    """The same as texts by scheme, for exports: {"google_play": ["Personal info ▸ Name"], "korea": […], "gdpr": []}."""
    table: dict[Scheme, list[str]] = {"google_play": [], "korea": [], "gdpr": []}
    for label in labels_of(type_id):
        table[label.scheme].append(str(label))
    return table


def family_of(type_id: str) -> str:
    """The family's id: content, identity, device, place or behaviour; "device" where nobody knows the type."""
    return _FAMILY_OF.get(type_id, "device")


def order_of(type_id: str) -> int:
    """The place of a type in lists: content first, then identity, device, place, behaviour; unknown ones last."""
    return _ORDER.get(type_id, len(_ORDER))
