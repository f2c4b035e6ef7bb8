"""ContactDesk keeps every business contact of an office, in step with what each contact also is."""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from contactdesk.desk import Desk

__all__ = ["Desk", "__version__"]


def __getattr__(name: str) -> object:
    # Loaded when it is asked for: a window is painted before the database layer is there.
    if name == "Desk":
        from contactdesk.desk import Desk

        return Desk
    raise AttributeError(name)
