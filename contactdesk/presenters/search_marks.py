"""Where in a text the words of a search stand, so that a list can mark them (contacts F-2)."""

from __future__ import annotations

from functools import lru_cache

from contactdesk.model.folding import fold
from contactdesk.storage.search_index import pieces

Marks = tuple[tuple[int, int], ...]
"""First place and the place behind the last, of each part to mark; none overlap."""


def words_of(search: str) -> tuple[str, ...]:
    """The words, and texts in quotes, of a search, as `marks` takes them."""
    return tuple(pieces(search))


@lru_cache(maxsize=8192)
def marks(text: str, words: tuple[str, ...]) -> Marks:
    """The parts of `text` that `words` find, whatever their case and accents, and whatever signs stand between digits."""
    folded, places = _folded(text)
    found: list[tuple[int, int]] = []
    for word in words:
        parts = list(_all_in(folded, word, places))
        if not parts and not any(letter.isalpha() for letter in folded):
            digits, of_digits = _digits(folded, places)
            parts = list(_all_in(digits, _digits(word, list(range(len(word))))[0], of_digits))
        found += parts
    return _joined(found)


def _folded(text: str) -> tuple[str, list[int]]:
    """`text` folded, and for each of its letters the place where it comes from."""
    if text.isascii():
        return text.lower(), list(range(len(text)))
    letters = [fold(letter) for letter in text]
    return "".join(letters), [place for place, folded in enumerate(letters) for _one in folded]


def _digits(text: str, places: list[int]) -> tuple[str, list[int]]:
    kept = [at for at, letter in enumerate(text) if letter.isdigit()]
    return "".join(text[at] for at in kept), [places[at] for at in kept]


def _all_in(text: str, word: str, places: list[int]) -> list[tuple[int, int]]:
    found, at = [], text.find(word) if word else -1
    while at >= 0:
        found.append((places[at], places[at + len(word) - 1] + 1))
        at = text.find(word, at + len(word))
    return found


def _joined(parts: list[tuple[int, int]]) -> Marks:
    """The parts in order; those that touch become one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(parts):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)
