"""Importing into the desk: matching, companies of persons, refused rows, history (interchange sections 2 and 5)."""

import csv

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contactdesk import errors
from contactdesk.services.batches import PIECE
from tests.builders import PERSON, a_contact, count, dump, read, rows_of, run_sql


@pytest.fixture
def sheet(tmp_path):
    """Writes rows into a CSV file and gives its path."""

    def write(*rows, name="rows.csv"):
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        return path

    return write


def found(desk, table, **values):
    return [one["no"] for one in desk.lists.read_all(table) if all(one[name] == value for name, value in values.items())]


def balanced(report):
    return report.read == report.inserted + report.updated + report.unchanged + report.skipped + len(report.rejected)


def test_a_number_that_exists_means_that_record_and_blanks_change_nothing(desk, sheet):
    """interchange X-3, X-4, X-5"""
    # Given a customer
    rows = sheet(["No.", "Name", "Phone No.", "City"], ["K1", "Fabrikam", "020-1", "Haarlem"])
    desk.imports.run("customer", rows)
    # When its row comes again with another telephone number and a blank city
    report = desk.imports.run("customer", sheet(["No.", "Name", "Phone No.", "City"], ["k1", "Fabrikam", "020-2", ""]))
    # Then it is updated, its contact too, and the city stays
    assert (report.inserted, report.updated) == (0, 1)
    assert read(desk, "customer", "K1", "phone_no", "city") == ("020-2", "Haarlem")
    assert found(desk, "contact", name="Fabrikam", phone_no="020-2")


def test_a_person_is_found_by_mail_address_of_the_same_type(desk, sheet):
    """interchange X-4: E-Mail without case, in either field"""
    no = a_contact(desk, "Kim Berg", type=PERSON, e_mail="kim@berg.nl", e_mail_2="home@berg.nl")
    report = desk.imports.run("contact", sheet(["First Name", "Last Name", "Email", "Job Title"], ["Kim", "Berg", "KIM@berg.nl", "Buyer"]))
    assert (report.updated, report.inserted) == (1, 0)
    report = desk.imports.run("contact", sheet(["First Name", "Last Name", "Email", "Job Title"], ["Kim", "Berg", "home@berg.nl", "Boss"]))
    assert (report.updated, read(desk, "contact", no, "job_title")) == (1, "Boss")


def test_people_of_one_file_who_share_an_address_stay_apart(desk, sheet):
    """interchange X-4, X-12: nobody is lost, and the second run changes nothing"""
    rows = sheet(["First Name", "Last Name", "Email"], ["Kim", "Berg", "info@berg.nl"], ["Bo", "Dam", "info@berg.nl"])
    assert desk.imports.run("contact", rows).inserted == 2
    assert desk.imports.run("contact", rows).unchanged == 2


def test_one_person_in_two_rows_of_a_file_is_one_contact(desk, sheet):
    """interchange X-4, X-6: the later row adds to the earlier one"""
    rows = sheet(
        ["First Name", "Last Name", "Email", "Phone No.", "City"],
        ["Kim", "Berg", "kim@berg.nl", "020-1", ""],
        ["Kim", "Berg", "KIM@berg.nl", "", "Delft"],
    )
    report = desk.imports.run("contact", rows)
    assert (report.inserted, report.updated) == (1, 1)
    assert read(desk, "contact", found(desk, "contact", name="Kim Berg")[0], "phone_no", "city") == ("020-1", "Delft")


def test_a_key_that_several_contacts_have_is_never_guessed(desk, sheet):
    """interchange X-4: ambiguous"""
    for name in ("Kim Berg", "Bo Dam"):
        a_contact(desk, name, type=PERSON, e_mail="info@berg.nl")
    report = desk.imports.run("contact", sheet(["First Name", "Last Name", "Email"], ["Al", "Fa", "info@berg.nl"]))
    assert [one.error.id for one in report.rejected] == ["E-IMP-AMBIGUOUS"]
    assert report.rejected[0].field == "e_mail"


def test_rows_without_a_key_are_not_doubled(desk, sheet):
    """interchange X-6, X-12"""
    rows = sheet(["First Name", "Last Name", "City"], ["Kim", "Berg", "Haarlem"], ["Kim", "Berg", "Haarlem"], ["Kim", "Berg", "Delft"])
    first = desk.imports.run("contact", rows)
    again = desk.imports.run("contact", rows)
    assert (first.inserted, first.unchanged) == (2, 1)
    assert (again.inserted, again.unchanged) == (0, 3)
    vendors = sheet(["Name", "City"], ["Fabrikam", "Delft"])
    assert [desk.imports.run("vendor", vendors).inserted for _time in range(2)] == [1, 0]


