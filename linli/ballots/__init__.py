"""The voting protocol as a library of its own: encrypt, prove, tally, verify.

It imports nothing of Linli and nothing of Django, so that a stranger can check an
election with it alone. Cryptographers answer for its reviews. Its bytes follow the
published protocol. Not built yet.
"""
