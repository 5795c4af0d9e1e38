"""Pages of talks with a counsellor."""
