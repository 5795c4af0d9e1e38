"""Django's SQLite, with writers standing in a queue instead of polling."""
