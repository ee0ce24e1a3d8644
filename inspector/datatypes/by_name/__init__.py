"""Data nobody knows beforehand: by what its field is called, where it stands, and the form it has."""
