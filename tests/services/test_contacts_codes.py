"""Code tables, and what Marketing Setup allows (contacts 1.8, S-1 to S-4)."""

import pytest

from contactdesk import errors
from contactdesk.model.tables import TABLES, references_to
from contactdesk.text import use_language
from tests.builders import a_contact, a_person, count, linked, read
from tests.refusals import refused


def make(desk, table, code="NEW", **values):
    desk.records.create(table, {"code": code} | values)
    return code


SMALL = ["organizational_level", "salutation", "territory", "country", "language", "salesperson"]
USED_AS = {
    "organizational_level": "organizational_level_code",
    "salutation": "salutation_code",
    "territory": "territory_code",
    "country": "country_region_code",
    "language": "language_code",
    "salesperson": "salesperson_code",
}


@pytest.mark.parametrize("table", SMALL)
def test_a_code_in_use_is_not_deleted(desk, table):
    """contacts 1.8, section 8 line 37: the count is told (contacts S-4 for the setup)."""
    code = make(desk, table)
    for name in ("A", "B"):
        a_person(desk, name, **{USED_AS[table]: code})

    refusal = refused(desk, "E-IN-USE", lambda: desk.records.delete(table, code), record=code)
    assert "Contacts (2)" in refusal.what


@pytest.mark.parametrize("table", SMALL)
def test_a_code_that_nothing_uses_is_deleted(desk, table):
    """contacts 1.8"""
    code = make(desk, table)

    desk.records.delete(table, code)

    assert not desk.lists.id_of(table, code)


@pytest.mark.parametrize("table", SMALL)
def test_a_renamed_code_is_renamed_wherever_it_is_used(desk, table):
    """contacts 1.8, S-4: contacts, setup, and every other record."""
    code = make(desk, table)
    person = a_person(desk, "A", **{USED_AS[table]: code})
    pages = {model.__tablename__: field.name for model, field in references_to(table) if not model.KEY}
    desk.setup.save(dict.fromkeys(pages.values(), code))

    desk.records.save(table, code, {"code": "renamed"})

    assert read(desk, "contact", person, USED_AS[table]) == "RENAMED"
    assert {desk.setup.read()[name] for name in pages.values()} <= {"RENAMED"}
    assert not desk.lists.id_of(table, code)


@pytest.mark.parametrize("table", [*SMALL, "currency", "business_relation", "no_series", "post_code"])
def test_a_code_is_never_blank(desk, table):
    """contacts 1.8, section 8 line 38"""
    refused(desk, "E-BLANK-KEY", lambda: desk.records.create(table, {"code": "  "}), field="code")
    if table != "post_code":
        code = make(desk, table)
        refused(desk, "E-BLANK-KEY", lambda: desk.records.save(table, code, {"code": ""}), field="code", record=code)


@pytest.mark.parametrize("table", SMALL)
def test_a_code_is_there_once(desk, table):
    """contacts 1.8: whatever the case."""
    code, other = make(desk, table), make(desk, table, "OTHER")

    refused(desk, "E-EXISTS", lambda: make(desk, table, "new"), field="code")
    refused(desk, "E-EXISTS", lambda: desk.records.save(table, other, {"code": code}), field="code")


def test_a_salutation_goes_with_its_formulas(desk):
    """contacts 1.8: unless contacts or the setup use it."""
    before = count(desk, "salutation_formula")
    make(desk, "salutation")
    for language in ("", "NLD"):
        desk.records.create("salutation_formula", {"salutation_code": "NEW", "language_code": language, "salutation": "Hi"})
    desk.setup.save({"default_person_salutation_code": "NEW"})

    refusal = refused(desk, "E-IN-USE", lambda: desk.records.delete("salutation", "NEW"))
    assert "Person Salutation Code" in refusal.what
    desk.setup.save({"default_person_salutation_code": ""})
    desk.records.delete("salutation", "NEW")

    assert count(desk, "salutation_formula") == before


def test_formulas_are_free_but_single(desk):
    """contacts 1.8"""
    values = {"salutation_code": "M", "language_code": "NLD", "salutation_type": "Formal", "salutation": "Dag"}
    refused(desk, "E-EXISTS", lambda: desk.records.create("salutation_formula", values))


def test_a_country_goes_with_its_formats(desk):
    """contacts 1.8: used by a contact or a post code it stays."""
    desk.records.create("vat_registration_no_format", {"country_region_code": "BR", "format": "##"})
    desk.records.create("post_code", {"code": "1", "city": "Rio", "country_region_code": "BR"})

    refusal = refused(desk, "E-IN-USE", lambda: desk.records.delete("country", "BR"), record="BR")
    assert "Post Codes (1)" in refusal.what
    assert "VAT" not in refusal.what
    desk.records.delete("post_code", "1 Rio")
    desk.records.delete("country", "BR")

    assert not [row for row in desk.lists.read_all("vat_registration_no_format") if row["country_region_code"] == "BR"]


