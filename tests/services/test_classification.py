"""Groups, responsibilities, web sources and comments of contacts (contacts 1.7, 1.8, 2.9)."""

from datetime import date

import pytest

from contactdesk import errors
from contactdesk.desk import Desk
from contactdesk.model.classification import ASSIGNMENTS
from contactdesk.model.contact import COMPANY, PERSON
from contactdesk.storage.unit_of_work import Person
from tests.builders import a_contact, a_person, count, read, run_sql
from tests.refusals import refused

CODES = {
    "contact_mailing_group": ("mailing_group_code", "X-CARD"),
    "contact_industry_group": ("industry_group_code", "RET"),
    "contact_job_responsibility": ("job_responsibility_code", "SALE"),
    "contact_web_source": ("web_source_code", "DDG"),
}
OWNERS = {"contact_job_responsibility": "CT000002"}
"""Who has a code of each table: the company, unless it is for persons."""
FORMER = date(2020, 1, 1)


def assign(desk, table, contact_no="", code="", **values):
    name, usual = CODES[table]
    return desk.records.create(table, {"contact_no": contact_no or OWNERS.get(table, "CT000001"), name: code or usual} | values)


def made_old(desk, no):
    """As if the contact had not been changed for years."""
    run_sql(desk, "UPDATE contact SET last_date_modified = :day, version = version + 1 WHERE no = :no", day=FORMER, no=no)
    run_sql(
        desk,
        "UPDATE history_entry SET version = version + 1 WHERE record_table = 'contact'"
        " AND record_id = (SELECT id FROM contact WHERE no = :no) AND version = (SELECT version - 1 FROM contact WHERE no = :no)",
        no=no,
    )


def keys(desk, table, no):
    return [line.key for line in desk.classification.assigned(table, no).lines]


# -- assigning ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", CODES)
def test_a_code_is_assigned_changed_and_taken_away(desk, table):
    """contacts 1.7, contacts C-81: each time the contact was modified, web sources included"""
    owner = OWNERS.get(table, "CT000001")
    name = CODES[table][0]
    made_old(desk, owner)

    assign(desk, table)
    row = desk.classification.assigned(table, owner)
    assert (row.no, [line.values[name] for line in row.lines]) == (owner, [CODES[table][1]])
    assert row.lines[0].values["description"]
    assert read(desk, "contact", owner, "last_date_modified") != FORMER

    other = desk.records.look_up(ASSIGNMENTS[table].codes.__tablename__)[0].no
    other = other if other != CODES[table][1] else desk.records.look_up(ASSIGNMENTS[table].codes.__tablename__)[1].no
    made_old(desk, owner)
    desk.records.save(table, row.lines[0].key, {name: other})
    assert [line.values[name] for line in desk.classification.assigned(table, owner).lines] == [other]
    assert read(desk, "contact", owner, "last_date_modified") != FORMER

    made_old(desk, owner)
    desk.records.delete(table, row.lines[0].key)
    assert keys(desk, table, owner) == []
    assert read(desk, "contact", owner, "last_date_modified") != FORMER


def test_a_new_search_word_modifies_the_contact(desk):
    """contacts C-81"""
    assign(desk, "contact_web_source")
    made_old(desk, "CT000001")
    key = keys(desk, "contact_web_source", "CT000001")[0]

    desk.records.save("contact_web_source", key, {"search_word": "adatum holding"})

    assert desk.classification.assigned("contact_web_source", "CT000001").lines[0].values["search_word"] == "adatum holding"
    assert read(desk, "contact", "CT000001", "last_date_modified") != FORMER


def test_a_save_that_changes_nothing_leaves_the_contact_alone(desk):
    """contacts C-81"""
    assign(desk, "contact_web_source", search_word="adatum")
    key = keys(desk, "contact_web_source", "CT000001")[0]

    done = desk.records.save("contact_web_source", key, {"search_word": "adatum"})

    assert done.changes.records == []


@pytest.mark.parametrize(
    ("table", "contact_no", "id"),
    [
        ("contact_industry_group", "CT000002", "E-COMPANY-ONLY"),
        ("contact_web_source", "CT000009", "E-COMPANY-ONLY"),
        ("contact_job_responsibility", "CT000001", "E-PERSON-ONLY"),
    ],
)
def test_the_type_decides_what_a_contact_can_have(desk, table, contact_no, id):
    """contacts C-80, section 8 line 29"""
    refusal = refused(desk, id, lambda: assign(desk, table, contact_no), record=contact_no)

    assert errors.Caption(ASSIGNMENTS[table].codes.CAPTIONS) in refusal.what


