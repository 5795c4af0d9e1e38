"""From a proposal to a disclosed result, step by step, by the body that may decide.

The congress chair or the owners' committee answers for a procedure; the rule table
says which matters are theirs. No step is skipped, only done, failed or returned.
The disclosure clock, the board, consultations, meetings and calls live here too.
"""
