"""Whole elections played with invented voters, through the actions that people use."""
