"""Patrols, hazards and cameras as assets: things at places, never persons.

The police room, the property captain and the site managers answer for it. A finding
has a kind, a place and a photo of the thing; it has no field for a person.
Not built yet.
"""
