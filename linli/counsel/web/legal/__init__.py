"""Pages of legal help."""
