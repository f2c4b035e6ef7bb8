"""The columns in which one of several contacts is chosen (contacts 1.5, F-12)."""

from __future__ import annotations

from collections.abc import Sequence

from contactdesk.model.contact import Contact
from contactdesk.model.fields import field_map
from contactdesk.services.cards import ContactRow
from contactdesk.text import _

COLUMNS = ("no", "name", "type", "city", "post_code", "phone_no")


def columns() -> tuple[str, ...]:
    """The captions of the columns of a contact look-up."""
    known = field_map(Contact)
    return tuple(_(known[name].caption) for name in COLUMNS)


def texts(found: Sequence[ContactRow]) -> list[tuple[str, ...]]:
    """What the columns say of each contact."""
    kind = field_map(Contact)["type"].kind
    return [(one.no, one.title, kind.show(one.type), one.city, one.post_code, one.phone_no) for one in found]