def test_companies_go_before_their_persons_whatever_the_order(desk, sheet):
    """interchange X-7; contacts C-33"""
    rows = sheet(
        ["First Name", "Last Name", "Company Name", "Phone No."],
        ["Kim", "Berg", "FABRIKAM b.v.", ""],
        ["", "", "Fabrikam B.V.", "020-7"],
    )
    report = desk.imports.run("contact", rows)
    assert (report.inserted, report.companies) == (2, 0)
    kim = found(desk, "contact", name="Kim Berg")[0]
    assert read(desk, "contact", kim, "company_name", "phone_no") == ("Fabrikam B.V.", "020-7")


def test_a_company_nobody_knows_is_made_with_the_address_of_its_first_person(desk, sheet):
    """interchange X-7; contacts C-33: what the row holds wins over inheritance"""
    rows = sheet(
        ["First Name", "Last Name", "Company Name", "Address", "City", "Phone No."],
        ["Kim", "Berg", "Fabrikam", "Kade 1", "Delft", "015-1"],
        ["Bo", "Dam", "Fabri-Kam", "", "", "015-2"],
    )
    report = desk.imports.run("contact", rows)
    assert (report.inserted, report.companies) == (2, 1)
    company = found(desk, "contact", name="Fabrikam")[0]
    assert read(desk, "contact", company, "address", "city", "phone_no") == ("Kade 1", "Delft", "015-1")
    bo = found(desk, "contact", name="Bo Dam")[0]
    assert read(desk, "contact", bo, "company_no", "address", "phone_no") == (company, "Kade 1", "015-2")


@pytest.mark.parametrize("dry_run", [True, False])
def test_refused_rows_are_told_in_the_order_of_the_file(desk, sheet, dry_run):
    """interchange X-7, X-13: also where companies are written before the persons between them"""
    # Given a file in which a person that is refused stands before a company that is
    header = ["First Name", "Last Name", "Company Name"]
    rows = [["K" * 31, "Berg", ""], ["", "", "Fabrikam"], ["", "", "A" * 101], ["B" * 31, "Dam", "Fabrikam"]]
    # When it is imported, or tried
    report = desk.imports.run("contact", sheet(header, *rows), dry_run=dry_run)
    # Then whoever corrects the file goes through it once from top to bottom
    assert [one.line for one in report.rejected] == [2, 4, 5]


def test_a_company_name_that_two_companies_have_is_refused(desk, sheet):
    """interchange X-7: only a unique name tells the company"""
    a_contact(desk, "Fabrikam", no="F1")
    a_contact(desk, "Fabrikam", no="F2")
    report = desk.imports.run("contact", sheet(["First Name", "Last Name", "Company Name"], ["Kim", "Berg", "Fabrikam"]))
    assert (report.inserted, report.rejected[0].error.id) == (0, "E-IMP-AMBIGUOUS")
    assert "F1, F2" in str(report.rejected[0].error)


@pytest.mark.parametrize(
    ("header", "row", "id", "field"),
    [
        (["Name"], ["x" * 101], "E-LENGTH", "name"),
        (["Name", "City"], ["Fabrikam", "y" * 31], "E-LENGTH", "city"),
        (["Name", "Country"], ["Fabrikam", "Atlantis"], "E-NOT-FOUND", "country_region_code"),
        (["Name", "Salesperson Code"], ["Fabrikam", "NOBODY"], "E-NOT-FOUND", "salesperson_code"),
        (["Name", "Email"], ["Fabrikam", "no address"], "E-EMAIL", "e_mail"),
        (["Name", "Phone No."], ["Fabrikam", "call me"], "E-PHONE-LETTERS", "phone_no"),
        (["Name", "Credit Limit"], ["Fabrikam", "much"], "E-VALUE", "credit_limit_lcy"),
        (["Name", "City"], ["", "Delft"], "E-IMP-NO-NAME", "name"),
        (["Name", "IBAN", "City"], ["Fabrikam", "NL00BANK0123456789", "Delft"], None, None),
    ],
)
def test_a_row_that_a_rule_refuses_leaves_no_trace(sqlite_desk, sheet, header, row, id, field):
    """interchange X-8, X-9, X-10; relations E-29: the others are imported"""
    desk = sqlite_desk
    path = sheet(header, row, ["Northwind", *[""] * (len(header) - 1)])
    # A column is not proposed for a field that none of its values fits, so a person says where it goes.
    by_hand = {header[-1]: field} if id in ("E-EMAIL", "E-PHONE-LETTERS", "E-VALUE") else None
    report = desk.imports.run("customer", path, by_hand)
    if id is None:
        assert report.inserted == 2
        return
    assert (report.inserted, [(one.line, one.field, one.error.id) for one in report.rejected]) == (1, [(2, field, id)])
    assert balanced(report)
    assert [one["name"] for one in desk.lists.read_all("customer")] == ["Northwind"]


