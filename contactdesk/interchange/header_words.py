"""Names of columns, compared without case, accents, blanks, dots and other signs."""

from __future__ import annotations

import re
import unicodedata

_UNNAMED = re.compile(r"Column \d+")


def key_of(name: str) -> str:
    """`name` as it is compared: "E-mail 1 - Value" is "email1value"."""
    letters = "".join(letter for letter in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(letter))
    return re.sub(r"[\W_]+", "", letters)


def is_unnamed(name: str) -> bool:
    """Is this a name that was given because the file has none?"""
    return _UNNAMED.fullmatch(name) is not None
