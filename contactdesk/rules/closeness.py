"""Whether two names are so close that one may be meant by the other (contacts F-12)."""

from __future__ import annotations

LETTERS_FOR_EACH = 5
"""For so many letters typed one may differ."""


def may_differ(typed: str) -> int:
    """How many letters of a name may differ from what was typed."""
    return len(typed) // LETTERS_FOR_EACH


def differ_by_at_most(one: str, other: str, most: int) -> bool:
    """Can `one` be turned into `other` by changing, adding or leaving out at most `most` letters?"""
    if abs(len(one) - len(other)) > most:
        return False
    before = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        now = [at]
        for place, wanted in enumerate(other, 1):
            now.append(min(before[place] + 1, now[-1] + 1, before[place - 1] + (letter != wanted)))
        if min(now) > most:
            return False
        before = now
    return before[-1] <= most