def test_a_thousand_rows_with_one_bad_one_and_the_way_to_mend_it(sqlite_desk, sheet, tmp_path):
    """interchange X-10, X-13: example X-E4"""
    # Given 1,000 rows of which row 500 is refused only while it is written
    rows = [[f"K{number}", f"Customer {number}", ""] for number in range(1000)]
    rows[499][2] = "NL12"
    path = sheet(["No.", "Name", "VAT Registration No."], *rows)
    # When they are imported
    refused = tmp_path / "refused.csv"
    report = sqlite_desk.imports.run("customer", path, with_contacts=False, rejects=refused)
    # Then 999 arrive, and the report holds the row with line, field and reason
    assert (report.inserted, len(report.rejected), report.rejects_path) == (999, 1, refused)
    assert (report.rejected[0].line, report.rejected[0].error.id) == (501, "E-VAT-FORMAT")
    # And the corrected report is imported like any other file
    refused.write_text(refused.read_text(encoding="utf-8-sig").replace("NL12", ""), encoding="utf-8")
    assert sqlite_desk.imports.run("customer", refused, with_contacts=False).inserted == 1
    assert count(sqlite_desk, "customer") == 1000


def test_primary_contacts_that_break_the_rules_of_links_are_refused_with_their_line(desk, sheet):
    """relations E-29, E-12, U-3"""
    rows = sheet(
        ["No.", "Name", "Primary Contact No."], ["K1", "Fabrikam", "CT000002"], ["K2", "Wrong", "CT000003"], ["K3", "Gone", "CT999999"]
    )
    report = desk.imports.run("customer", rows)
    assert found(desk, "customer", no="K1")
    assert {(one.line, one.error.id) for one in report.rejected} == {(3, "E-03"), (4, "E-NOT-FOUND")}
    assert [row[2:] for row in rows_of(desk, "CT000001")] == [("customer", "K1")]


def test_new_entities_get_contacts_unless_somebody_says_no(desk, sheet):
    """relations R-5"""
    rows = sheet(["No.", "Name"], ["K1", "Fabrikam"])
    before = count(desk, "contact")
    assert desk.imports.run("vendor", rows, with_contacts=False).contacts == 0
    assert count(desk, "contact") == before
    report = desk.imports.run("customer", rows)
    assert (report.contacts, count(desk, "contact")) == (1, before + 1)


def test_an_import_is_one_entry_and_can_be_undone(desk, sheet):
    """interchange X-14; relations G-31: several pieces, one entry"""
    before = dump(desk)
    a_contact(desk, "Known", no="K5", phone_no="020-5")
    changed = dump(desk)
    rows = [[f"K{number}", "Known" if number == 5 else f"Name {number}", f"020-{number}9"] for number in range(PIECE + 20)]
    report = desk.imports.run("contact", sheet(["No.", "Name", "Phone No."], *rows))
    assert (report.inserted, report.updated) == (PIECE + 19, 1)
    assert desk.history.entries()[0].no == report.entry
    undone = desk.history.undo(report.entry)
    assert undone.value.kept == []
    assert read(desk, "contact", "K5", "phone_no") == "020-5"
    assert len(dump(desk)["contact"]) == len(changed["contact"]) == len(before["contact"]) + 1


def test_a_dry_run_counts_what_the_run_does_and_changes_nothing(desk, sheet):
    """interchange X-2"""
    a_contact(desk, "Known", no="K1", phone_no="020-5")
    path = sheet(["No.", "Name", "Phone No."], ["K1", "Known", "020-6"], ["K2", "New", ""], ["K2", "New", "020-1"], ["K3", "Bad", "call"])
    before = dump(desk)
    foretold = desk.imports.run("contact", path, dry_run=True)
    assert dump(desk) == before
    preview = desk.imports.preview("contact", path)
    assert dump(desk) == before
    done = desk.imports.run("contact", path)
    counts = [(one.read, one.inserted, one.updated, one.unchanged, len(one.rejected)) for one in (foretold, preview.report, done)]
    assert counts == [(4, 1, 2, 0, 1)] * 3
    assert preview.complete
    assert [record.no for one in foretold.changes for record in one.records] == ["K2", "K1"]


def test_the_preview_shows_rows_mapping_and_reasons(sqlite_desk, sheet):
    """interchange X-2, X-30, X-31"""
    preview = sqlite_desk.imports.preview("customer", sheet(["Customer ID", "Company Name", "Shoe size"], ["K1", "Fabrikam", "42"]))
    assert preview.rows == [("K1", "Fabrikam", "42")]
    assert {name: column.name for name, column in preview.mapping.fields.items()} == {"no": "Customer ID", "name": "Company Name"}
    assert preview.unmapped == ("Shoe size",)
    assert (preview.encoding, preview.delimiter) == ("UTF-8", ",")


