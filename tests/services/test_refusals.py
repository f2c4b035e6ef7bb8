"""Every refusal of relations section 7 says what happened and what to do, in both languages."""

import pytest

from contactdesk import errors
from contactdesk.text import in_language

BAD_INPUT = {
    "E-01": (errors.RelationCodeMissing, "E-01"),
    "E-02": (errors.NoContactNumber, "E-02"),
    "E-03": (errors.AlreadyLinked, "E-03"),
    "E-04": (errors.PrivacyBlocked, "E-PRIVACY"),
    "E-05": (errors.CompanyNeeded, "E-05"),
    "E-06": (errors.PersonsOnly, "E-PERSON-ONLY"),
    "E-07": (errors.NameMissing, "E-07"),
    "E-08": (errors.NoEntityNumber, "E-08"),
    "E-09": (errors.LinkedElsewhere, "E-09"),
    "E-10": (errors.ReservedCode, "E-10"),
    "E-11": (errors.NotFound, "E-NOT-FOUND"),
    "E-12": (errors.NotRelated, "E-12"),
    "E-13": (errors.InUse, "E-IN-USE"),
    "E-14": (errors.CodeServesTwoKinds, "E-14"),
    "E-15": (errors.EmployeeCannotBeCompany, "E-15"),
    "E-16": (errors.TypeRelations, "E-TYPE-RELATIONS"),
    "E-17": (errors.CompaniesOnly, "E-COMPANY-ONLY"),
    "E-18": (errors.RelationExists, "E-EXISTS"),
    "E-19": (errors.LinkedElsewhere, "E-09"),
    "E-20": (errors.RecordGone, "E-20"),
    "E-21": (errors.TemplateGone, "E-21"),
    "E-22": (errors.InvalidEmail, "E-EMAIL"),
    "E-23": (errors.TooLong, "E-LENGTH"),
    "E-24": (errors.RegistrationNoTooLong, "E-REGNO-LENGTH"),
    "E-25": (errors.InvalidIban, "E-25"),
    "E-27": (errors.FilterMatchesNothing, "E-27"),
    "E-30": (errors.CannotUndo, "E-30"),
    "E-32": (errors.MinorWithoutConsent, "E-PRIVACY-MINOR"),
}


@pytest.mark.parametrize(("error", "id_"), BAD_INPUT.values(), ids=BAD_INPUT)
def test_a_refusal_has_its_id_and_speaks_both_languages(error, id_):
    """relations E-01 to E-32: id, message and remedy; Dutch texts that differ and keep the facts."""
    assert error.id == id_
    for text in (error.message, error.remedy):
        dutch = in_language(text, "nl")
        assert text
        assert dutch != text
        assert {part.split("}")[0] for part in text.split("{")[1:]} == {part.split("}")[0] for part in dutch.split("{")[1:]}


@pytest.mark.parametrize(
    ("values", "error", "field"),
    [
        ({"phone_no": "call me"}, errors.PhoneLetters, "phone_no"),
        ({"e_mail": "no address"}, errors.InvalidEmail, "e_mail"),
        ({"name": "x" * 101}, errors.TooLong, "name"),
        ({"registration_number": "1" * 21}, errors.RegistrationNoTooLong, "registration_number"),
        ({"territory_code": "NOWHERE"}, errors.NotFound, "territory_code"),
    ],
    ids=["E-22 phone", "E-22 mail", "E-23", "E-24", "E-11"],
)
def test_refused_where_typed_and_the_other_side_is_unchanged(desk, values, error, field):
    """relations E-22, E-23, E-24: record and field are named, both sides stay as they are."""
    from tests.builders import dump, linked

    linked(desk, "CT000001", "customer", "C1")
    before = dump(desk)
    with pytest.raises(error) as refusal:
        desk.records.save("customer", "C1", values)
    assert dump(desk) == before
    assert (refusal.value.record, refusal.value.field, refusal.value.table) == ("C1", field, "customer")


def test_a_wrong_iban_needs_a_confirmation(desk):
    """relations E-25"""
    from tests.builders import a_customer, read, unlinked

    bank = unlinked(desk, "bank_account")
    with pytest.raises(errors.InvalidIban):
        desk.records.save("bank_account", bank, {"iban": "NL00ABNA0417164300"})
    desk.records.save("bank_account", bank, {"iban": "NL00ABNA0417164300"}, confirmed=True)
    assert read(desk, "bank_account", bank, "iban") == "NL00ABNA0417164300"
    assert a_customer(desk)
