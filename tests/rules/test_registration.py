"""VAT, registration and bank account numbers: contacts C-67, relations E-24, E-25."""

import pytest

from contactdesk import errors
from contactdesk.rules.registration import VAT_FORMATS, checked_iban, checked_registration_no, checked_vat_registration_no, fits_format


@pytest.mark.parametrize(
    ("country", "number", "stored"),
    [
        ("NL", "nl123456789b01", "NL123456789B01"),
        ("NL", "123456789B01", "123456789B01"),
        ("", "NL123456789B01", "NL123456789B01"),
        ("BE", "BE 0123.456.789", "BE 0123.456.789"),
        ("BE", "123456789", "123456789"),
        ("DE", "DE123456789", "DE123456789"),
        ("FR", "FR12345678901", "FR12345678901"),
        ("GB", "GB123456789", "GB123456789"),
        ("LU", "LU12345678", "LU12345678"),
        ("US", "anything goes", "ANYTHING GOES"),
        ("NL", "", ""),
    ],
)
def test_a_number_in_a_format_of_the_country_is_stored_in_upper_case(country, number, stored):
    """contacts C-67, contacts C-66, contacts section 8 line 19"""
    assert checked_vat_registration_no(number, country, "NL", VAT_FORMATS) == stored


@pytest.mark.parametrize("country", ["NL", ""])
def test_another_number_is_refused_with_the_formats(country):
    """contacts C-67, contacts section 8 line 19"""
    with pytest.raises(errors.InvalidVatNo) as refusal:
        checked_vat_registration_no("12345", country, "NL", VAT_FORMATS)
    assert "NL#########B##" in str(refusal.value)


@pytest.mark.parametrize(
    ("number", "format_", "fits"),
    [
        ("1A-x", "#@-?", True),
        ("AA-x", "#@-?", False),
        ("11-x", "#@-?", False),
        ("1A_x", "#@-?", False),
        ("1A-", "#@-?", False),
        ("١", "#", False),
    ],
)
def test_every_sign_of_a_format_counts(number, format_, fits):
    """contacts C-67"""
    assert fits_format(number, format_) is fits


def test_a_registration_number_has_at_most_20_characters():
    """relations E-24, contacts section 8 line 20"""
    assert checked_registration_no(" " + "1" * 20) == "1" * 20
    with pytest.raises(errors.RegistrationNoTooLong) as refusal:
        checked_registration_no("1" * 21)
    assert "21" in str(refusal.value)


@pytest.mark.parametrize("iban", ["NL91 ABNA 0417 1643 00", "nl91abna0417164300", "BE68 5390 0754 7034", "GB82WEST12345698765432", ""])
def test_an_iban_with_the_right_check_digits_is_accepted(iban):
    """relations E-25, relations section 1.7"""
    assert checked_iban(iban) == iban.upper()


@pytest.mark.parametrize(
    "iban", ["NL91 ABNA 0417 1643 01", "9191ABNA0417164300", "NL91", "N" * 40, "NL91-ABNA-0417-1643-00", "ÄL91ABNA0417164300"]
)
def test_another_iban_is_refused(iban):
    """relations E-25"""
    with pytest.raises(errors.InvalidIban):
        checked_iban(iban)
