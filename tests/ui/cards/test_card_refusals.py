"""Every refusal that can be typed on a card: beside the field, in both languages, nothing lost."""

import pytest

from contactdesk.text import use_language


def message(card, name):
    return card.form.editors[name].error()


def line(card, name):
    return card.form.editors[name].widget


REFUSED = [
    ("contact", "CT000001", "name", "x" * 101, "Name has 101 characters, 100 are allowed", "101"),
    ("contact", "CT000001", "city", "x" * 31, "City has 31 characters", "31"),
    ("contact", "CT000001", "no", "C" * 21, "No. has 21 characters", "21"),
    ("contact", "CT000001", "no", "CT000002", "already exists", "CT000002"),
    ("contact", "CT000001", "phone_no", "тел 12", "must not contain letters", "тел"),
    ("contact", "CT000001", "mobile_phone_no", "+31 6 EXT 12", "must not contain letters", "EXT"),
    *[
        ("contact", "CT000001", "e_mail", text, "is not a valid mail address", text.split(";")[0].split(",")[0][:4])
        for text in ("anna@x", "anna", "a@b@c.nl", "a b@c.nl", "a..b@c.nl", "a@.nl", "a@b.n", "a@b.nl, c@d.nl")
    ],
    ("contact", "CT000001", "e_mail_2", "a@b.nl;c@d.nl", "is not a valid mail address", "a@b.nl"),
    ("contact", "CT000001", "country_region_code", "QQ", "does not exist", "QQ"),
    ("contact", "CT000001", "language_code", "QQ", "does not exist", "QQ"),
    ("contact", "CT000001", "salesperson_code", "QQ", "does not exist", "QQ"),
    ("contact", "CT000001", "salutation_code", "QQ", "does not exist", "QQ"),
    ("contact", "CT000001", "territory_code", "QQ", "does not exist", "QQ"),
    ("contact", "CT000001", "salesperson_code", "OUT", "is blocked", "OUT"),
    ("contact", "CT000001", "salesperson_code", "HID", "blocked for privacy", "HID"),
    ("contact", "CT000001", "registration_no", "1" * 21, "20 are allowed", "21"),
    ("contact", "CT000001", "vat_registration_no", "12345", "is not a VAT number", "12345"),
    ("contact", "CT000001", "format_region", "zz-QQ-1", "is not a known region tag", "zz-QQ-1"),
    ("contact", "CT000001", "company_no", "CT000002", "is a company and belongs to no other", "CT000001"),
    ("contact", "CT000002", "company_no", "CT000002", "does not exist", "CT000002"),
    ("customer", "C00001", "registration_number", "1" * 21, "20 are allowed", "21"),
    ("customer", "C00001", "e_mail", "a@b.n", "is not a valid mail address", "a@b.n"),
    ("customer", "C00001", "credit_limit_lcy", "many", "is not a value", "many"),
    ("customer", "C00001", "prepayment_percent", "101", "must be between", "101"),
    ("customer", "C00001", "payment_terms_code", "QQ", "does not exist", "QQ"),
    ("customer", "C00001", "invoice_disc_code", "QQ", "does not exist", "QQ"),
    ("customer", "C00001", "primary_contact_no", "QQ", "does not exist", "QQ"),
    ("vendor", "V00001", "phone_no", "020-A", "must not contain letters", "A"),
    ("vendor", "V00001", "registration_number", "1" * 21, "20 are allowed", "21"),
    ("vendor", "V00001", "priority", "-1", "must be between", "-1"),
    ("bank_account", "B00001", "iban", "NL00ABNA0417164300", "is not a valid IBAN", "NL00"),
    ("employee", "E0001", "employment_date", "soon", "is not a value", "soon"),
    ("employee", "E0001", "first_name", "x" * 31, "First Name has 31 characters", "31"),
    ("salesperson", "JR", "commission_percent", "100.01", "must be between", "100"),
]


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize(("table", "no", "name", "text", "english", "fact"), REFUSED)
def test_a_refused_value_stays_beside_its_message_and_the_database_is_as_it_was(office, table, no, name, text, english, fact, language):
    """relations E-11, E-22, E-23, E-24, E-25; contacts C-3, C-30, C-50, C-51, C-67 and section 8, on screen."""
    use_language(language)
    before = office.desk.records.read(table, no).values
    card = office.card(table, no)

    office.type(card, name, text)
    office.save(card)

    assert fact in message(card, name)
    assert (english in message(card, name)) == (language == "en")
    assert line(card, name).text() == text
    assert office.desk.records.read(table, no).values == before
