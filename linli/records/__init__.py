"""What must be remembered: who did what, who read what, what was told, which rule held.

Every room writes here in its own transaction: audit, access, outbox, attachments,
tally, duties, idempotency keys, local rules. The information protection officer
answers for it. Nothing here is changed later, only added to; the chain shows it.
"""
