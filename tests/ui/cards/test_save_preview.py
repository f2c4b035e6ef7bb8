"""Preview when saving: what a save would change elsewhere is shown before it is done, if the user wants that."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QSpinBox, QTreeWidget


def preview(office):
    found = office._dialog()
    return found if found is not None and found.objectName() == "preview" else None


def stored(office, name="phone_no", no="CT000001"):
    return office.desk.records.read("contact", no)[name]


def wish(office, mode, more_than=5):
    office.windows.settings["preview_when_saving"] = mode
    office.windows.settings["preview_more_than"] = more_than


@pytest.mark.parametrize(
    ("mode", "more_than", "shown"),
    [("never", 5, False), ("others", 5, True), ("more", 5, False), ("more", 3, True), ("always", 5, True), ("nonsense", 5, False)],
)
def test_a_save_is_shown_beforehand_as_the_user_wishes(office, mode, more_than, shown):
    """relations G-11: a phone number reaches four other records; never, when others change, when more than n do, always."""
    wish(office, mode, more_than)
    card = office.card("contact", "CT000001")

    office.type(card, "phone_no", "020-9")
    office.save(card)

    office._qtbot.waitUntil(lambda: preview(office) is not None if shown else stored(office) == "020-9")
    assert (preview(office) is not None) == shown
    assert stored(office) == ("020-1" if shown else "020-9")


def test_a_save_that_reaches_no_other_record_is_shown_only_always(office):
    """relations G-11"""
    wish(office, "others")
    card = office.card("salesperson", "JR")
    office.type(card, "name", "Jan")
    office.save(card)
    assert preview(office) is None

    wish(office, "always")
    office.type(card, "name", "Joop")
    office.save(card)
    assert preview(office).findChild(QLabel, "preview_text").text() == "Save these changes?"
    office.answer("preview_go")
    assert office.desk.records.read("salesperson", "JR")["name"] == "Joop"


def test_back_to_the_card_leaves_what_was_typed_and_save_stores_it(office):
    """relations G-11, G-12: Back keeps the typed values; nothing was written; Save then writes what was shown."""
    wish(office, "always")
    card = office.card("contact", "CT000001")
    office.type(card, "phone_no", "020-9")
    office.save(card)
    assert "other record" in preview(office).findChild(QLabel, "preview_text").text()

    office.answer("preview_back")

    assert preview(office) is None
    assert card.form.editors["phone_no"].widget.text() == "020-9"
    assert stored(office) == "020-1"
    office.save(card)
    office.answer("preview_go")
    assert stored(office) == "020-9"
    assert not card.form.typed().values


def test_closing_a_card_shows_the_preview_and_save_closes_it(office, qtbot):
    """relations G-11, contacts section 0: closing saves, so it is previewed as well; Back keeps the card open."""
    wish(office, "always")
    card = office.card("contact", "CT000001")
    office.type(card, "phone_no", "020-9")

    card.close()
    office.answer("preview_back")
    assert card.isVisible()
    card.close()
    qtbot.waitUntil(lambda: preview(office) is not None)
    preview(office).findChild(QPushButton, "preview_go").click()

    qtbot.waitUntil(lambda: not office.windows.open_windows())
    assert stored(office) == "020-9"


def test_a_new_record_is_previewed_without_using_a_number(office):
    """relations G-11, G-13: trying a new contact draws no number."""
    wish(office, "always")
    card = office.card("contact")
    office.type(card, "name", "Proseware")

    office.save(card)
    office.answer("preview_back")
    office.save(card)
    office.answer("preview_go")

    assert card.no == "CT000003"
    assert stored(office, "name", "CT000003") == "Proseware"


def test_the_user_chooses_the_preview_in_the_settings(office, qtbot):
    """relations G-11: the choice and its number are settings of the user; five is the default."""
    assert office.windows.settings.preview_wish().more_than == 5
    office.windows.open_page("user_settings")
    window = office.windows.open_windows()[-1]
    mode, number = window.findChild(QComboBox, "preview_when_saving"), window.findChild(QSpinBox, "preview_more_than")

    number.setValue(2)
    assert number.isEnabled()
    mode.setCurrentIndex(mode.findData("others"))
    mode.activated.emit(mode.currentIndex())

    assert not number.isEnabled()
    assert office.windows.settings["preview_when_saving"] == "others"
    assert office.windows.settings["preview_more_than"] == 2


def test_a_person_that_is_unticked_keeps_its_value(office):
    """relations G-12: inheritance may be left out per person, synchronisation may not."""
    wish(office, "always")
    card = office.card("contact", "CT000001")
    office.type(card, "phone_no", "020-9")
    office.save(card)
    tree = preview(office).findChild(QTreeWidget, "changes")
    heads = [tree.topLevelItem(place) for place in range(tree.topLevelItemCount())]
    ticks = [head for head in heads if head.data(0, Qt.ItemDataRole.CheckStateRole) is not None]
    assert ["Jan de Vries" in head.text(0) for head in ticks] == [True]

    ticks[0].setCheckState(0, Qt.CheckState.Unchecked)
    office.answer("preview_go")

    assert stored(office) == "020-9"
    assert stored(office, no="CT000002") == "020-1"
    assert not card.form.typed().values
