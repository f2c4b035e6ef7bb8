"""When a record may have a picture (contacts C-120, section 8 line 44)."""

import pytest

from contactdesk import errors
from tests.builders import OTHER_PNG, PNG, a_contact, an_entity
from tests.refusals import refused_with


def test_a_picture_needs_a_name_first(desk):
    """contacts C-120, section 8 line 44"""
    no = a_contact(desk, "")

    refusal = refused_with(desk, errors.FillFirst, desk.records.save, "contact", no, {"image": PNG})
    assert (refusal.field, refusal.record) == ("name", no)
    refused_with(desk, errors.FillFirst, desk.records.create, "contact", {"image": PNG})

    desk.records.save("contact", no, {"name": "Fabrikam", "image": PNG})
    assert desk.records.picture("contact", no) == PNG


@pytest.mark.parametrize("kind", ["customer", "vendor", "bank_account", "employee"])
def test_what_has_a_name_has_a_picture(desk, kind):
    """contacts C-120"""
    no = an_entity(desk, kind)

    done = desk.records.save(kind, no, {"image": PNG})
    desk.records.save(kind, no, {"image": OTHER_PNG})
    desk.records.save(kind, no, {"image": None})

    assert desk.records.picture(kind, no) is None
    assert done.changes.entry


@pytest.mark.parametrize("data", [b"Dear Jan", b"%PDF-1.7", PNG + b"\x00" * (10 * 1024 * 1024)])
def test_other_content_is_no_picture(desk, data):
    """contacts C-120, section 8 line 44"""
    no = a_contact(desk)

    refused_with(desk, errors.NotAPicture, desk.records.save, "contact", no, {"image": data})
