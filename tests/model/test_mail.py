"""Mail addresses: contacts C-51 to C-53."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contactdesk import errors
from contactdesk.model.mail import checked_addresses

REFUSED = [
    "anna@x",
    "anna",
    "a@b@c.nl",
    "a b@c.nl",
    "a..b@c.nl",
    "a@.nl",
    "a@b.n",
    "a@b.nl, c@d.nl",
    "a@b.nl;;c@d.nl",
    "info@localhost",
    "a@b.c",
    ".a@b.nl",
    "a.@b.nl",
    "a@b..nl",
    "a@b.nl.",
    "@b.nl",
    "a@",
    ";;",
    "a@b .nl",
    "a\u200b@b.nl",
    "a@b_c.nl",
    "Anna <anna@x.nl> <b@x.nl>",
    "Anna <anna@x.nl",
    "<>",
]


@pytest.mark.parametrize("many", [True, False])
@pytest.mark.parametrize("text", REFUSED)
def test_a_faulty_address_is_refused_and_shown(text, many):
    """contacts C-53, contacts section 8 line 13"""
    with pytest.raises(errors.InvalidEmail) as refusal:
        checked_addresses(text, many=many)
    assert refusal.value.facts["value"] in text


def test_the_faulty_one_of_several_is_shown():
    """contacts C-51, contacts C-53"""
    with pytest.raises(errors.InvalidEmail) as refusal:
        checked_addresses("a@b.nl; anna@x ;c@d.nl", many=True)
    assert refusal.value.facts["value"] == "anna@x"


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("", ""),
        ("  ", ""),
        (";", ""),
        ("a@b.nl", "a@b.nl"),
        ("a@b.nl;c@d.nl", "a@b.nl;c@d.nl"),
        (" a@b.nl ; c@d.nl ", "a@b.nl;c@d.nl"),
        (";a@b.nl;", "a@b.nl"),
        ("Anna <anna@x.nl>", "anna@x.nl"),
        ("Anna <anna@x.nl>; Bob <bob@x.nl>", "anna@x.nl;bob@x.nl"),
        ("o'brien+news@sub.example.co.uk", "o'brien+news@sub.example.co.uk"),
        ("zoë@münchen.de", "zoë@münchen.de"),
    ],
)
def test_several_addresses_are_stored_bare(text, stored):
    """contacts C-51, contacts section 8 line 14"""
    assert checked_addresses(text, many=True) == stored


@pytest.mark.parametrize("text", ["a@b.nl;c@d.nl", ";a@b.nl;", "a@b.nl;"])
def test_where_one_address_is_kept_several_are_refused(text):
    """contacts C-52, contacts section 8 line 14"""
    with pytest.raises(errors.InvalidEmail):
        checked_addresses(text, many=False)


@pytest.mark.parametrize(("text", "stored"), [("", ""), (" a@b.nl ", "a@b.nl"), ("Anna <anna@x.nl>", "anna@x.nl")])
def test_one_address_is_stored_bare(text, stored):
    """contacts C-52"""
    assert checked_addresses(text, many=False) == stored


@given(st.text("ab.@;<> ,-", max_size=25), st.booleans())
def test_what_was_accepted_is_accepted_again_unchanged(text, many):
    """contacts C-51, contacts C-52"""
    try:
        stored = checked_addresses(text, many=many)
    except errors.InvalidEmail:
        return
    assert checked_addresses(stored, many=many) == stored
