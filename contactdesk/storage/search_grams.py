"""Groups of three letters: what both databases have an index of, and how a search asks for them.

Every field of a search text stands between line breaks, so a group that begins with a blank or a line break tells
where a word begins. An answer from the index alone is never trusted: the text itself is compared afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence

LENGTH = 3
_MOST = 12
_BEFORE_WORD = (" ", "\n")
_FREQUENT = "abcdefghijklmnopqrstuvwxyz0123456789 \n-.@&'/+,()_"

Groups = tuple[str, ...]
Wanted = tuple[tuple[Groups, ...], ...]
"""For each part of a search: any of these sets of groups, each as a whole."""


def inside(spellings: Sequence[str]) -> tuple[Groups, ...]:
    """The groups of a part that stands anywhere. A part of two letters is asked for with the frequent letters behind it."""
    found: list[Groups] = []
    for spelling in spellings:
        if len(spelling) >= LENGTH:
            found.append(cover(spelling))
        elif len(spelling) == LENGTH - 1:
            found += [(spelling + letter,) for letter in _FREQUENT]
    return tuple(found)


def word_start(spellings: Sequence[str]) -> tuple[Groups, ...]:
    """The groups of a part that begins a word. One letter is asked for with the frequent letters behind it."""
    found: list[Groups] = []
    for before in _BEFORE_WORD:
        for spelling in spellings:
            if len(spelling) >= LENGTH:
                found.append((before + spelling[: LENGTH - 1], *cover(spelling)))
            elif len(spelling) == LENGTH - 1:
                found.append((before + spelling,))
            else:
                found += [(before + spelling + letter,) for letter in _FREQUENT]
    return tuple(found)


def is_exact(spellings: Sequence[str]) -> bool:
    """Does the index find every text with this part? Of a short one it knows only what `_FREQUENT` letters follow."""
    return all(len(spelling) >= LENGTH for spelling in spellings)


def cover(part: str) -> Groups:
    """Groups that together cover `part`; not all, because the text is compared anyway."""
    last = len(part) - LENGTH
    starts = [*range(0, last, 2), last]
    return tuple(part[start : start + LENGTH] for start in starts[:_MOST])


def match_text(wanted: Wanted) -> str:
    """`wanted` as SQLite's full-text index is asked."""
    return " AND ".join("(" + " OR ".join(_all_of(groups) for groups in part) + ")" for part in wanted)


def _all_of(groups: Groups) -> str:
    quoted = ['"' + group.replace('"', '""') + '"' for group in groups]
    return "(" + " AND ".join(quoted) + ")" if len(quoted) > 1 else quoted[0]