@pytest.mark.parametrize(
    ("field", "value", "id"),
    [
        ("iso_code", "N", "E-ISO-LENGTH"),
        ("iso_code", "N1", "E-ISO-CHARS"),
        ("iso_numeric_code", "12", "E-ISO-LENGTH"),
        ("iso_numeric_code", "12A", "E-ISO-CHARS"),
    ],
)
def test_iso_codes(desk, field, value, id):
    """contacts 1.8, section 8 line 45"""
    refused(desk, id, lambda: desk.records.save("country", "NL", {field: value}), field=field, record="NL")
    desk.records.save("country", "NL", {field: ""})


def test_post_codes_are_told_apart_by_code_and_city(desk):
    """contacts 1.8: ignoring case; two cities may share a code."""
    refused(desk, "E-EXISTS", lambda: desk.records.create("post_code", {"code": "2574 hv", "city": "ARNHEM"}), field="code")
    desk.records.create("post_code", {"code": "2574 HV", "city": "Velp"})

    assert desk.records.read("post_code", "2574 HV Velp")["search_city"] == "VELP"
    desk.records.save("post_code", "2574 HV Velp", {"city": "VELP"})
    desk.records.save("post_code", "2574 HV VELP", {"city": "Rheden"})
    assert desk.records.read("post_code", "2574 HV Rheden")["search_city"] == "RHEDEN"


def test_deleting_a_post_code_is_free(desk):
    """contacts 1.8, C-60"""
    a_contact(desk, "X", post_code="1530 JM")

    desk.records.delete("post_code", "1530 JM Zaandam")

    assert count(desk, "post_code") == 8


@pytest.mark.parametrize(("value", "id"), [("101", "E-RANGE"), ("-1", "E-RANGE"), ("1.005", "E-RANGE"), ("a", "E-VALUE")])
def test_a_commission_is_a_percentage(desk, value, id):
    """contacts 1.8 Salesperson (contacts C-12): 0 to 100, two decimals."""
    refused(desk, id, lambda: desk.records.save("salesperson", "JR", {"commission_percent": value}), field="commission_percent")
    desk.records.save("salesperson", "JR", {"commission_percent": "2,25"})


def test_the_tag_of_a_language_is_a_known_one(desk):
    """contacts 1.8 Language, contacts 1.2 Format Region: the language fills it in (contacts C-11)"""
    for values in ({"region_tag": "nonsense"}, {"region_tag": "nl-QQ"}):
        refused(desk, "E-REGION", lambda values=values: desk.records.save("language", "NLD", values), field="region_tag", record="NLD")
    refused(desk, "E-REGION", lambda: make(desk, "language", region_tag="xx"), field="region_tag")

    desk.records.save("language", "NLD", {"region_tag": "nl_be"})
    assert read(desk, "language", "NLD", "region_tag") == "nl-BE"
    desk.records.save("language", "NLD", {"region_tag": ""})


def test_decimals_that_are_not_kept_are_told_as_such(desk):
    """contacts 1.8 Salesperson: two decimals; written as the user writes numbers"""
    refusal = refused(desk, "E-RANGE", lambda: desk.records.save("salesperson", "JR", {"commission_percent": "33.333"}))
    assert refusal.what == "Commission % has at most 2 decimals, 33.333 has more."
    use_language("nl")
    assert "33,333" in refusal.what
    use_language("en")


@pytest.mark.parametrize("value", ["0", "101", "", None])
def test_the_search_hit_percentage(desk, value):
    """contacts S-1, section 8 line 39"""
    refused(desk, "E-RANGE", lambda: desk.setup.save({"search_hit_percent": value}), field="search_hit_percent")
    desk.setup.save({"search_hit_percent": "100"})


def test_the_two_switches_for_duplicates(desk):
    """contacts S-2"""

    def after(**values):
        desk.setup.save(values)
        found = desk.setup.read()
        return found["maintain_dupl_search_strings"], found["autosearch_for_duplicates"]

    assert after(maintain_dupl_search_strings=False) == (False, False)
    assert after(autosearch_for_duplicates=True) == (True, True)
    assert after(autosearch_for_duplicates=False) == (True, False)
    assert after(maintain_dupl_search_strings=False) == (False, False)
    assert after(maintain_dupl_search_strings=True) == (True, True)


