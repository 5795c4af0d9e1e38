"""Slots of rooms and of people's hours: bookings, rotas, calendars, no double booking.

Whoever keeps the room or the duty hours answers for it. Counsel, safety and welfare
all book here, so that a room has one calendar. A slot is unique in the database.
"""
