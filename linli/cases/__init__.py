"""Residents' requests: in, sorted, dispatched, settled, answered, rated.

The community's information officer answers for the queue and each unit for what it
accepted. A request is about a matter at a place; nobody can search, filter, count or
export by who sent it.
"""