def test_a_person_without_company_is_told_so(desk):
    """contacts C-80, C-84"""
    no = a_person(desk, "Ann Bol")

    refusal = refused(desk, "E-COMPANY-ONLY", lambda: desk.classification.launch(no, "DDG"), record=no)

    assert refusal.what == f"Web Sources belong to companies; contact {no} is a person without a company."


def test_persons_and_companies_are_in_mailing_groups(desk):
    """contacts C-80"""
    assign(desk, "contact_mailing_group", "CT000001")
    assign(desk, "contact_mailing_group", "CT000002")

    assert desk.classification.contact_counts("mailing_group") == {"X-CARD": 2}


@pytest.mark.parametrize("table", CODES)
def test_the_same_code_twice_is_refused(desk, table):
    """contacts 1.7, section 8 line 29: also when another code is changed into it"""
    owner, (name, code) = OWNERS.get(table, "CT000001"), CODES[table]
    assign(desk, table)
    refusal = refused(desk, "E-EXISTS", lambda: assign(desk, table, code=code.lower()), field=name, record=owner)
    assert code in refusal.what
    other = next(row.no for row in desk.records.look_up(ASSIGNMENTS[table].codes.__tablename__) if row.no != code)
    assign(desk, table, code=other)

    key = next(line.key for line in desk.classification.assigned(table, owner).lines if line.values[name] == other)
    refused(desk, "E-EXISTS", lambda: desk.records.save(table, key, {name: code}), field=name)


@pytest.mark.parametrize(
    ("values", "id"),
    [
        ({"contact_no": "CT999999", "mailing_group_code": "X-CARD"}, "E-NOT-FOUND"),
        ({"contact_no": "CT000001", "mailing_group_code": "NONE"}, "E-NOT-FOUND"),
        ({"contact_no": "CT000001", "mailing_group_code": " "}, "E-BLANK-KEY"),
        ({"contact_no": "CT000001"}, "E-BLANK-KEY"),
        ({"mailing_group_code": "X-CARD"}, "E-BLANK-KEY"),
        ({"contact_no": "CT000001", "mailing_group_code": "X" * 11}, "E-LENGTH"),
    ],
)
def test_a_wrong_assignment_is_refused(desk, values, id):
    """contacts section 0, 1.7: the contact and the code must exist"""
    refused(desk, id, lambda: desk.records.create("contact_mailing_group", values))


def test_a_search_word_of_31_characters_is_refused(desk):
    """contacts 1.7"""
    refused(desk, "E-LENGTH", lambda: assign(desk, "contact_web_source", search_word="x" * 31), field="search_word")


def test_rows_are_known_by_their_keys_as_well(desk):
    """contacts 1.7: contact and code, whatever case; comments by table, record and line"""
    assign(desk, "contact_mailing_group")
    comment(desk, "contact", "CT000001", "Called")
    id = desk.lists.id_of("contact", "CT000001")

    assert desk.records.read("comment_line", f"contact {id} 10000")["comment"] == "Called"
    desk.records.delete("contact_mailing_group", "ct000001 x-card")
    desk.records.delete("comment_line", f"contact {id} 10000")

    assert (count(desk, "contact_mailing_group"), count(desk, "comment_line")) == (0, 0)


def test_an_assignment_keeps_its_contact(desk):
    """contacts 1.7: the contact is given once"""
    assign(desk, "contact_mailing_group")
    key = keys(desk, "contact_mailing_group", "CT000001")[0]

    refused(desk, "E-READ-ONLY", lambda: desk.records.save("contact_mailing_group", key, {"contact_no": "CT000002"}))


def test_a_privacy_blocked_contact_is_classified_as_before(desk):
    """contacts C-86"""
    desk.records.save("contact", "CT000001", {"privacy_blocked": True})

    for table in ("contact_mailing_group", "contact_industry_group", "contact_web_source"):
        assign(desk, table)
    comment(desk, "contact", "CT000001", "Still here")

    assert desk.classification.launch("CT000001", "DDG")
    assert desk.classification.comment_count("contact", "CT000001") == 1


def test_an_assignment_is_undone_and_the_undo_is_undone(desk):
    """contacts C-81; relations G-31"""
    made = assign(desk, "contact_mailing_group")
    key = keys(desk, "contact_mailing_group", "CT000001")[0]
    removed = desk.records.delete("contact_mailing_group", key)

    desk.history.undo(removed.changes.entry)
    assert keys(desk, "contact_mailing_group", "CT000001") == [key]
    desk.history.undo(made.changes.entry)
    assert keys(desk, "contact_mailing_group", "CT000001") == []


