"""How the addresses that an app's package names are spoken of."""

from __future__ import annotations

from collections.abc import Sequence

from inspector.readings import PolicyAddress


def addresses_title(named: Sequence[PolicyAddress]) -> str:
    """What stands above the addresses that the app's package names; not that one of them is the app's own."""
    if len(named) == 1:
        return "This app's package names this address, which looks like a privacy policy's:"
    return "This app's package names these addresses, which look like privacy policies; some may be of SDKs in it:"


def address_place(address: PolicyAddress) -> str:
    """Where in the package it stands."""
    place = {"manifest": "in its manifest", "resources": "in its resources", "code": "in its code"}[address.place]
    return f"{place}, under the name {address.name}" if address.name else place
