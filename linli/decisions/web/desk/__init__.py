"""Decisions at the desk: the list, starting one, its page, its steps, hands, vote and money."""
