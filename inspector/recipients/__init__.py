"""Who operates a host, and whose code a class is."""

from __future__ import annotations

from inspector.recipients.companies import PURPOSES, Company, Fact, Policy, Product
from inspector.recipients.matching import FIRST_PARTY_ID, FIRST_PARTY_NAME, Recipients, clean_host
from inspector.recipients.second_tier import DomainLists

__all__ = [
    "FIRST_PARTY_ID", "FIRST_PARTY_NAME", "PURPOSES", "Company", "DomainLists", "Fact", "Policy", "Product",
    "Recipients", "clean_host",
]  # fmt: skip
