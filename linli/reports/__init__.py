"""What reads all rooms and owns no table: residents' home and the status board.

The office's leaders read it and answer for what they do with it; every figure has its
definition, its date and its list. Counts below five persons are not shown. Grows with
the rooms.
"""
