"""The stored value "Business Relation" of a contact (relations 1.4, contacts C-105)."""

from __future__ import annotations

from collections.abc import Iterable

# The numbers of Link to Table come first, so that a linked row's kind is the value (relations 1.4).
BLANK, CUSTOMER, VENDOR, BANK_ACCOUNT, EMPLOYEE, NONE, OTHER, MULTIPLE = range(8)


def computed(rows: Iterable[tuple[str, int, str]], setup_codes: frozenset[str]) -> int:
    """The value for rows of (code, Link to Table, No.), a person's with those of its company (relations 1.4).

    `setup_codes` are the four codes of Marketing Setup; blank ones are ignored, and when all are
    blank every code counts as one of them.
    """
    everything = list(rows)
    named = setup_codes - {""}
    linked = [kind for code, kind, no in everything if no and (code in named or not named)]
    if not everything:
        return NONE
    if len(everything) > 1:
        return MULTIPLE
    return linked[0] if linked else OTHER