def test_the_folder_of_attachments_exists_and_is_written_to(desk, tmp_path):
    """contacts S-5 (E-FOLDER): as soon as attachments are files; blank is allowed"""
    file = tmp_path / "file"
    file.write_text("x")
    desk.setup.save({"attachment_storage_type": "Disk File"})

    for wrong in (tmp_path / "missing", file):
        values = {"attachment_storage_location": str(wrong)}
        refused(desk, "E-FOLDER", lambda values=values: desk.setup.save(values), field="attachment_storage_location")
    desk.setup.save({"attachment_storage_location": str(tmp_path)})
    desk.setup.save({"attachment_storage_location": ""})
    desk.setup.save({"attachment_storage_type": "Embedded", "attachment_storage_location": str(file)})
    refused(desk, "E-FOLDER", lambda: desk.setup.save({"attachment_storage_type": "Disk File"}), field="attachment_storage_location")


def test_the_setup_changes_no_existing_contact(desk):
    """contacts S-3"""
    changes = desk.setup.save({"default_territory_code": "N", "inherit_territory_code": False}).changes

    assert {record.table for record in changes.records} == {"marketing_setup"}


@pytest.mark.parametrize(
    ("table", "field", "caption"),
    [
        ("no_series", "contact_nos", "Contact Nos."),
        ("salutation", "def_company_salutation_code", "Company Salutation Code"),
        ("territory", "default_territory_code", "Territory Code"),
        ("language", "default_language_code", "Language Code"),
        ("country", "default_country_region_code", "Country/Region Code"),
        ("business_relation", "bus_rel_code_for_vendors", "Bus. Rel. Code for Vendors"),
        ("salesperson", "default_salesperson_code", "Salesperson Code"),
    ],
)
def test_what_the_setup_uses_is_not_deleted(desk, table, field, caption):
    """contacts S-4, section 8 line 37: the place is told."""
    code = make(desk, table)
    desk.setup.save({field: code})

    refusal = refused(desk, "E-IN-USE", lambda: desk.records.delete(table, code), record=code)
    assert caption in refusal.what
    assert "Marketing Setup" in refusal.what


def test_codes_of_the_setup_exist(desk):
    """contacts section 0, 3.5 (contacts S-4): also that the salesperson is not blocked."""
    desk.records.save("salesperson", "MD", {"blocked": True})

    refused(desk, "E-SALESP-BLOCKED", lambda: desk.setup.save({"default_salesperson_code": "MD"}), field="default_salesperson_code")
    refused(desk, "E-NOT-FOUND", lambda: desk.setup.save({"default_language_code": "XX"}), field="default_language_code")


def test_every_reference_is_kept_by_one_implementation():
    """contacts 1.8: whatever field refers to a table is found by renaming and deleting."""
    assert all(field.refers_to == table for table in TABLES for _model, field in references_to(table))


def test_a_relation_code_in_use_tells_the_count(desk):
    """contacts 1.8, relations E-13"""
    linked(desk, "CT000001", "customer")

    refusal = refused(desk, "E-IN-USE", lambda: desk.records.delete("business_relation", "CUST"))
    assert "(1)" in refusal.what
    assert "Bus. Rel. Code for Customers" in refusal.what


@pytest.mark.parametrize("table", ["marketing_setup", "numbering_setup", "company_information"])
def test_a_setup_is_there_once_and_stays(desk, table):
    """contacts 3.5: no insert or delete (contacts S-4)."""
    with pytest.raises(errors.AlreadyExists):
        desk.records.create(table, {})
    with pytest.raises(errors.CannotDelete):
        desk.records.delete(table, "")
    assert count(desk, table) == 1


@pytest.mark.parametrize("text", ["abc", "D", "1", "1D2W", "1 day"])
def test_a_malformed_date_formula(desk, text):
    """contacts S-6, section 8 line 39"""
    change = lambda: desk.setup.save({"default_task_date_calculation": text})  # noqa: E731
    refusal = refused(desk, "E-DATEFORMULA", change, field="default_task_date_calculation")
    assert text.upper() in refusal.what


@pytest.mark.parametrize("text", ["1D", "2w", "CM + 10D", "-1Y", ""])
def test_date_formulas(desk, text):
    """contacts S-6"""
    desk.setup.save({"default_task_date_calculation": text})

    assert desk.setup.read()["default_task_date_calculation"] == "".join(text.split()).upper()


def test_the_default_region_is_a_known_tag(desk):
    """contacts 3.5, S-3"""
    refused(desk, "E-REGION", lambda: desk.setup.save({"default_format_region": "zz-zz"}), field="default_format_region")
