"""Known values wherever they stand: in whatever form, taken apart, hashed."""
