"""The pages of whoever reports, follows or reads requests."""
