"""Where a web source leads (contacts C-83)."""

from datetime import date
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contactdesk import errors
from contactdesk.rules.comments import first_date
from contactdesk.rules.web_sources import launch_url

MONDAY, TUESDAY = date(2026, 11, 16), date(2026, 11, 17)
SEARCH = "https://duckduckgo.com/?q=%1"


@pytest.mark.parametrize(
    ("url", "word", "name", "address"),
    [
        (SEARCH, "adatum", "Adatum B.V.", "https://duckduckgo.com/?q=adatum"),
        (SEARCH, "", "Adatum B.V.", "https://duckduckgo.com/?q=Adatum%20B.V."),
        (SEARCH, "Café & Söhne/1+1", "", "https://duckduckgo.com/?q=Caf%C3%A9%20%26%20S%C3%B6hne%2F1%2B1"),
        ("https://www.adatum.com", "adatum", "Adatum", "https://www.adatum.com"),
        ("HTTP://example.com/%1/of/%1", "a", "", "HTTP://example.com/a/of/a"),
        ("  https://example.com  ", "", "", "https://example.com"),
    ],
)
def test_the_search_word_stands_for_the_placeholder(url, word, name, address):
    """contacts C-83: percent-encoded; without %1 as it is; a blank word means the name."""
    assert launch_url(url, word, name) == address


@pytest.mark.parametrize("url", ["", "   "])
def test_a_blank_address_is_refused(url):
    """contacts C-83, section 8 line 33"""
    with pytest.raises(errors.UrlBlank):
        launch_url(url, "word", "name")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://example.com",
        "www.adatum.com",
        "%1",
        "http://",
        "https:///nowhere",
        "http://[half",
        "data:text/html,%1",
        "mailto:info@example.com",
    ],
)
def test_only_web_addresses_are_opened(url):
    """contacts C-83, section 8 line 33"""
    with pytest.raises(errors.UrlScheme) as caught:
        launch_url(url, "javascript:alert(1)", "file:///etc/passwd")
    assert url in str(caught.value)


@given(word=st.text(min_size=1, max_size=30).filter(lambda word: not any("\ud800" <= letter <= "\udfff" for letter in word)))
def test_whatever_the_word_is_it_stays_one_word_of_the_address(word):
    """contacts C-83: no search word leads to another site or adds parameters."""
    address = launch_url(SEARCH, word, "Adatum")

    begin, encoded = address.split("?q=")
    assert begin == "https://duckduckgo.com/"
    assert unquote(encoded) == word
    assert not set(encoded) & set("&#?/+ ")


def test_the_first_line_of_a_day_is_dated():
    """contacts C-85"""
    assert first_date(MONDAY, set()) == MONDAY
    assert first_date(MONDAY, {MONDAY, None}) is None
    assert first_date(TUESDAY, {MONDAY, None}) == TUESDAY
