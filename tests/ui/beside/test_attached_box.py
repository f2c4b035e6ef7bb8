"""Notes, links and files beside a card and a list, by keyboard (contacts 3.1, 3.2)."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QToolButton

from tests.builders import a_contact

CONTROL = Qt.KeyboardModifier.ControlModifier


def tool(window, name):
    return window.attached.findChild(QToolButton, name)


def texts(window, name="note"):
    return [label.text() for label in window.attached.findChildren(QLabel, name) if not label.isHidden()]


def links(window, name):
    return [button for button in window.attached.findChildren(QPushButton, name) if button.parentWidget().isVisibleTo(window)]


def attached(world):
    return world.desk.attached.read("contact", world.adatum)


def test_a_note_is_written_changed_removed_and_brought_back(world):
    """contacts 3.2; relations G-31"""
    card = world.card(world.adatum)
    tool(card, "add_note").setFocus()
    world.key(tool(card, "add_note"), Qt.Key.Key_Space)

    dialog = world.dialog("note_dialog")
    QTest.keyClicks(dialog.findChild(QPlainTextEdit), "Call after ten")
    world.key(dialog.findChild(QPlainTextEdit), Qt.Key.Key_Return, CONTROL)
    world.wait(lambda: texts(card) == ["Call after ten"])
    assert card.status.text() == "Note added."

    world.key(tool(card, "edit_note"), Qt.Key.Key_Space)
    edit = world.dialog("note_dialog").findChild(QPlainTextEdit)
    edit.selectAll()
    QTest.keyClicks(edit, "Call after eleven")
    world.key(edit, Qt.Key.Key_Return, CONTROL)
    world.wait(lambda: texts(card) == ["Call after eleven"])

    world.key(tool(card, "remove_note"), Qt.Key.Key_Space)
    world.wait(lambda: not attached(world).notes and not texts(card))

    card.bar.action("record.undo").trigger()
    preview = world.dialog("preview")
    preview.accept()
    world.wait(lambda: texts(card) == ["Call after eleven"])


def test_a_blank_or_endless_note_cannot_be_saved(world):
    """contacts section 0"""
    card = world.card(world.adatum)
    tool(card, "add_note").click()
    dialog = world.dialog("note_dialog")
    save = dialog.findChild(QPushButton, "note_save")

    assert not save.isEnabled()
    dialog.edit.setPlainText("x" * 2000)
    assert save.isEnabled()
    dialog.edit.setPlainText("x" * 2001)
    assert not save.isEnabled()
    assert dialog.findChild(QLabel, "note_count").text() == "2001 of 2000 characters"


def test_a_link_is_opened_in_the_browser_and_nothing_else_is(world):
    """reliability P-11"""
    card = world.card(world.adatum)
    tool(card, "add_link").click()
    dialog = world.dialog("web_link_dialog")
    QTest.keyClicks(dialog.findChild(QLineEdit, "link_address"), "www.x.example/a")
    QTest.keyClicks(dialog.findChild(QLineEdit, "description"), "Site")
    world.key(dialog.findChild(QLineEdit, "description"), Qt.Key.Key_Return)
    world.wait(lambda: [one.text() for one in links(card, "open_link")] == ["Site"])

    world.key(links(card, "open_link")[0], Qt.Key.Key_Space)
    assert world.opened == ["https://www.x.example/a"]

    world.desk.attached.change_link(attached(world).links[0].id, "file:///etc/passwd", "Site")
    world.key(links(card, "open_link")[0], Qt.Key.Key_Space)
    world.wait(lambda: "is not opened" in card.message.text())
    assert world.opened == ["https://www.x.example/a"]


def test_a_program_that_is_not_there_is_told(world):
    """reliability P-7"""
    world.desk.attached.add_link("contact", world.adatum, "www.x.example")
    world.can_open = False
    card = world.card(world.adatum)
    world.wait(lambda: bool(links(card, "open_link")))

    links(card, "open_link")[0].click()

    world.wait(lambda: card.status.text() == "No program was found that opens this: https://www.x.example")


def drop(box, data):
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(box, enter)
    assert enter.isAccepted()
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(box, event)


def test_files_and_links_are_dropped_onto_the_pane(world, tmp_path):
    """contacts 3.2"""
    (tmp_path / "offer.pdf").write_bytes(b"%PDF offer")
    card = world.card(world.adatum)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "offer.pdf")), QUrl("https://x.example/b"), QUrl("javascript:alert(1)")])

    drop(card.attached, data)

    world.wait(lambda: len(attached(world).files) == 1 and len(attached(world).links) == 1)
    world.wait(lambda: [one.text() for one in links(card, "open_file")] == ["offer.pdf"])
    assert world.opened == []


def test_files_are_pasted(world, tmp_path):
    """contacts 3.2"""
    (tmp_path / "offer.pdf").write_bytes(b"%PDF offer")
    card = world.card(world.adatum)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "offer.pdf"))])
    QGuiApplication.clipboard().setMimeData(data)

    card.attached.setFocus()
    world.key(card.attached, Qt.Key.Key_V, CONTROL)

    world.wait(lambda: len(attached(world).files) == 1)
    QGuiApplication.clipboard().clear()  # what lies there would outlive Python


def test_an_attachment_is_opened_as_a_copy_and_saved_as_a_file(world, tmp_path, monkeypatch):
    """reliability P-11"""
    world.desk.attached.add_file("contact", world.adatum, "offer.txt", b"Dear Jan")
    card = world.card(world.adatum)
    world.wait(lambda: bool(links(card, "open_file")))

    world.key(links(card, "open_file")[0], Qt.Key.Key_Space)
    world.wait(lambda: bool(world.opened))
    copy = Path(QUrl(world.opened[0]).toLocalFile())
    assert (copy.name, copy.read_bytes()) == ("offer.txt", b"Dear Jan")

    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(tmp_path / "own.txt"), ""))
    world.key(tool(card, "save_file"), Qt.Key.Key_Space)
    world.wait(lambda: (tmp_path / "own.txt").exists())
    assert (tmp_path / "own.txt").read_bytes() == b"Dear Jan"


@pytest.mark.parametrize(("answer", "opened"), [("answer_0", 0), ("answer_1", 1)])
def test_what_can_run_something_asks_before_it_is_opened(world, answer, opened):
    """reliability P-11"""
    world.desk.attached.add_file("contact", world.adatum, "invoice.pdf.exe", b"MZ")
    card = world.card(world.adatum)
    world.wait(lambda: bool(links(card, "open_file")))

    links(card, "open_file")[0].click()
    assert "invoice.pdf.exe can run a program" in world.dialog("question").findChild(QLabel, "question_text").text()
    world.answer(answer)

    world.settle()
    assert len(world.opened) == opened


def test_removing_a_file_asks_first(world):
    """contacts 3.2"""
    world.desk.attached.add_file("contact", world.adatum, "offer.pdf", b"%PDF")
    card = world.card(world.adatum)
    world.wait(lambda: bool(links(card, "open_file")))

    tool(card, "remove_file").click()
    world.answer("answer_0")
    assert len(attached(world).files) == 1
    tool(card, "remove_file").click()
    world.answer("answer_1")
    world.wait(lambda: not attached(world).files)


def test_a_file_that_is_too_large_is_refused(world, tmp_path, monkeypatch):
    """contacts 3.2"""
    (tmp_path / "film.mp4").write_bytes(b"\x00" * (10 * 1024 * 1024 + 1))
    card = world.card(world.adatum)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_words: ([str(tmp_path / "film.mp4")], ""))

    world.key(tool(card, "add_file"), Qt.Key.Key_Space)

    world.wait(lambda: card.message.text().startswith("The file is larger than 10 MB."))
    assert not attached(world).files


def test_two_cards_see_each_others_notes_and_a_new_card_has_none(world):
    """design section 4: windows on the same record refresh each other"""
    card = world.card(world.adatum)
    done = world.desk.attached.add_note("contact", world.adatum, "From elsewhere")
    world.windows.changed(done.changes)
    world.wait(lambda: texts(card) == ["From elsewhere"])

    world.windows.new_card("contact")
    new = world.windows.open_windows()[-1]
    world.wait(lambda: bool(new.form.title.text()))
    assert not tool(new, "add_note").isEnabled()
    assert not new.attached.acceptDrops()


def test_the_pane_of_the_list_follows_the_chosen_record(start, office, qtbot):
    """contacts 3.1"""
    program = start(office)
    desk, window = program.desk, program.window
    first, second = a_contact(desk, "Adatum"), a_contact(desk, "Fabrikam")
    desk.attached.add_note("contact", second, "Pays late")
    page = window.current_list()
    page.presenter.load()

    def shows(no, notes):
        page.list.select_id(desk.lists.id_of("contact", no))
        return page.attached is not None and texts(page) == notes and page.name.text() == desk.records.read("contact", no)["name"]

    for no, notes in ((second, ["Pays late"]), (first, []), (second, ["Pays late"])):
        qtbot.waitUntil(lambda no=no, notes=notes: shows(no, notes), timeout=20000)


def test_a_card_that_is_closed_before_the_answer_comes_harms_nobody(world):
    """design section 4: work in the background outlives its window"""
    card = world.card(world.adatum)
    box = card.attached
    box._presenter.add_files([__file__])
    box.show_record("contact", world.eva)
    card.finish()

    world.settle()
    world.wait(lambda: [file.name for file in attached(world).files] == ["test_attached_box.py"])
    assert world.home.told[-1].records[0].table == "record_file"


def test_a_deleted_contact_takes_its_notes_along_with_its_card(world):
    """contacts C-116"""
    world.desk.attached.add_note("contact", world.piet, "Call")
    card = world.card(world.piet)
    world.wait(lambda: texts(card) == ["Call"])

    card.bar.action("record.delete").trigger()
    world.answer("answer_1")

    world.wait(lambda: not world.windows.open_windows())
    assert world.told == []
