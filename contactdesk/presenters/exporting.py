"""What is said before contacts are exported (contacts C-94)."""

from __future__ import annotations

from collections.abc import Sequence

from contactdesk.interchange.contact_export import Blocked
from contactdesk.text import _, n_

_NAMED = 8
"""So many blocked contacts are named; of more only the number is told."""


def blocked_text(blocked: Sequence[Blocked]) -> str:
    """The notice that names the contacts blocked for privacy."""
    lines = [n_("{n} of the contacts is blocked for privacy.", "{n} of the contacts are blocked for privacy.", len(blocked))]
    lines += [f"{one.no} {one.name}".strip() for one in blocked[:_NAMED]]
    more = len(blocked) - _NAMED
    return "\n".join([*lines, *([_("and {n} more").format(n=more)] if more > 0 else [])])
