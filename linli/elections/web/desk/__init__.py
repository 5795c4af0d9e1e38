"""Elections at the desk: set-up, calendar, candidates, notices, box, count, result."""
