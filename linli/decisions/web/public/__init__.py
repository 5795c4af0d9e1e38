"""Decisions for everybody: the list, the page of one, residents' ideas."""
