"""Pages of meetings: at the desk, for those who are bidden, and for everybody."""
