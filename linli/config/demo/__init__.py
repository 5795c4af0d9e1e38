"""The demo place: Nanhuan as its founding report describes it, the rest invented and marked so.

Places, figures and mechanisms come from the report of 2012; people, texts, times and
geometry are made up with a fixed seed, the same on every machine.
"""
