"""The voting protocol as a library of its own: encrypt, prove, tally, verify.

It imports nothing of Linli and nothing of Django, so that a stranger can check an election with
it alone; randomness comes in as an argument. Its bytes follow Belenios, version 1, as
belenios-tool 2.0 reads them. Cryptographers answer for its reviews.

In the order of an election: `credentials` (slips), `ceremony` (trustees make a key together),
`questions` (what is asked), `ballots` (make and check one), `archive` (the public file), `tally`
(add up, decrypt together, read off), `verify` (check it all from the file). Below them stand
`groups`, `proofs`, `trustees`, `canonical` and `errors`. `sealed` keeps signed votes shut.
"""
