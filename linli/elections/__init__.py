"""Rolls, candidates, ballots online and on paper, counts that anyone can check.

The residents' election committee or the preparatory group answers for each election.
Its tables are a vault: no page of another room reads them, and nobody learns who
voted how.
"""
