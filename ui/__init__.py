"""Windows, widgets and Qt models: passive, without a rule and without SQL."""

import builtins

PLAIN_IMPORT = builtins.__import__
"""Python's own import, kept before PySide6 puts one in its place that knows `from __feature__ import`. We use no such
feature, and with it loading the database layer takes half as long again; `ui.app.start` takes the plain one back."""
