"""Finding pages, actions, settings and topics by words (contacts T-2); records are found by the search index instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from contactdesk.model.folding import fold

NOT_FOUND = -1
BEGINS, BY_WORDS, BY_PARTS, BY_MORE_WORDS = range(4)
"""How well a name fits, best first: it begins with the text, its words do, parts of it fit, further words are needed."""


@dataclass(frozen=True, slots=True)
class Named:
    """What can be found: its names in every language that counts, and its further search words, both folded."""

    names: tuple[str, ...]
    more: tuple[str, ...] = ()


def named(names: Iterable[str], more: Iterable[str] = ()) -> Named:
    """Names and further search words (several in one text are taken apart), as `fit` compares them."""
    return Named(
        tuple(dict.fromkeys(" ".join(fold(name).split()) for name in names)),
        tuple(dict.fromkeys(word for text in more for word in fold(text).split())),
    )


def fit(text: str, thing: Named) -> int:
    """How well `thing` fits what was typed: `BEGINS` to `BY_MORE_WORDS`, or `NOT_FOUND` (contacts T-2, T-5).

    Every typed word must be part of one of its names or begin one of its further words. Case and accents
    are ignored; every sign is plain text. A blank text fits nothing.
    """
    words = fold(text).split()
    if not words:
        return NOT_FOUND
    if any(name.startswith(" ".join(words)) for name in thing.names):
        return BEGINS
    if any(all(_begins_a_word(word, name) for word in words) for name in thing.names):
        return BY_WORDS
    if any(all(word in name for word in words) for name in thing.names):
        return BY_PARTS
    found = all(any(word in name for name in thing.names) or any(more.startswith(word) for more in thing.more) for word in words)
    return BY_MORE_WORDS if found else NOT_FOUND


def _begins_a_word(word: str, name: str) -> bool:
    return name.startswith(word) or f" {word}" in name
