"""Files in and out that every room uses."""
