"""What *Check relations* can find, and how each is mended (relations R-84)."""

from __future__ import annotations

from dataclasses import dataclass

from contactdesk.errors import Caption
from contactdesk.model.tables import TABLES
from contactdesk.text import N_, _

DELETE_ROW, CLEAR_NUMBER, CLEAR_PRIMARY, RECALCULATE, SEARCH = "delete_row", "clear_number", "clear_primary", "recalculate", "search"

_FOUND: dict[str, tuple[str, str, str]] = {
    "orphan": ("R-84", N_("The relation of contact {record} with {value} leads nowhere: one of them does not exist."), DELETE_ROW),
    "twice": ("U-2", N_("{value} is tied more than once: contact {record}."), ""),
    "type": ("U-5", N_("Contact {record} cannot carry the relation {value}: its type does not fit."), DELETE_ROW),
    "shape": ("U-1", N_("The relation {value} of contact {record} has a number and does not say of what."), CLEAR_NUMBER),
    "differs": (
        "R-84",
        N_("Contact {value} and {table_caption} {record} differ ({fields}). Link them again and say whose values win."),
        "",
    ),
    "primary": ("R-84", N_("Primary contact {value} is not related to {table_caption} {record}."), CLEAR_PRIMARY),
    "computed": ("1.4", N_("Business Relation of contact {record} is “{value}”; its relations say otherwise."), RECALCULATE),
    "code": ("E-11", N_("{table_caption} {record}: {caption} {value} does not exist. Records with it: {count}."), ""),
    "history": (
        "P-8",
        N_("The history of {table_caption} {record} has a gap at {caption}: a change is missing or was made elsewhere."),
        "",
    ),
    "search": ("P-10", N_("{value}"), SEARCH),
    "store": ("P-10", N_("{value}"), ""),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not agree. `id` is the kind of finding, `record` and `field` say where."""

    id: str
    table: str
    record: str = ""
    field: str = ""
    value: str = ""
    row: int = 0
    """Id of the row that is to be mended."""
    fields: tuple[str, ...] = ()
    """Captions of the fields that differ."""
    count: int = 1

    @property
    def rule(self) -> str:
        """The rule of the specification that is broken."""
        return _FOUND[self.id][0]

    @property
    def repair(self) -> str:
        """How it is mended without asking; "" where somebody has to decide."""
        return _FOUND[self.id][2]

    def __str__(self) -> str:
        model = TABLES.get(self.table)
        facts = {
            "record": self.record,
            "value": self.value,
            "count": self.count,
            "table_caption": _(model.CAPTION) if model else self.table,
        }
        facts |= {"caption": _(Caption(self.fields[0])) if self.fields else self.field, "fields": ", ".join(_(one) for one in self.fields)}
        return _(_FOUND[self.id][1]).format(**facts)
