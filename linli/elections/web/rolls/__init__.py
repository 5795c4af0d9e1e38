"""Rolls: import, publication, objections, freeze, corrections, proxies."""
