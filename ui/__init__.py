"""Windows, widgets and Qt models: passive, without a rule and without SQL."""

import builtins

_python_s_own = builtins.__import__

import PySide6.QtCore  # noqa: E402, F401 - see below

# PySide6 puts an import in place of Python's own that knows `from __feature__ import`. We use no such feature, and
# with it loading the windows and the database layer takes half as long again.
builtins.__import__ = _python_s_own
