"""Letters to press in an open menu, given out so that no two entries of a menu have the same."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QMenu


def give_mnemonics(menu: QMenu) -> None:
    """Give every entry of `menu`, and of the menus in it, a letter; those that have one keep it."""
    entries = [entry for entry in menu.actions() if not entry.isSeparator() and entry.text()]
    for entry, text in zip(entries, with_mnemonics(entry.text() for entry in entries), strict=True):
        entry.setText(text)
        inside = entry.menu()
        if isinstance(inside, QMenu):
            give_mnemonics(inside)


def with_mnemonics(texts: Iterable[str]) -> list[str]:
    """The texts with an "&" before a letter each: the first letter that is free, those that begin words first."""
    given = list(texts)
    used = {marked[0].casefold() for text in given if (marked := text.replace("&&", "").partition("&")[2])}
    found = []
    for text in given:
        if "&" in text.replace("&&", ""):
            found.append(text)
            continue
        at = next((place for place in _places(text) if text[place].casefold() not in used), -1)
        if at >= 0:
            used.add(text[at].casefold())
        found.append(f"{text[:at]}&{text[at:]}" if at >= 0 else text)
    return found


def _places(text: str) -> list[int]:
    letters = [place for place, letter in enumerate(text) if letter.isalnum()]
    begin = [place for place in letters if place == 0 or not text[place - 1].isalnum()]
    return begin + [place for place in letters if place not in begin]
