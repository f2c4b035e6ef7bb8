"""Mail addresses as people type them (contacts C-51 to C-53). Nothing is looked up on the network."""

from __future__ import annotations

import re
import unicodedata

from contactdesk import errors

_WITH_NAME = re.compile(r"[^<>]*<([^<>]*)>")
_LOCAL_SIGNS = frozenset("!#$%&'*+-/=?^_`{|}~.")
_DOMAIN_SIGNS = frozenset("-.")


def checked_addresses(text: str, *, many: bool) -> str:
    """`text` as mail addresses are stored: bare addresses, joined by `;` where `many` are allowed.

    Blank stays blank. A `;` at either end is ignored, `Anna <anna@x.nl>` becomes `anna@x.nl`.
    Raises `InvalidEmail` with the faulty address (contacts C-51 for many, C-52 for one).
    """
    if not text.strip():
        return ""
    if not many:
        return _checked(text)
    entries = text.split(";")
    entries = entries[1:] if not entries[0].strip() else entries
    entries = entries[:-1] if entries and not entries[-1].strip() else entries
    if any(not entry.strip() for entry in entries):
        raise errors.InvalidEmail(value=text.strip())
    return ";".join(_checked(entry) for entry in entries)


def is_address(text: str) -> bool:
    """Whether `text` is exactly one bare mail address (contacts C-53)."""
    local, at, domain = text.partition("@")
    if not at or "@" in domain:
        return False
    return _dots_fit(local) and _dots_fit(domain) and _letters_fit(local, domain) and len(domain.rpartition(".")[2]) >= 2 and "." in domain


def _checked(entry: str) -> str:
    entry = entry.strip()
    named = _WITH_NAME.fullmatch(entry)
    address = named[1].strip() if named else entry
    if not is_address(address):
        raise errors.InvalidEmail(value=entry)
    return address


def _dots_fit(side: str) -> bool:
    return bool(side) and not side.startswith(".") and not side.endswith(".") and ".." not in side


def _letters_fit(local: str, domain: str) -> bool:
    return all(_is_local(letter) for letter in local) and all(_is_domain(letter) for letter in domain)


def _is_local(letter: str) -> bool:
    if letter.isascii():
        return letter.isalnum() or letter in _LOCAL_SIGNS
    # Letters of every alphabet are legal since RFC 6531; blanks and invisible characters are not.
    return unicodedata.category(letter)[0] not in "CZ"


def _is_domain(letter: str) -> bool:
    if letter.isascii():
        return letter.isalnum() or letter in _DOMAIN_SIGNS
    return unicodedata.category(letter)[0] in "LMN"
