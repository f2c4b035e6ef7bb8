"""Letters without case and accents: what searching and sorting compare."""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not take apart into a letter and a mark.
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h", "ı": "i", "ŧ": "t"})


def fold(text: str) -> str:
    """`text` without accents and capitals: "Łódź" and "LODZ" are both "lodz", "Straße" is "strasse"."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    # Folding once more: taking a letter apart can bring a capital to light ("℡" is "TEL").
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()
    return plain.translate(_LETTERS)
