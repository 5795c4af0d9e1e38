"""Papers of elections out of plain data."""
