"""The view that every list has without anybody saving it; it is known before saved views are loaded."""

from __future__ import annotations

from contactdesk.text import N_

ALL = N_("All")
"""The name of the view that a list has without any filter."""
