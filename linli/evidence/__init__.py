"""Evidence packs of an election or a decision, and their verifier that needs nothing else.

It imports nothing of Linli and nothing of Django, so that a stranger with the pack alone
can check it. Who runs the election or the decision answers for what is in a pack.
"""
