"""Benchmarks that anyone can run: their own server, their own database, their own floor."""