def test_a_preview_assigns_nothing(desk):
    """contacts 1.7"""
    values = {"contact_no": "CT000001", "mailing_group_code": "X-CARD"}

    done = desk.records.create("contact_mailing_group", values, dry_run=True)

    assert done.changes.records[0].table == "contact_mailing_group"
    assert count(desk, "contact_mailing_group") == 0


def test_what_was_taken_away_returns_only_where_it_fits(desk):
    """contacts C-24: the company is a person meanwhile"""
    company = a_contact(desk, "Fabrikam")
    assign(desk, "contact_industry_group", company)
    removed = desk.records.delete("contact_industry_group", keys(desk, "contact_industry_group", company)[0])
    desk.records.save("contact", company, {"type": PERSON})

    refused(desk, "E-30", lambda: desk.history.undo(removed.changes.entry))


def test_a_change_of_type_is_not_undone_over_its_codes(desk):
    """contacts C-22; relations G-35"""
    company = a_contact(desk, "Ann Bol")
    turned = desk.records.save("contact", company, {"type": PERSON})
    assign(desk, "contact_job_responsibility", company)

    refusal = refused(desk, "E-30", lambda: desk.history.undo(turned.changes.entry))
    assert "contact job responsibilities" in refusal.what


# -- type changes ---------------------------------------------------------------------------------------


def test_responsibilities_keep_a_person_a_person(desk):
    """contacts C-22, section 8 line 27: the assignments are counted; one refusal names everything"""
    no = a_person(desk)
    assign(desk, "contact_job_responsibility", no)
    assign(desk, "contact_job_responsibility", no, "SERVICE")
    to_company = lambda: desk.records.save("contact", no, {"type": COMPANY})  # noqa: E731

    assert "2 job responsibilities" in refused(desk, "E-TYPE-JOBRESP", to_company, field="type", record=no).what
    desk.records.save("contact", no, {"organizational_level_code": "CEO"})
    both = refused(desk, "E-TYPE-ORGLEVEL", to_company, field="type", record=no).what
    assert both.index("Organizational Level Code CEO") < both.index("2 job responsibilities")


def test_what_only_companies_have_keeps_a_company_a_company(desk):
    """contacts C-24, section 8 line 26; relations E-16: all in one refusal, the first gives the id"""
    no = a_contact(desk, "Fabrikam")
    to_person = lambda: desk.records.save("contact", no, {"type": PERSON})  # noqa: E731
    expected = []
    for id, text, fill in (
        ("E-TYPE-COMPANY-FIELD", "Registration No.", lambda: desk.records.save("contact", no, {"registration_no": "1"})),
        ("E-TYPE-WEBSOURCES", "1 web source", lambda: assign(desk, "contact_web_source", no)),
        ("E-TYPE-COMPANY-FIELD", "Currency Code", lambda: desk.records.save("contact", no, {"currency_code": "USD"})),
        ("E-TYPE-INDUSTRY", "1 industry group", lambda: assign(desk, "contact_industry_group", no)),
        ("E-TYPE-RELATIONS", "1 business relation", lambda: desk.linking.add_relation(no, "COMPET")),
        ("E-TYPE-PERSONS", "1 person", lambda: a_person(desk, company=no)),
    ):
        fill()
        expected.insert(0, text)
        refusal = refused(desk, id, to_person, field="type", record=no)
        assert ", ".join(expected) in refusal.what


def test_a_mailing_group_is_no_hindrance(desk):
    """contacts C-22, contacts C-24: both types have them"""
    no = a_contact(desk, "Ann Bol")
    assign(desk, "contact_mailing_group", no)

    desk.records.save("contact", no, {"type": PERSON})
    desk.records.save("contact", no, {"type": COMPANY})

    assert len(keys(desk, "contact_mailing_group", no)) == 1


# -- counts and filters ---------------------------------------------------------------------------------


def test_the_counts_of_a_company_and_its_person(desk):
    """contacts 1.4: groups and relations of the company are shown for its persons"""
    for table in CODES:
        assign(desk, table)
    assign(desk, "contact_mailing_group", code="X-GIFT")
    desk.linking.add_relation("CT000001", "COMPET")

    company, person, alone = (desk.classification.counts(no) for no in ("CT000001", "CT000002", "CT000009"))

    names = ("no_of_job_responsibilities", "no_of_industry_groups", "no_of_business_relations", "no_of_mailing_groups")
    assert [company[name] for name in names] == [0, 1, 1, 2]
    assert [person[name] for name in names] == [1, 1, 1, 0]
    assert [alone[name] for name in names] == [0, 0, 0, 0]


