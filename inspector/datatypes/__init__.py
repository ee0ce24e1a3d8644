"""What kinds of personal data there are: the families, their types, and how to find them in decoded content."""

from __future__ import annotations

from collections.abc import Mapping

from inspector.datatypes import behaviour, content, device, identity, place
from inspector.datatypes.kinds import DataType, Family

__all__ = ["DATA_TYPES", "FAMILIES", "DataType", "Family", "family_of", "name_of", "order_of"]

_TYPES: tuple[tuple[Family, tuple[DataType, ...]], ...] = (
    (content.FAMILY, content.TYPES),
    (identity.FAMILY, identity.TYPES),
    (device.FAMILY, device.TYPES),
    (place.FAMILY, place.TYPES),
    (behaviour.FAMILY, behaviour.TYPES),
)

FAMILIES: Mapping[str, Family] = {family.id: family for family, _ in _TYPES}
DATA_TYPES: Mapping[str, DataType] = {kind.id: kind for _, kinds in _TYPES for kind in kinds}
_FAMILY_OF = {kind.id: family.id for family, kinds in _TYPES for kind in kinds}
_ORDER = {kind: at for at, kind in enumerate(DATA_TYPES)}


def name_of(type_id: str) -> str:
    """The English name shown for a data type; the id itself where nobody knows it (a newer file)."""
    kind = DATA_TYPES.get(type_id)
    return kind.name if kind else type_id


def family_of(type_id: str) -> str:
    """The family's id: content, identity, device, place or behaviour; "device" where nobody knows the type."""
    return _FAMILY_OF.get(type_id, "device")


def order_of(type_id: str) -> int:
    """The place of a type in lists: content first, then identity, device, place, behaviour; unknown ones last."""
    return _ORDER.get(type_id, len(_ORDER))
