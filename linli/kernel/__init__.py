"""Words every room shares, in plain Python: actor, money, shares, workdays, clocks.

It imports nothing of ours and nothing of Django, knows no clock and no chance, and
touches neither network nor disk but to read the rulebook's own files. Whoever changes
a law's number changes data, not this code. Its laws are tested as laws, by property.
"""
