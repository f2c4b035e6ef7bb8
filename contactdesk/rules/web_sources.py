"""The web address that a web source leads to (contacts C-83)."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from contactdesk import errors

PLACEHOLDER = "%1"
SCHEMES = ("http", "https")


def launch_url(url: str, search_word: str, name: str) -> str:
    """`url` with %1 replaced by `search_word`, or by `name` where that is blank, percent-encoded as UTF-8.

    Raises `UrlBlank`, and `UrlScheme` for everything but http and https.
    """
    address = url.strip()
    if not address:
        raise errors.UrlBlank()
    filled = address.replace(PLACEHOLDER, quote(search_word or name, safe=""))
    if not _is_web_address(filled):
        raise errors.UrlScheme(value=address)
    return filled


def _is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in SCHEMES and bool(parts.hostname)
    except ValueError:  # half of an IPv6 address, and what else is none
        return False
