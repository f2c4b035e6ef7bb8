"""How a database of an older version becomes one of this version: one revision per file in `versions`.

Revisions hold tables, columns, keys and indexes only. Triggers and search indexes are taken away before and
made anew after (`contactdesk.storage.schema`), so no revision has to keep them.
"""
