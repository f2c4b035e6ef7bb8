"""Fields are declared once and found under every name people use."""

import pytest

from contactdesk.model.contact import Contact
from contactdesk.model.fields import field_map, fields_of, find_field, initial_values, snake_case
from contactdesk.model.numbering import NoSeriesLine
from contactdesk.model.tables import TABLES


@pytest.mark.parametrize("name", ["e_mail", "Email", "EMAIL", "e mail", "E-Mail", "email"])
def test_a_field_is_found_by_name_or_caption(name):
    assert find_field(Contact, name).name == "e_mail"


@pytest.mark.parametrize("name", ["", "nothing", "e_mail_3"])
def test_no_field_is_found_by_another_word(name):
    assert find_field(Contact, name) is None


@pytest.mark.parametrize("table", TABLES)
def test_every_caption_finds_its_field_or_one_of_that_name(table):
    """A caption that two fields share finds the one whose name it is, else the first."""
    model = TABLES[table]
    for field in fields_of(model):
        found = find_field(model, field.caption)
        assert found == field or snake_case(found.caption) == snake_case(field.caption) or found.name == snake_case(field.caption)
        assert find_field(model, field.name) == field


def test_captions_as_names():
    assert snake_case("VAT Registration No.") == "vat_registration_no"
    assert snake_case("Country/Region Code") == "country_region_code"


def test_new_records_hold_what_they_start_with():
    """contacts section 4: Increment-by No. is 1 unless it is changed."""
    assert initial_values(NoSeriesLine)["increment_by_no"] == 1
    assert initial_values(Contact)["phone_no"] == ""


@pytest.mark.parametrize("table", TABLES)
def test_initial_values_are_values_of_their_kind(table):
    model = TABLES[table]
    for name, value in initial_values(model).items():
        kind = field_map(model)[name].kind
        assert value == kind.empty or kind.check(value) == value
