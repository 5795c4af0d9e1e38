"""Mediation, legal help, counselling and help on request: sealed rooms.

The mediation committee and the named helpers answer for their own files. Its tables
are a vault that no report and no administrator reads, and every reading is shown to
the person concerned.
"""
