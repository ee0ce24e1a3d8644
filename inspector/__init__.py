"""App Privacy Inspector, the core: what an app sends, to whom, and the proof. No Qt in here."""

__version__ = "0.1.0"