def test_the_contacts_of_a_code_are_found(desk):
    """contacts C-82, F-11"""
    assign(desk, "contact_mailing_group", "CT000001")
    assign(desk, "contact_mailing_group", "CT000003")
    assign(desk, "contact_mailing_group", "CT000002", "X-GIFT")

    found = desk.lists.read_all("contact", where=[("mailing_group_code", "'X-CARD'")], columns=["no"])
    assert [row["no"] for row in found] == ["CT000001", "CT000003"]
    assert desk.lists.count("contact", where=[("mailing_group_code", "X-*")]) == 3
    assert desk.lists.count("contact", where=[("mailing_group_code", "'X-CARD'"), ("type", "Person")]) == 1
    with pytest.raises(errors.UnknownField):
        desk.lists.count("customer", where=[("mailing_group_code", "'X-CARD'")])


def test_a_code_with_signs_of_the_filter_language_counts_and_filters(desk):
    """contacts C-82, section 8 line 4"""
    desk.records.create("mailing_group", {"code": "(A)*1|B", "description": "All of them"})
    assign(desk, "contact_mailing_group", "CT000001", "(A)*1|B")
    assign(desk, "contact_mailing_group", "CT000002")

    assert desk.classification.contact_counts("mailing_group")["(A)*1|B"] == 1


# -- deleting and renaming ------------------------------------------------------------------------------


@pytest.mark.parametrize("table", CODES)
def test_a_code_in_use_is_not_deleted(desk, table):
    """contacts 1.8, section 8 line 37: the count is named"""
    assign(desk, table)

    refusal = refused(desk, "E-IN-USE", lambda: desk.records.delete(ASSIGNMENTS[table].codes.__tablename__, CODES[table][1]))

    assert "(1)" in refusal.what


@pytest.mark.parametrize("table", CODES)
def test_a_renamed_code_is_renamed_at_its_contacts(desk, table):
    """contacts 1.8"""
    assign(desk, table)
    codes, (name, code) = ASSIGNMENTS[table].codes.__tablename__, CODES[table]

    desk.records.save(codes, code, {"code": "NEW"})

    assert [line.values[name] for line in desk.classification.assigned(table, OWNERS.get(table, "CT000001")).lines] == ["NEW"]


@pytest.mark.parametrize("code", ["", "   "])
def test_a_code_row_without_code_is_refused(desk, code):
    """contacts 1.8, section 8 line 38"""
    for table in ("mailing_group", "industry_group", "job_responsibility", "web_source", "organizational_level"):
        refused(desk, "E-BLANK-KEY", lambda table=table: desk.records.create(table, {"code": code, "description": "Blank"}), field="code")


def test_a_renumbered_contact_keeps_its_codes_and_comments(desk):
    """contacts C-6"""
    assign(desk, "contact_mailing_group")
    comment(desk, "contact", "CT000001", "First")

    desk.records.save("contact", "CT000001", {"no": "ADATUM"})

    assert len(keys(desk, "contact_mailing_group", "ADATUM")) == 1
    assert desk.classification.comment_count("contact", "ADATUM") == 1


def test_a_deleted_company_leaves_nothing_of_itself_and_its_persons(desk):
    """contacts C-116, C-117, C-118: codes and comments go with the contact"""
    for table in CODES:
        assign(desk, table)
    assign(desk, "contact_mailing_group", "CT000003")
    assign(desk, "contact_mailing_group", "CT000009")
    for no in ("CT000001", "CT000002", "CT000009"):
        comment(desk, "contact", no, "Something")

    desk.records.delete("contact", "CT000001")

    left = {table: count(desk, table) for table in (*CODES, "comment_line")}
    assert left == dict.fromkeys(CODES, 0) | {"contact_mailing_group": 1, "comment_line": 1}
    assert desk.classification.comment_count("contact", "CT000009") == 1


def test_a_new_contact_with_comments_stays_when_its_creation_is_undone(desk):
    """relations G-34: what was attached since speaks against it"""
    made = desk.records.create("contact", {"name": "Fabrikam"})
    comment(desk, "contact", made.value.no, "Called")

    refusal = refused(desk, "E-30", lambda: desk.history.undo(made.changes.entry))
    assert "Comments" in refusal.what


# -- comments -------------------------------------------------------------------------------------------


def comment(desk, table, no, text, **values):
    owner = {"record_table": table, "record_id": desk.lists.id_of(table, no)}
    return desk.records.create("comment_line", owner | {"comment": text} | values)


