"""The workshop behind do.py: standard library only, and no part of the product."""
