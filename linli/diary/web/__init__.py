"""Pages of rooms and hours: the duty table for everybody, the calendars at the desk."""
