"""A privacy policy's text read for what it declares, and compared with what a session shows was sent."""

from __future__ import annotations

from inspector.policy.compare import (
    CompanyUnseen,
    Comparison,
    RecipientLine,
    TypeLine,
    TypeUnseen,
    compare,
    compare_session,
)
from inspector.policy.reading import PolicyRead, Statement, read_policy

__all__ = [
    "CompanyUnseen",
    "Comparison",
    "PolicyRead",
    "RecipientLine",
    "Statement",
    "TypeLine",
    "TypeUnseen",
    "compare",
    "compare_session",
    "read_policy",
]  # fmt: skip
