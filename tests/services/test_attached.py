"""Notes, links and files on a record (contacts 3.1, 3.2; C-86)."""

import stat

import pytest

from contactdesk import errors
from contactdesk.services.attached import LARGEST
from tests.builders import a_contact, a_customer
from tests.refusals import refused_with


@pytest.fixture
def contact(desk):
    return a_contact(desk, "Fabrikam")


def test_a_note_tells_who_wrote_it_and_when(desk, contact):
    """contacts 3.2"""
    done = desk.attached.add_note("contact", contact, "Call after ten.\nAsk for Jan.")

    (note,) = desk.attached.read("contact", contact).notes
    assert (note.id, note.note, note.who) == (done.value, "Call after ten.\nAsk for Jan.", "tester")
    assert note.at is not None
    assert [record.table for record in done.changes.records] == ["record_note"]


def test_notes_hang_on_their_record_alone(desk, contact):
    """contacts 3.1: any record with a card has its own."""
    customer = a_customer(desk, "Lindt")
    desk.attached.add_note("customer", customer, "Pays late")
    desk.attached.add_note("contact", contact, "first")
    desk.attached.add_note("contact", contact, "second")

    assert [note.note for note in desk.attached.read("customer", customer).notes] == ["Pays late"]
    assert [note.note for note in desk.attached.read("contact", contact).notes] == ["second", "first"]
    refused_with(desk, errors.NotFound, desk.attached.read, "contact", "NOBODY")


def test_a_note_is_changed_unless_somebody_else_changed_it(desk, contact):
    """contacts C-113, for notes"""
    note = desk.attached.add_note("contact", contact, "ten").value
    desk.attached.change_note(note, "eleven", seen="ten")

    refused_with(desk, errors.ChangedElsewhere, desk.attached.change_note, note, "twelve", seen="ten")
    assert desk.attached.read("contact", contact).notes[0].note == "eleven"


@pytest.mark.parametrize("thing", ["note", "link", "file"])
def test_adding_and_removing_are_actions_that_are_undone(desk, contact, thing):
    """relations G-31, for what is attached"""
    add = {
        "note": lambda: desk.attached.add_note("contact", contact, "Call"),
        "link": lambda: desk.attached.add_link("contact", contact, "www.x.example", "Site"),
        "file": lambda: desk.attached.add_file("contact", contact, "offer.pdf", b"\x00\xff offer"),
    }[thing]

    def there():
        found = desk.attached.read("contact", contact)
        return [*found.notes, *found.links, *found.files]

    added = add()
    desk.attached.add_note("contact", contact, "stays")
    shown = there()
    assert len(shown) == 2

    undone = desk.history.undo(added.changes.entry)
    assert len(there()) == 1
    desk.history.undo(undone.changes.entry)
    assert there() == shown

    id = next(one.id for one in shown if getattr(one, "note", "") != "stays")
    removed = getattr(desk.attached, f"remove_{thing}")(id)
    assert desk.attached.last_entry("contact", contact) == removed.changes.entry
    assert desk.history.entries(limit=1)[0].summary == f"contact {contact}"
    assert len(there()) == 1
    desk.history.undo(removed.changes.entry)
    assert there() == shown
    if thing == "file":
        assert desk.attached.content(id) == ("offer.pdf", b"\x00\xff offer")


def test_a_preview_attaches_nothing(desk, contact):
    """relations G-11"""
    done = desk.attached.add_note("contact", contact, "Call", dry_run=True)

    assert done.changes.records
    assert not desk.attached.read("contact", contact).notes


def test_blank_notes_and_links_are_refused(desk, contact):
    """contacts section 0"""
    assert refused_with(desk, errors.FillFirst, desk.attached.add_note, "contact", contact, " \n ").field == "note"
    assert refused_with(desk, errors.FillFirst, desk.attached.add_link, "contact", contact, "").field == "link_address"
    assert refused_with(desk, errors.TooLong, desk.attached.add_note, "contact", contact, "x" * 2001).field == "note"