def lines(desk, table, no):
    return [(line.values["date"], line.values["comment"]) for line in desk.classification.comments(table, no).lines]


def at_work_on(desk: Desk, day: date) -> Desk:
    desk.actions.who = Person("tester", work_date=day)
    return desk


def test_the_first_comment_of_a_day_is_dated(desk):
    """contacts C-85: the work date; further lines of that day are blank; each record by itself"""
    at_work_on(desk, date(2026, 5, 4))
    for text in ("Called", "Will call back", "Did not"):
        comment(desk, "contact", "CT000001", text)
    comment(desk, "contact", "CT000002", "Of the person")
    at_work_on(desk, date(2026, 5, 5))
    comment(desk, "contact", "CT000001", "Next day")
    comment(desk, "contact", "CT000001", "Dated by hand", date="2026-05-01")

    assert lines(desk, "contact", "CT000001") == [
        (date(2026, 5, 4), "Called"),
        (None, "Will call back"),
        (None, "Did not"),
        (date(2026, 5, 5), "Next day"),
        (date(2026, 5, 1), "Dated by hand"),
    ]
    assert lines(desk, "contact", "CT000002") == [(date(2026, 5, 4), "Of the person")]


def test_a_comment_is_changed_and_deleted(desk):
    """contacts C-85: the user may change the date"""
    comment(desk, "contact", "CT000001", "Called")
    key = desk.classification.comments("contact", "CT000001").lines[0].key

    desk.records.save("comment_line", key, {"comment": "Wrote", "date": ""})
    assert lines(desk, "contact", "CT000001") == [(None, "Wrote")]
    deleted = desk.records.delete("comment_line", key)
    assert lines(desk, "contact", "CT000001") == []
    desk.history.undo(deleted.changes.entry)
    assert lines(desk, "contact", "CT000001") == [(None, "Wrote")]


def test_a_comment_of_81_characters_is_refused(desk):
    """contacts C-85"""
    comment(desk, "contact", "CT000001", "x" * 80)
    refused(desk, "E-LENGTH", lambda: comment(desk, "contact", "CT000001", "x" * 81), field="comment")


@pytest.mark.parametrize(
    "owner",
    [
        {"record_table": "contact", "record_id": 999999},
        {"record_table": "contact"},
        {"record_table": "nothing", "record_id": 1},
        {"record_table": "marketing_setup", "record_id": 1},
    ],
)
def test_a_comment_needs_its_record(desk, owner):
    """contacts 1.7"""
    refused(desk, "E-NOT-FOUND", lambda: desk.records.create("comment_line", owner | {"comment": "Lost"}))


def test_comments_of_a_web_source_go_with_it(desk):
    """contacts 1.8, contacts C-85: and come back with it"""
    comment(desk, "web_source", "LUCERNE", "Costs money")
    assert desk.classification.commented("web_source") == {"LUCERNE"}

    deleted = desk.records.delete("web_source", "LUCERNE")
    assert count(desk, "comment_line") == 0
    desk.history.undo(deleted.changes.entry)

    assert lines(desk, "web_source", "LUCERNE")[0][1] == "Costs money"


# -- launching ------------------------------------------------------------------------------------------


def test_a_web_source_is_launched_with_its_search_word(desk):
    """contacts C-83, C-84: for a person that of its company, whose name stands for a blank word"""
    assign(desk, "contact_web_source")
    assert desk.classification.launch("CT000002", "ddg") == "https://duckduckgo.com/?q=Adatum%20B.V."
    desk.records.save("contact_web_source", keys(desk, "contact_web_source", "CT000001")[0], {"search_word": "adatum & co"})

    assert desk.classification.launch("CT000001", "DDG") == "https://duckduckgo.com/?q=adatum%20%26%20co"


@pytest.mark.parametrize(("url", "id"), [("", "E-URL-BLANK"), ("javascript:alert(1)", "E-URL-SCHEME"), ("file:///etc", "E-URL-SCHEME")])
def test_an_address_that_is_none_is_not_launched(desk, url, id):
    """contacts C-83, section 8 line 33"""
    desk.records.save("web_source", "DDG", {"url": url})
    assign(desk, "contact_web_source")

    refused(desk, id, lambda: desk.classification.launch("CT000001", "DDG"), record="DDG", field="url")


def test_a_web_source_that_is_not_assigned_is_not_launched(desk):
    """contacts C-84"""
    refused(desk, "E-NOT-FOUND", lambda: desk.classification.launch("CT000001", "DDG"))
    refused(desk, "E-COMPANY-ONLY", lambda: desk.classification.launch("CT000009", "DDG"))
