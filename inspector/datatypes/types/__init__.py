"""The taxonomy: each type of data with its names in three languages, its labels, and what its fields are called."""
