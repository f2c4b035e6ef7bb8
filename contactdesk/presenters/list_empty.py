"""What a list without rows says, and what it offers to do (contacts F-10)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contactdesk.model.tables import TABLES
from contactdesk.text import _

if TYPE_CHECKING:
    from contactdesk.presenters.list_filters import Filters
    from contactdesk.presenters.list_specs import ListSpec


@dataclass(frozen=True, slots=True)
class Empty:
    """Why there is nothing, what to do, the actions offered and the icon."""

    title: str
    text: str
    actions: tuple[str, ...]
    icon: str


def empty(spec: ListSpec, filters: Filters, search: str, *, has_records: bool) -> Empty:
    """What to say about a list of no rows. A reset leads back to the filters of the view and keeps the search (contacts F-3, F-4)."""
    if not has_records:
        actions = ("record.new", "list.import") + (("demo.open",) if spec.table == "contact" else ())
        title = _("No {records} yet").format(records=_(TABLES[spec.table].CAPTIONS).lower())
        return Empty(title, _(spec.empty), actions, spec.icon)
    clear = ("list.search_clear",) if search.strip() else ()
    if not filters.where:
        return Empty(_("Nothing found"), _("Try fewer words."), clear, "search")
    if not filters.is_changed:
        text = _("The view has filters, and a search holds as well.") if clear else _("Nothing fits the filters of the view.")
        return Empty(_("Nothing found"), text, (*clear, "list.filter_pane"), "filter")
    text = _("Filters are active, and a search holds as well.") if clear else _("Filters are active. Take one away, or reset them all.")
    return Empty(_("Nothing found"), text, ("list.filter_reset", *clear), "filter")
