"""Pages of help on one's own request."""
