"""Evidence packs: one archive per decision or election, and its offline verifier.

It imports nothing of Linli and nothing of Django, so that a court's expert can run it
without us. Whoever hands a pack out answers for what is in it.
Not built yet.
"""
