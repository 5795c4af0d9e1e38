"""Funds, ledgers, contracts and works, in whole fen and double entry.

The treasurer and the one who checks the treasurer answer for it. Its tables are a
vault: no other room reads them but through its queries. What is spent needs an
authority that a decision gave; who does what on a matter is kept apart here.
"""
