"""The session file: the only package that imports sqlite."""
