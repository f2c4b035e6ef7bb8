"""What somebody does in the windows, step by step; journeys are made of these."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QRadioButton, QTableWidget, QTreeWidget


def make_database(office, start="empty"):
    """Answer the first-run assistant, and land in the list of contacts."""
    hands = office.hands
    office.start()
    assistant = hands.window("first_run")
    hands.picture("assistant language")
    hands.press(assistant, "next")
    path = office.folder / "office.contactdesk"
    hands.picture("assistant place")
    hands.enter(assistant, "new_file", str(path))
    hands.press(assistant, "next")
    hands.until(lambda: hands.find(assistant, QLineEdit, "company_name").hasFocus(), "the cursor in the company")
    hands.type("Handelsonderneming Brouwér")
    hands.pick(assistant, "country", "Netherlands (NL)")
    hands.picture("assistant company")
    hands.press(assistant, "next")
    hands.picture("assistant numbers")
    hands.press(assistant, "next")
    hands.click(hands.find(assistant, QRadioButton, start))
    hands.picture("assistant start")
    hands.press(assistant, "next")
    hands.gone("first_run")
    page = office.wait_for_list()
    hands.picture("new database")
    return page


def import_file(office, window, kind, path, *, unmapped, read, with_contacts=True):
    """Go through the pages of the import window: file, columns, check, result."""
    hands = office.hands
    hands.pick(window, "kind", kind)
    hands.enter(window, "path", str(path), leave=Qt.Key.Key_Return)
    hands.until(lambda: hands.find(window, QTableWidget, "file_preview").rowCount() > 0, "the first records")
    hands.picture(f"import {path.stem} file")
    hands.press(window, "next")
    hands.until(lambda: hands.find(window, QTableWidget, "mapping").rowCount() > 5, "the columns")
    assert all(name in hands.text(window, "unmapped") for name in unmapped)
    hands.picture(f"import {path.stem} columns")
    hands.press(window, "next")
    hands.until(lambda: f"Records read: {read}" in hands.text(window, "check_counts"), "the check")
    if not with_contacts:
        hands.click(hands.find(window, QCheckBox, "with_contacts"))
        hands.until(lambda: f"Records read: {read}" in hands.text(window, "check_counts"), "the second check")
        assert "Contacts made" not in hands.text(window, "check_counts")
    assert all(name in hands.text(window, "check_notices") for name in unmapped)
    hands.picture(f"import {path.stem} check")
    hands.press(window, "next")
    hands.until(lambda: hands.text(window, "progress_title") == "Imported", "the end of the import")
    hands.picture(f"import {path.stem} result")
    result = figures(window)
    hands.press(window, "page.close")
    hands.gone("import_window")
    return result


def figures(window):
    """The numbers a finished job shows, by their captions."""
    numbers = [one for one in window.findChildren(QLabel) if one.objectName().startswith("figure_") and one.isVisible()]
    return [one.text() for one in sorted(numbers, key=lambda one: one.objectName())]


def create_contacts(office, kind, *, fit):
    """The request page: how many fit, the preview, the run, its figures."""
    hands = office.hands
    office.hands.window("main_window")
    hands.from_menu(office.main, "File", f"create_contacts.{kind}")
    window = hands.window("create_contacts_window")
    hands.until(lambda: hands.text(window, "count").startswith(fit), fit)
    hands.picture(f"contacts of {kind} request")
    hands.press(window, "preview")
    hands.until(lambda: hands.text(window, "preview_figures"), "the preview")
    hands.picture(f"contacts of {kind} preview")
    hands.press(window, "run")
    hands.until(lambda: figures(window), "the result")
    hands.picture(f"contacts of {kind} result")
    result = figures(window), hands.text(window, "progress_title")
    hands.press(window, "page.close")
    hands.gone("create_contacts_window")
    return result


def open_by_search(office, table, text):
    """Find a record in its list as one does: type a part of it, Down, Enter. Answers with its card."""
    hands, page = office.hands, office.wait_for_list(table)
    hands.key(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    hands.type(text)
    hands.until(lambda: page.count.text() == "1 record", f"one {table} like {text}")
    hands.key(Qt.Key.Key_Return)
    hands.until(page.list.hasFocus, "the cursor in the list")
    hands.key(Qt.Key.Key_Return)
    return hands.window(f"card_{table}")


def open_company(office, name):
    """The card of a company; persons of it are in the list as well, below it."""
    hands, page = office.hands, office.wait_for_list()
    hands.key(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    hands.type(name)
    hands.until(lambda: page.count.text() == "2 records", f"{name} and its person")
    hands.key(Qt.Key.Key_Return)
    hands.click_row(page.list, name, twice=True)
    return hands.window("card_contact", name)


def change(office, card, name, text):
    """Type into a field of a card, and see that it is saved."""
    hands = office.hands
    hands.enter(card, name, text)
    hands.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    hands.until(lambda: hands.text(card, "status").startswith("Saved."), "saved")
    return hands.text(card, "status")


def close(office, card, name):
    """Ctrl+W, back to the main window."""
    office.hands.window(name)
    office.hands.key(Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    office.hands.gone(name)
    office.hands.window("main_window")


def link(office, card, no, master, *, name):
    """The dialog Link with existing: number, master, what changes, Link."""
    hands = office.hands
    hands.act(card, "link_with.vendor")
    dialog = hands.window("link_dialog")
    hands.enter(dialog, "entity_no", no)
    hands.pick(dialog, "master", master)
    hands.until(
        lambda: any(name in " ".join(row) for row in hands.cells(hands.find(dialog, QTreeWidget, "changes"))), f"{name} in the preview"
    )
    hands.picture(f"link {master}")
    hands.press(dialog, "ok")
    hands.gone("link_dialog")


def unlink(office, card):
    """The window Business Relations: the row of the vendor is removed, the question answered."""
    hands = office.hands
    hands.window("card_contact")
    hands.key(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    window = hands.window("relations_window")
    rows = hands.find(window, QTreeWidget, "relations")
    hands.until(lambda: hands.cells(rows), "the relations")
    hands.picture("relations")
    hands.click_row(rows, "VEND")
    hands.key(Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    question = hands.window("question")
    hands.picture("unlink question")
    hands.press(question, "yes")
    hands.until(lambda: not hands.cells(rows), "no relation any more")
    hands.window("relations_window")
    hands.key(Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    hands.gone("relations_window")


def delete(office, table, text):
    """Find a record in its list, Ctrl+Del, and answer the question with Delete; what the question said."""
    hands = office.hands
    hands.window("main_window")
    hands.go_to(office.main, {"contact": "Contacts", "vendor": "Vendors"}[table])
    page = office.wait_for_list(table)
    hands.key(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    hands.type(text)
    hands.until(lambda: page.count.text() == "1 record", f"one {table} like {text}")
    hands.key(Qt.Key.Key_Return)
    hands.until(page.list.hasFocus, "the cursor in the list")
    hands.until_button(page, "record.delete")
    hands.key(Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    window = hands.window("confirm_window")
    hands.picture(f"delete {table}")
    said = hands.text(window, "heading")
    hands.press(window, "confirm")
    hands.gone("confirm_window")
    hands.until(lambda: page.count.text() == "0 records", "that it is gone")
    return said
