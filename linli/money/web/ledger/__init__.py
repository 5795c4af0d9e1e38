"""Funds and their books: the desk, the bank, what everybody sees."""
