"""Sheets and papers of this room."""
