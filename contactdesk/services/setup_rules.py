"""What the setup records allow and bring about (contacts 3.5; relations R-76, R-77)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from contactdesk import errors
from contactdesk.errors import Caption
from contactdesk.model.base import Record
from contactdesk.model.contact import Contact
from contactdesk.model.link_kinds import BY_NUMBER, LINK_KINDS, LinkKind
from contactdesk.model.online_map import OnlineMapSetup
from contactdesk.model.relation import ContactBusinessRelation as Relation
from contactdesk.model.setup import DISK_FILE, MarketingSetup
from contactdesk.rules.date_formula import checked_formula
from contactdesk.services import online_map
from contactdesk.services.completion import known_region, placed
from contactdesk.services.loading import hold
from contactdesk.services.spreading import recalculate_all, touch
from contactdesk.storage.change_sets import Cause
from contactdesk.storage.many_rows import among
from contactdesk.storage.unit_of_work import Unit
from contactdesk.text import _

Values = dict[str, Any]


def check_setup(unit: Unit, record: Record, values: Values) -> Values:
    """The switches for duplicates go together (contacts S-2); one code for two kinds is a warning (relations R-77).

    Raises `InvalidDateFormula`, `UnknownRegion`, `FolderUnusable` (contacts S-5), `MapParameter` (contacts M-5).
    """
    if isinstance(record, OnlineMapSetup):
        online_map.check_setup(unit, record, values)
    if not isinstance(record, MarketingSetup):
        return values
    values = dict(values)
    for name, check in (("default_task_date_calculation", checked_formula), ("default_format_region", known_region)):
        if values.get(name):
            values[name] = placed(record, name, check, values[name])
    _check_folder(record, values)
    if values.get("autosearch_for_duplicates") and not record.autosearch_for_duplicates:
        values["maintain_dupl_search_strings"] = True
    maintain = values.get("maintain_dupl_search_strings", record.maintain_dupl_search_strings)
    if maintain != record.maintain_dupl_search_strings:
        values["autosearch_for_duplicates"] = maintain
    codes = [values.get(kind.code_field, getattr(record, kind.code_field)) for kind in LINK_KINDS]
    double = sorted({code for code in codes if code and codes.count(code) > 1})
    if double and any(kind.code_field in values for kind in LINK_KINDS):
        text = _("Relation code {code} serves two kinds: a contact can then be only one of them. Separate codes are better.")
        unit.notice("setup.double_code", text.format(code=", ".join(double)))
    return values


def _check_folder(record: MarketingSetup, values: Values) -> None:
    """A folder that is named must be there and be writable, as soon as attachments are kept as files (contacts S-5)."""
    name = "attachment_storage_location"
    folder = values.get(name, record.attachment_storage_location)
    as_files = values.get("attachment_storage_type", record.attachment_storage_type) == DISK_FILE
    changed = any(one in values and values[one] != getattr(record, one) for one in (name, "attachment_storage_type"))
    if folder and as_files and changed and not (Path(folder).is_dir() and os.access(folder, os.W_OK)):
        raise errors.FolderUnusable(table=record.__tablename__, field=name, value=folder)


def links_to_recode(unit: Unit, field: str, new_code: str) -> int:
    """How many links of the kind behind `field` carry another code than `new_code` (relations R-76)."""
    kind = next(kind for kind in LINK_KINDS if kind.code_field == field)
    rows = (Relation.link_to_table == kind.number, Relation.no != "", Relation.business_relation_code != new_code)
    return unit.session.scalar(select(func.count()).select_from(Relation).where(*rows)) or 0


def recode(unit: Unit, field: str, new_code: str) -> None:
    """Give the links of the kind behind `field` the new code; free rows with it give way (relations R-76).

    Raises `CodeServesTwoKinds` where a contact has the new code for another kind.
    """
    _hold_all_linked(unit)
    kind = next(kind for kind in LINK_KINDS if kind.code_field == field)
    rows = select(Relation).where(Relation.link_to_table == kind.number, Relation.no != "", Relation.business_relation_code != new_code)
    linked = list(unit.session.scalars(rows))
    contacts = [row.contact_no for row in linked]
    with unit.because(Cause("row")):
        same = select(Relation).where(among(Relation.contact_no, contacts), Relation.business_relation_code == new_code)
        for row in unit.session.scalars(same).all():
            _check_gives_way(row, kind)
            unit.remove(row)
        unit.flush()
        for row in linked:
            unit.change(row, business_relation_code=new_code)
    for contact in unit.session.scalars(select(Contact).where(among(Contact.no, contacts)).order_by(Contact.id)).all():
        touch(unit, contact)


def _check_gives_way(row: Relation, kind: LinkKind) -> None:
    """A free row gives way, a link of another kind with the same code does not (relations R-77, E-14)."""
    if row.no:
        other = BY_NUMBER[row.link_to_table]
        raise errors.CodeServesTwoKinds(
            table="contact",
            record=row.contact_no,
            code=row.business_relation_code,
            other_kind=Caption(other.caption),
            entity_no=row.no,
            kind=Caption(kind.caption),
        )


def recalculate_all_linked(unit: Unit) -> None:
    """Business Relation of every contact with rows, after a relation code of the setup changed (relations 1.4)."""
    unit.flush()
    _hold_all_linked(unit)
    query = select(Contact).where(Contact.no.in_(select(Relation.contact_no).distinct())).order_by(Contact.id)
    recalculate_all(unit, unit.session.scalars(query).all())


def _hold_all_linked(unit: Unit) -> None:
    if unit.locks:
        hold(unit, unit.session.scalars(select(Relation.contact_no).distinct()).all())