def test_links_are_kept_as_typed_and_checked_when_they_are_opened(desk, contact):
    """reliability P-11, P-12"""
    web = desk.attached.add_link("contact", contact, "www.x.example/a?b=c").value
    odd = desk.attached.add_link("contact", contact, "file:///etc/passwd", "Passwords").value

    links = {link.id: link for link in desk.attached.read("contact", contact).links}
    assert links[web].can_be_opened
    assert not links[odd].can_be_opened
    assert desk.attached.address_to_open(web) == "https://www.x.example/a?b=c"
    refused_with(desk, errors.LinkNotOpened, desk.attached.address_to_open, odd)
    desk.attached.change_link(odd, "https://y.example", "Site")
    assert desk.attached.address_to_open(odd) == "https://y.example"
    refused_with(desk, errors.AlreadyExists, desk.attached.add_link, "contact", contact, "https://y.example")
    refused_with(desk, errors.AlreadyExists, desk.attached.change_link, web, "https://y.example")


def test_a_file_of_more_than_10_mb_is_refused(desk, contact, tmp_path):
    """contacts 3.2"""
    path = tmp_path / "film.mp4"
    path.write_bytes(b"\x00" * (LARGEST + 1))

    refused_with(desk, errors.FileTooLarge, desk.attached.add_files, "contact", contact, [path])
    refused_with(desk, errors.FileTooLarge, desk.attached.add_file, "contact", contact, "film.mp4", b"\x00" * (LARGEST + 1))
    refused_with(desk, errors.FileNotReadable, desk.attached.add_files, "contact", contact, [tmp_path / "gone.pdf"])
    refused_with(desk, errors.FileNotReadable, desk.attached.add_files, "contact", contact, [tmp_path])


def test_several_files_are_one_action_and_a_taken_name_gets_a_number(desk, contact, tmp_path):
    """contacts 3.2"""
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "offer.pdf").write_bytes(folder.encode())

    done = desk.attached.add_files("contact", contact, [tmp_path / "a" / "offer.pdf", tmp_path / "b" / "offer.pdf"])

    files = desk.attached.read("contact", contact).files
    assert [(one.name, one.size) for one in files] == [("offer (2).pdf", 1), ("offer.pdf", 1)]
    assert done.value == 2
    assert len(desk.history.entries(limit=1)) == 1
    assert desk.attached.content(files[0].id)[1] == b"b"
    refused_with(desk, errors.AlreadyExists, desk.attached.rename_file, files[0].id, "offer.pdf")


def test_a_file_is_looked_at_through_a_copy_that_nobody_writes_to(desk, contact):
    """reliability P-11: its name leads nowhere else, and the copy goes with the program."""
    id = desk.attached.add_file("contact", contact, "../../letter.txt", b"Dear Jan").value

    copy = desk.attached.temporary_copy(id)

    assert (copy.name, copy.read_bytes()) == ("letter.txt", b"Dear Jan")
    assert stat.S_IMODE(copy.stat().st_mode) == stat.S_IRUSR
    desk.attached.remove_copies()
    assert not copy.exists()


def test_an_attached_file_is_saved_where_the_user_wants_it(desk, contact, tmp_path):
    """contacts 3.2"""
    id = desk.attached.add_file("contact", contact, "letter.txt", b"Dear Jan").value

    assert desk.attached.save_file(id, tmp_path / "own.txt").read_bytes() == b"Dear Jan"
    refused_with(desk, errors.ExportTarget, desk.attached.save_file, id, tmp_path / "missing" / "own.txt")


def test_what_is_attached_goes_with_its_record(desk, contact):
    """contacts C-116"""
    other = a_contact(desk, "Other")
    for no in (contact, other):
        desk.attached.add_note("contact", no, "Call")
        desk.attached.add_link("contact", no, "www.x.example")
        desk.attached.add_file("contact", no, "a.txt", b"a")
    id = desk.attached.read("contact", contact).files[0].id

    desk.records.delete("contact", contact)

    refused_with(desk, errors.AttachedGone, desk.attached.content, id)
    left = desk.attached.read("contact", other)
    assert (len(left.notes), len(left.links), len(left.files)) == (1, 1, 1)


def test_renumbering_keeps_what_is_attached(desk, contact):
    """relations R-74"""
    desk.attached.add_note("contact", contact, "Call")

    desk.records.save("contact", contact, {"no": "C9"})

    assert [note.note for note in desk.attached.read("contact", "C9").notes] == ["Call"]


def test_what_was_blocked_for_privacy_keeps_its_notes_and_takes_new_ones(desk, contact):
    """contacts C-86"""
    desk.records.save("contact", contact, {"privacy_blocked": True})

    desk.attached.add_note("contact", contact, "Asked to be left alone")

    assert len(desk.attached.read("contact", contact).notes) == 1
