"""What all readers of tables give: one record of a source, and the limits they keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from contactdesk.errors import UserError
from contactdesk.text import N_

MEGABYTE = 1024 * 1024

LINE_COLUMN, FIELD_COLUMN, REASON_COLUMN = "CD_Line", "CD_Field", "CD_Reason"
"""Columns that the report of refused rows adds; reading leaves out whatever begins like them (interchange X-13)."""
ADDED_PREFIX = "CD_"

TOO_MANY = N_("it has {count} values, the header has {expected}")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a foreign file is taken (interchange X-80); sizes in bytes or characters."""

    file: int = 500 * MEGABYTE
    records: int = 1_000_000
    line: int = 16 * MEGABYTE
    value: int = MEGABYTE
    columns: int = 500
    unpacked: int = 1024 * MEGABYTE
    ratio: int = 100
    members: int = 10_000


@dataclass(slots=True)
class SourceRow:
    """One record of the file: `line` is where it begins (text) or its row number (spreadsheet).

    `cells` are as many as the header has names. A row with an `error` is not to be imported;
    `original` then holds all that was read, more or fewer cells than the header has, byte for byte
    as far as text can hold it: a byte that is no character stands there as a lone surrogate.
    `numbers` are the columns whose cells a spreadsheet kept as numbers; `damaged` says of columns
    whose values are lost why; that refuses the row only where such a column is imported.
    """

    line: int
    cells: list[str]
    warnings: tuple[str, ...] = ()
    error: UserError | None = None
    original: Sequence[str] = ()
    numbers: frozenset[int] = frozenset()
    damaged: Mapping[int, UserError] | None = None

    @property
    def verbatim(self) -> Sequence[str]:
        """The cells as the source has them, for the report of refused rows (interchange X-13)."""
        return self.original or self.cells


@dataclass(slots=True)
class Batch:
    """Records read together. `plain` says that none has a control character or a spelling of NULL."""

    rows: list[SourceRow]
    plain: bool = False
    done: int = 0
    """Bytes of text, or rows of a sheet, that were read up to here."""
