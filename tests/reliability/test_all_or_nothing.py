"""An error at every statement and commit of every writing method leaves everything as it was (reliability P-2)."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from sqlalchemy import event

from contactdesk import errors
from tests.reliability.checkers import dump, sound


class Broken(RuntimeError):
    """What a fault of the program or of the world looks like to the code under test."""


@contextmanager
def breaking(desk, at):
    """Raise `Broken` at the statement or commit numbered `at` (0: never); yields a list whose length counts them."""
    passed = []

    def point(*_arguments):
        passed.append(None)
        if len(passed) == at:
            raise Broken

    engine = desk.store.engine
    names = ("before_cursor_execute", "commit")
    for name in names:
        event.listen(engine, name, point)
    try:
        yield passed
    finally:
        for name in names:
            event.remove(engine, name, point)


def undo_last(desk):
    desk.history.undo(desk.history.last_undoable())


def run_import(desk, folder):
    path = folder / "rows.csv"
    path.write_text("No.,Name,Phone No.\nV90001,Litware,099\nNEW1,New Vendor,1\n", encoding="utf-8")
    return desk.imports.run("vendor", path)


ACTIONS = {
    "create contact": lambda desk: desk.records.create("contact", {"name": "New", "phone_no": "1"}),
    "create person": lambda desk: desk.records.create("contact", {"name": "Jo Nu", "type": "Person", "company_no": "CT000001"}),
    "create customer": lambda desk: desk.records.create("customer", {"name": "New"}, template="COMP"),
    "create vendor": lambda desk: desk.records.create("vendor", {"name": "New"}),
    "create bank account": lambda desk: desk.records.create("bank_account", {"name": "New"}),
    "create employee": lambda desk: desk.records.create("employee", {"first_name": "Al", "last_name": "New"}),
    "create code": lambda desk: desk.records.create("territory", {"code": "ZZ", "name": "New"}),
    "save company": lambda desk: desk.records.save("contact", "CT000001", {"phone_no": "020-9", "name": "Adatum N.V."}),
    "save person": lambda desk: desk.records.save("contact", "CT000002", {"phone_no": "06-9", "surname": "Vos"}),
    "save customer": lambda desk: desk.records.save("customer", "C00001", {"phone_no": "020-8", "salesperson_code": "LM"}),
    "save vendor": lambda desk: desk.records.save("vendor", "V00001", {"city": "Delft", "e_mail": "a@b.nl"}),
    "save bank account": lambda desk: desk.records.save("bank_account", "B9", {"iban": "NL91ABNA0417164300"}),
    "save employee": lambda desk: desk.records.save("employee", "E0001", {"last_name": "Bos", "mobile_phone_no": "06-1"}),
    "save code": lambda desk: desk.records.save("salesperson", "JR", {"code": "JRR"}),
    "move person": lambda desk: desk.records.save("contact", "CT000003", {"company_no": "CT100001"}),
    "renumber contact": lambda desk: desk.records.save("contact", "CT000001", {"no": "CTX"}),
    "renumber customer": lambda desk: desk.records.save("customer", "C00001", {"no": "CX"}),
    "change type": lambda desk: desk.records.save("contact", "CT000009", {"type": "Company"}),
    "primary contact": lambda desk: desk.records.save("customer", "C00001", {"primary_contact_no": "CT000003"}),
    "delete company": lambda desk: desk.records.delete("contact", "CT000001"),
    "delete customer": lambda desk: desk.records.delete("customer", "C00001"),
    "delete employee": lambda desk: desk.records.delete("employee", "E0001"),
    "delete code": lambda desk: desk.records.delete("salesperson", "AH"),
    "create as": lambda desk: desk.linking.create_as("CT200000", "customer", template="COMP"),
    "link, contact wins": lambda desk: desk.linking.link("CT100000", "customer", "C90000"),
    "link, entity wins": lambda desk: desk.linking.link("CT100000", "customer", "C90000", master="entity"),
    "make contact": lambda desk: desk.linking.make_contact("bank_account", "B9"),
    "unlink": lambda desk: desk.linking.unlink("CT000001", "vendor"),
    "add relation": lambda desk: desk.linking.add_relation("CT100000", "COMPET"),
    "remove relation": lambda desk: desk.linking.remove_relation("CT100002", "COMPET"),
    "create contacts": lambda desk: desk.batches.create_contacts("customer"),
    "apply template": lambda desk: desk.templates.apply("customer", ["C00001", "C90000"], "COMP"),
    "save as template": lambda desk: desk.templates.save_as("customer", "C00001"),
    "setup": lambda desk: desk.setup.save({"default_territory_code": "", "company_name": "Other"}),
    "recode": lambda desk: desk.setup.save({"bus_rel_code_for_customers": "COMPET"}, recode=True),
    "undo": undo_last,
}


@pytest.mark.parametrize("action", ACTIONS.values(), ids=ACTIONS.keys())
def test_error_at_every_statement(busy, action):
    """reliability P-2

    Given the busy office, when an error hits any statement or the commit of an action, then every table is as
    before, also history and search index; when the cause is gone, the action works.
    """
    _break_everywhere(busy, action)


def test_error_at_every_statement_of_an_import(busy, tmp_path):
    """reliability P-2; interchange X-10: as above, for a file."""
    _break_everywhere(busy, lambda desk: run_import(desk, tmp_path))


SHIPPED = ("country", "currency", "language", "salutation", "salutation_formula")
"""Large tables that no action here touches: compared at the end only."""


def _break_everywhere(desk, action):
    whole, before = dump(desk.store), dump(desk.store, without=SHIPPED)
    at, reached = 0, True
    while reached:
        at += 1
        with breaking(desk, at) as passed:
            try:
                action(desk)
            except Broken:
                assert dump(desk.store, without=SHIPPED) == before, f"point {at}"
            reached = len(passed) >= at
    assert at > 3
    after = dump(desk.store)
    assert after != whole
    assert all(after[name] == whole[name] for name in SHIPPED)
    assert sound(desk.store) == []
    assert desk.records.save("contact", "CT100001", {"phone_no": "030-77"}).changes.entry


def test_preview_changes_nothing(busy):
    """relations G-13: given the busy office, when every action is previewed, then every table is as before."""
    before = dump(busy.store)
    busy.records.create("customer", {"name": "New"}, dry_run=True)
    busy.records.save("contact", "CT000001", {"phone_no": "020-9"}, dry_run=True)
    busy.records.delete("contact", "CT000001", dry_run=True)
    busy.linking.create_as("CT100001", "vendor", template="", dry_run=True)
    busy.linking.link("CT100000", "customer", "C90000", dry_run=True)
    busy.linking.unlink("CT000001", "vendor", dry_run=True)
    busy.batches.create_contacts("customer", dry_run=True)
    busy.templates.apply("customer", ["C00001"], "COMP", dry_run=True)
    busy.setup.save({"bus_rel_code_for_customers": "COMPET"}, recode=True, dry_run=True)
    busy.history.undo(busy.history.last_undoable(), dry_run=True)
    assert dump(busy.store) == before


def test_refusal_changes_nothing(busy):
    """reliability P-2: given a rule that refuses late in an action, when it does, then every table is as before."""
    before = dump(busy.store)
    with pytest.raises(errors.UserError):
        busy.linking.link("CT100000", "customer", "C00001")
    with pytest.raises(errors.UserError):
        busy.records.save("contact", "CT000001", {"phone_no": "1", "territory_code": "NOWHERE"})
    assert dump(busy.store) == before
