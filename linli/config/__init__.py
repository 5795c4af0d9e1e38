"""How Linli is put together: settings, addresses, the command line and the clock.

It may import every room and no room may import it. An office's engineer answers for
it. What differs between places is read from the environment; the rest is the same for
everyone, so that a fault seen in one office can be repeated in another.
"""