def test_a_mapping_made_by_hand_is_remembered_for_the_same_header(desk, sheet):
    """interchange X-32"""
    path = sheet(["Thing", "Other"], ["K1", "Fabrikam"])
    with pytest.raises(errors.ImportMapping):
        desk.imports.run("vendor", path)
    desk.imports.run("vendor", path, {"Thing": "no", "Other": "name"})
    report = desk.imports.run("vendor", sheet(["Thing", "Other"], ["K2", "Contoso"], name="later.csv"))
    assert (report.inserted, read(desk, "vendor", "K2", "name")) == (1, "Contoso")


def test_private_contacts_are_skipped(desk, sheet):
    """interchange X-16: example X-E11"""
    a_contact(desk, "Secret", no="K1", privacy_blocked=True)
    report = desk.imports.run("contact", sheet(["No.", "Name", "Phone No."], ["K1", "Secret", "020-1"]))
    assert (report.skipped, read(desk, "contact", "K1", "phone_no")) == (1, "")
    assert balanced(report)


def test_digits_behind_a_mark_are_the_extension(sqlite_desk, sheet):
    """interchange X-8"""
    rows = [["Kim", "Berg", text] for text in ("020-123 ext. 45", "020-123x46", "020-123 tst 47", "020-123 #48")]
    sqlite_desk.imports.run("contact", sheet(["First Name", "Last Name", "Phone No."], *rows))
    assert {one["extension_no"] for one in sqlite_desk.lists.read_all("contact", where=[("name", "Kim Berg")])} == {"45", "46", "47", "48"}


def test_a_post_code_of_another_town_completes_nothing(sqlite_desk, sheet):
    """interchange X-8; contacts C-61: only what the row leaves blank, and only from a place that agrees with it"""
    sqlite_desk.records.create("post_code", {"code": "8014", "city": "Zürich", "country_region_code": "CH", "county": "ZH"})
    path = sheet(["No.", "Name", "Post Code", "City"], ["K1", "Art", "8014", "Bridgeport"], ["K2", "Ueli", "8014", ""])
    sqlite_desk.imports.run("customer", path, with_contacts=False)
    assert read(sqlite_desk, "customer", "K1", "city", "country_region_code", "county") == ("Bridgeport", "", "")
    assert read(sqlite_desk, "customer", "K2", "city", "country_region_code", "county") == ("Zürich", "CH", "ZH")


def test_a_number_that_may_not_be_typed_becomes_the_external_id(sqlite_desk, sheet):
    """interchange X-4"""
    desk = sqlite_desk
    desk.records.save("no_series", desk.setup.read()["contact_nos"], {"manual_nos": False})
    path = sheet(["No.", "Name"], ["OLD-1", "Fabrikam"])
    assert [desk.imports.run("contact", path).inserted for _time in range(2)] == [1, 0]
    assert read(desk, "contact", found(desk, "contact", name="Fabrikam")[0], "external_id") == "OLD-1"


def test_cancelling_keeps_what_is_done(sqlite_desk, sheet):
    """interchange X-12"""
    path = sheet(["Name"], *([f"Name {number}"] for number in range(3 * PIECE)))
    told = []
    report = sqlite_desk.imports.run("vendor", path, progress=lambda *counts: told.append(counts), cancelled=lambda: len(told) >= 1)
    assert (report.cancelled, report.inserted, count(sqlite_desk, "vendor")) == (True, PIECE, PIECE)


def test_a_record_taken_meanwhile_by_somebody_else_costs_no_other_row(sqlite_desk, sheet):
    """interchange X-10: what the database itself refuses is one row's trouble"""
    desk = sqlite_desk
    trigger = "CREATE TRIGGER net BEFORE INSERT ON vendor WHEN new.name = 'Bad' BEGIN SELECT RAISE(ABORT, 'net'); END"
    run_sql(desk, trigger)
    report = desk.imports.run("vendor", sheet(["No.", "Name"], ["V1", "Good"], ["V2", "Bad"], ["V3", "Better"]), with_contacts=False)
    run_sql(desk, "DROP TRIGGER net")
    assert (report.inserted, [one.line for one in report.rejected]) == (2, [3])


CELLS = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=40)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), min_size=1, max_size=8))
def test_every_row_is_accounted_for_and_nothing_breaks(sqlite_desk, sheet, rows):
    """interchange X-13; reliability P-11: any text in any cell"""
    try:
        report = sqlite_desk.imports.run("contact", sheet(["Name", "Company Name", "Phone No.", "Email"], *rows), dry_run=True)
    except (errors.ImportEmpty, errors.ImportFormat):
        return
    assert balanced(report)
