"""What makes a table ready for a province: ids made by the client, and the sub-district.

Every tenant table carries its sub-district, and its keys begin with it, so that the
same code runs on one file or on many machines. The engineer who distributes the
tables answers for it. A house test walks all models and fails on a breach.
"""
