"""Long jobs are taken back as they were done: piece by piece, with progress (relations G-34, G-35)."""

import pytest

from contactdesk import errors
from contactdesk.interchange import imports
from contactdesk.services import batches
from tests.builders import count, dump, read, unlinked

CUSTOMERS = 9


@pytest.fixture
def made(desk, monkeypatch):
    """A desk with contacts made for nine customers in three pieces; the number of that entry."""
    monkeypatch.setattr(batches, "PIECE", 3)
    for number in range(CUSTOMERS):
        unlinked(desk, "customer", no=f"C{number}", contact="Kim Ros" if number % 2 else "")
    return desk.batches.create_contacts("customer").entry


def entry_of(desk, no):
    return next(one for one in desk.history.entries(limit=50) if one.no == no)


def test_a_long_job_is_undone_piece_by_piece(desk, made):
    """relations G-34, relations G-35: all goes, the undo is one entry, and progress is told for each piece."""
    contacts = count(desk, "contact")
    told = []
    done = desk.history.undo(made, progress=lambda piece, pieces: told.append((piece, pieces)))
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert (done.value.kept, done.value.records) == ([], 31)
    assert count(desk, "contact") == contacts - 13
    assert all(desk.linking.linked_contact("customer", f"C{number}") == "" for number in range(CUSTOMERS))
    assert all(read(desk, "customer", f"C{number}", "primary_contact_no") == "" for number in range(CUSTOMERS))
    assert entry_of(desk, made).undone_by == done.changes.entry
    assert (entry_of(desk, done.changes.entry).undoes, entry_of(desk, done.changes.entry).records) == (made, done.value.changed)
    with pytest.raises(errors.CannotUndo, match=str(done.changes.entry)):
        desk.history.undo(made)


def test_a_long_job_is_one_entry_however_the_history_is_read(desk, made):
    """relations G-34: given pages of the history, when they are read one after the other, each entry comes once, with all it changed."""
    whole = desk.history.entries()
    job = entry_of(desk, made)
    assert job.records == 31

    paged = []
    while page := desk.history.entries(limit=1, before=paged[-1].no if paged else 0):
        paged += page

    assert paged == whole
    assert desk.history.entries(limit=1, before=made + 1) == [job]


def test_what_was_edited_in_one_piece_stays(desk, made):
    """relations G-34: one contact of the middle piece was edited since; it stays with its link, everything else goes."""
    contact = desk.linking.linked_contact("customer", "C4")
    desk.records.save("contact", contact, {"home_page": "own.example"})
    done = desk.history.undo(made)
    assert [line.split(":")[0] for line in done.value.kept] == [f"Contact {contact}"]
    assert [number for number in range(CUSTOMERS) if desk.linking.linked_contact("customer", f"C{number}")] == [4]
    assert entry_of(desk, made).undone_by == done.changes.entry


def test_a_preview_changes_nothing_and_tells_all(desk, made):
    """relations G-10, relations G-35: a preview of a long undo counts what the undo does, and leaves the database as it is."""
    before = dump(desk)
    preview = desk.history.undo(made, dry_run=True)
    assert dump(desk) == before
    done = desk.history.undo(made)
    assert (preview.value.records, preview.value.changed, preview.value.kept) == (done.value.records, done.value.changed, [])
    shown, undone = ({(one.table, one.id, one.kind) for one in changes.records} for changes in (preview.changes, done.changes))
    assert shown == undone


def test_a_stopped_undo_goes_on_later(desk, made):
    """relations G-35: stopped after its first piece it keeps what is done, and the rest of the entry is undone by the next one."""
    asked = iter([False, True])
    done = desk.history.undo(made, cancelled=lambda: next(asked))
    assert done.value.cancelled
    assert len([number for number in range(CUSTOMERS) if desk.linking.linked_contact("customer", f"C{number}")]) == 6
    assert (entry_of(desk, made).undone_by, desk.history.last_undoable()) == (0, made)
    rest = desk.history.undo(made)
    assert (rest.value.kept, rest.value.cancelled) == ([], False)
    assert not any(desk.linking.linked_contact("customer", f"C{number}") for number in range(CUSTOMERS))
    assert entry_of(desk, made).undone_by == rest.changes.entry


def test_the_undo_of_a_long_job_is_undone(desk, tmp_path, monkeypatch):
    """relations G-35: an import that changed customers in several pieces is undone, done again by undoing that, and undone again."""
    monkeypatch.setattr(imports, "PIECE", 2)
    for number in range(5):
        unlinked(desk, "customer", no=f"C{number}", city="Delft")
    file = tmp_path / "cities.csv"
    file.write_text("No.,City\n" + "\n".join(f"C{number},Gouda" for number in range(5)) + "\n", encoding="utf-8")
    entry = desk.imports.run("customer", file, with_contacts=False).entry
    for city in ("Delft", "Gouda"):
        done = desk.history.undo(entry)
        assert {read(desk, "customer", f"C{number}", "city") for number in range(5)} == {city}
        entry = done.changes.entry
    first = entry_of(desk, entry).undoes
    assert entry_of(desk, first).undone_by == entry
    again = entry_of(desk, first).undoes
    assert entry_of(desk, again).undone_by == 0
    assert desk.history.undo(again).value.kept == []
    assert {read(desk, "customer", f"C{number}", "city") for number in range(5)} == {"Delft"}


def test_a_file_that_names_a_record_twice(desk, tmp_path, monkeypatch):
    """relations G-35: pieces that changed one record one after the other are taken back in the reverse order, in a preview too."""
    monkeypatch.setattr(imports, "PIECE", 1)
    unlinked(desk, "customer", no="C1", city="Delft")
    file = tmp_path / "cities.csv"
    file.write_text("No.,City\nC1,Gouda\nC1,Breda\n", encoding="utf-8")
    entry = desk.imports.run("customer", file, with_contacts=False).entry
    assert read(desk, "customer", "C1", "city") == "Breda"
    assert desk.history.undo(entry, dry_run=True).value.kept == []
    assert desk.history.undo(entry).value.kept == []
    assert read(desk, "customer", "C1", "city") == "Delft"
