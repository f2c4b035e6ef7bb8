"""Files in and out: reading tables, proposing what their columns mean, writing what was refused.

A foreign file can do no harm (reliability P-11): limits are checked before anything is decoded,
nothing named in a file is opened, and every trouble inside a record refuses that record only.
"""
