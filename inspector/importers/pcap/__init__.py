"""PCAP and PCAPNG: packets to connections, opened with a key log where there is one."""

from inspector.importers.pcap.capture import accepts, opened

__all__ = ["accepts", "opened"]
