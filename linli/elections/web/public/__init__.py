"""What everybody sees of elections: calendar, notices, turnout, result, proof."""
