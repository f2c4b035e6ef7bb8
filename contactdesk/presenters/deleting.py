"""What the question before a deletion says beside the name of the record (contacts C-119, relations G-11, G-35)."""

from __future__ import annotations

from contactdesk.text import _, n_


def consequences(table: str, records: int, persons: int) -> list[str]:
    """Sentences about deleting that many records of `table`: the persons that go with them, and whether undo brings them back."""
    from contactdesk.services.undo_checks import NEVER_BACK  # not before somebody deletes

    said = []
    if persons:
        said.append(n_("{n} person goes with it.", "{n} persons go with it.", persons))
    if table in NEVER_BACK:
        said.append(_("Undo does not bring it back.") if records + persons == 1 else _("Undo does not bring them back."))
    return said
