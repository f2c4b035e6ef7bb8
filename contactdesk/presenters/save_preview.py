"""Whether a save shows beforehand what it changes elsewhere: a choice of each user (relations G-11)."""

from __future__ import annotations

from dataclasses import dataclass

from contactdesk.storage.change_sets import ChangeSet
from contactdesk.text import N_

NEVER, OTHERS, MORE, ALWAYS = "never", "others", "more", "always"
MODES = {
    NEVER: N_("Never"),
    OTHERS: N_("When other records change"),
    MORE: N_("When more than a number of other records change"),
    ALWAYS: N_("Always"),
}
MOST = 999


@dataclass(frozen=True, slots=True)
class PreviewWish:
    """What the user chose; `more_than` counts with `MORE` only."""

    mode: str = MORE
    more_than: int = 5

    @property
    def looks(self) -> bool:
        """Has a save to be tried before it is done?"""
        return self.mode != NEVER

    def wants(self, others: int) -> bool:
        """Is a save shown that changes so many other records?"""
        limit = {ALWAYS: -1, OTHERS: 0, MORE: self.more_than}.get(self.mode, others)
        return others > limit


def others_in(changes: ChangeSet, table: str, no: str) -> int:
    """How many records change beside the one that is edited; stamps alone are no change to tell of."""
    others = changes.others_than(table, no)
    return len({(one.table, one.no) for one in others if one.kind != "update" or any(not line.field.stamp for line in one.lines)})
