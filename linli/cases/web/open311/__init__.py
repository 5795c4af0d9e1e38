"""The second door: Open311 GeoReport v2."""
