"""What a card asks while somebody types, the same on both databases."""

from __future__ import annotations

import pytest

from tests.builders import a_contact, a_vendor


@pytest.mark.parametrize("typed", ["ömer", "ÖMER", "mer 50%", "ömer 50%_"])
def test_primary_contacts_are_offered_whatever_the_case_of_any_letter(desk, typed):
    """relations R-61, contacts F-12: letters beyond ASCII, and signs of patterns, are plain text"""
    vendor = a_vendor(desk)
    company = desk.linking.linked_contact("vendor", vendor)
    wanted = a_contact(desk, "Ömer 50%_", type="Person", company_no=company)
    a_contact(desk, "Omer 500", type="Person", company_no=company)

    assert [row.no for row in desk.cards.primary_contacts("vendor", vendor, typed)] == [wanted]
