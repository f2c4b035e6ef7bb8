"""The line at the foot of a card: who changed what last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from contactdesk.model.fields import Field
from contactdesk.presenters.moments import told_moment
from contactdesk.services.last_changes import LastChange
from contactdesk.text import _, n_

_NAMED = 3
"""So many fields are named; of more only the number is told."""


def told_change(change: LastChange, now: datetime | None = None) -> str:
    """ "Changed today 14:02 by Anna: Phone No."."""
    moment = told_moment(change.at, now)
    if change.is_new:
        text = _("Created {moment} by {who}") if change.who else _("Created {moment}")
    else:
        text = _("Changed {moment} by {who}") if change.who else _("Changed {moment}")
    text = text.format(moment=moment, who=change.who)
    return f"{text}: {_named(change.fields)}" if change.fields else text


def _named(fields: Sequence[Field]) -> str:
    named = ", ".join(_(field.caption) for field in fields[:_NAMED])
    more = len(fields) - _NAMED
    if more <= 0:
        return named
    return _("{fields} and {more}").format(fields=named, more=n_("{n} more field", "{n} more fields", more))
