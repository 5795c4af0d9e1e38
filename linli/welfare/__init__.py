"""The nine service platforms: directory, orders, activities, care, relief, schooling.

The service station answers for offers and orders. What a person needs is recorded
only as what the person asked for, and nothing depends on voting or paying.
Not built yet.
"""
